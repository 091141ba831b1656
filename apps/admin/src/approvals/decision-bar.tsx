import { useHotkeys } from '@mantine/hooks';
import { ReasonDialog, Refusal } from '@stoa/web-ui';
import { useState } from 'react';
import { useDecide } from './approvals.queries.js';

type Props = {
  kind: 'vendor' | 'listing'; id: string; name: string; approve: string; refuse: string; refuseTitle: string; refuseText: string; onDone: () => void; onNext: () => void; mayDecide: boolean; suggestion?: string;
};

/** Let in or send back, by button or by key: A, R, and J for the next one. */
export function DecisionBar({ kind, id, name, approve, refuse, refuseTitle, refuseText, onDone, onNext, mayDecide, suggestion }: Props) {
  const [isRefusing, setRefusing] = useState(false);
  const decide = useDecide(kind);
  const refusal = useDecide(kind);
  const approveNow = (): void => { if (!decide.isPending) decide.mutate({ id, reason: null }, { onSuccess: onDone }); };
  useHotkeys(mayDecide ? [['a', approveNow], ['r', () => setRefusing(true)], ['j', onNext]] : [['j', onNext]]);
  if (!mayDecide) return <p className="decision small dim">You may look at this. Deciding needs the role “catalog” or “owner”.</p>;
  return (
    <div className="decision">
      <Refusal error={decide.error} />
      <div className="row wrap">
        <button className="btn p" type="button" disabled={decide.isPending} onClick={approveNow}>{approve}<span className="vh"> {name}</span></button>
        <button className="btn bad" type="button" onClick={() => setRefusing(true)}>{refuse}<span className="vh"> {name}</span></button>
        <span className="keys small dim"><span className="kbd">A</span> approve <span className="kbd">R</span> refuse <span className="kbd">J</span> next</span>
      </div>
      <ReasonDialog isOpen={isRefusing} onClose={() => setRefusing(false)} title={refuseTitle} text={refuseText} hint="The vendor reads it, and it is kept as the statement of reasons." action={refuse} isPending={refusal.isPending} error={refusal.error} initial={suggestion}
        onSubmit={(reason) => refusal.mutate({ id, reason }, { onSuccess: () => { setRefusing(false); onDone(); } })} />
    </div>
  );
}
