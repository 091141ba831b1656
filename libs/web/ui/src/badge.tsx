export type Tone = 'ok' | 'info' | 'half' | 'open' | 'open-warn' | 'warn' | 'bad' | 'idle';

const LOOK: Record<Tone, string> = { ok: 'ok', info: 'info', half: 'info half', open: 'info open', 'open-warn': 'warn open', warn: 'warn', bad: 'bad', idle: '' };

/** State as a word with a mark beside it; colour never speaks alone. */
export function Badge({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return <span className={`badge ${LOOK[tone]}`}>{children}</span>;
}
