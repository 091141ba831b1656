import { IconShieldCheck } from '@tabler/icons-react';
import { Badge, problemOf } from '@stoa/web-ui';
import { useVerifyChain, type ChainVerdict } from './audit.queries.js';

/** Recomputes the chain of seals, so that anybody can see that no entry was changed, taken out or slipped in. */
export function ChainCheck() {
  const check = useVerifyChain();
  return (
    <>
      <button className="btn" type="button" disabled={check.isPending} onClick={() => check.mutate()}><IconShieldCheck className="i s" aria-hidden />{check.isPending ? 'Checking' : 'Check the chain'}</button>
      <span role="status">{check.error ? <Badge tone="warn">{problemOf(check.error).title}</Badge> : check.data && <Verdict verdict={check.data} />}</span>
    </>
  );
}

const BROKEN: Record<Exclude<ChainVerdict['reason'], null>, string> = { row_missing: 'an entry was taken out', row_changed: 'an entry was changed', link_missing: 'a seal was taken out', row_skipped: 'an entry was slipped in' };

function Verdict({ verdict }: { verdict: ChainVerdict }) {
  if (verdict.reason !== null) return <Badge tone="bad">{`Broken at ${verdict.broken_at ?? 0}: ${BROKEN[verdict.reason]}`}</Badge>;
  const waiting = verdict.unsealed === 0 ? '' : `, ${verdict.unsealed} wait for their seal`;
  return <Badge tone="ok">{`${verdict.links.toLocaleString('en')} ${verdict.links === 1 ? 'entry' : 'entries'} sealed, unbroken${waiting}`}</Badge>;
}
