import { Icon } from './icon.js';

const ICONS = { note: 'info', ok: 'check', warn: 'clock', bad: 'warn' } as const;

export function Note({ kind = 'note', children, alert = false }: { kind?: keyof typeof ICONS; children: React.ReactNode; alert?: boolean }) {
  return <p className={kind === 'note' ? 'note' : `note note--${kind}`} role={alert ? 'alert' : undefined}><Icon name={ICONS[kind]} /><span>{children}</span></p>;
}
