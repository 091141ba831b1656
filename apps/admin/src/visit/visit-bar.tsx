import { IconEye } from '@tabler/icons-react';
import { Refusal } from '@stoa/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { switchTo, type Membership } from '../app/auth.js';
import { homeOf } from '../app/nav.js';
import { leaveVisit, timeLeft } from './visit.js';

const SECOND = 1_000;

/** Above every page while an operator looks at a marketplace: whose it is, why they are here, how long still, and the way out. */
export function VisitBar({ place }: { place: Membership }) {
  const navigate = useNavigate();
  const [now, setNow] = useState(Date.now);
  const left = place.visit && timeLeft(place.visit.ends_at, now);
  const leave = useMutation({ mutationFn: () => (left === null ? switchTo('operator').then(() => undefined) : leaveVisit(place)), onSettled: () => navigate({ to: homeOf('operator') }) });
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(ticking);
  }, []);
  const isOver = left === null;
  const { mutate } = leave;
  useEffect(() => {
    if (isOver) mutate();
  }, [isOver, mutate]);
  if (!place.visit) return null;
  return (
    <section className="visit-bar" aria-label="Visit of an operator">
      <IconEye className="i" aria-hidden />
      <p className="grow"><b>You look at {place.tenant?.name} as an operator and can change nothing.</b> <span className="why">“{place.visit.reason}”</span></p>
      <span className="num nowrap" role="timer">{left === null ? 'Over' : `${left} left`}</span>
      <button className="btn sm" type="button" disabled={leave.isPending} onClick={() => mutate()}>Leave</button>
      <Refusal error={leave.error} />
    </section>
  );
}
