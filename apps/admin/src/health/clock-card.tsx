import { Card, formatExact, Refusal } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { clockQuery, usePassTime } from './clock.queries.js';

const DAY_MS = 86_400_000;

/** Business time, where it may be moved: holds end and vendors are paid without anybody waiting for it. Production has no such card. */
export function ClockCard() {
  const clock = useQuery(clockQuery);
  const pass = usePassTime();
  if (!clock.data?.movable) return null;
  const days = Math.floor(clock.data.offset_ms / DAY_MS);
  return (
    <Card title="Business time" aside={<span className="row">{[1, 14].map((n) => <button key={n} className="btn sm" type="button" disabled={pass.isPending} onClick={() => pass.mutate(n * DAY_MS)}>{n === 1 ? 'Let a day pass' : `Let ${n} days pass`}</button>)}</span>}>
      <p className="small"><span className="med">{formatExact(clock.data.now)}</span> <span className="dim">{days === 0 ? 'As on the wall.' : `${days === 1 ? 'A day' : `${days} days`} ahead of the wall.`} Holds, deadlines and transfers follow it; sessions do not. This deployment is not in production, so it may be moved, forward only.</span></p>
      <Refusal error={pass.error} />
    </Card>
  );
}
