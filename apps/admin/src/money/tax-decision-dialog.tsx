import { Modal } from '@mantine/core';
import { Badge, ErrorFace, Money, Pairs, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { decisionQuery } from './money.queries.js';

/** Why a tax is what it is, out of the stored decision: place, scheme, each line step by step, the law and the packs that were in force. */
export function TaxDecisionDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  return <Modal opened={id !== null} onClose={onClose} size="xl" title={<span className="dialog-title">Why the tax is what it is</span>} closeButtonProps={{ 'aria-label': 'Close' }}>{id && <Decision id={id} />}</Modal>;
}

function Decision({ id }: { id: string }) {
  const decision = useQuery(decisionQuery(id));
  if (decision.isPending) return <Skeleton />;
  if (decision.error) return <ErrorFace error={decision.error} retry={() => void decision.refetch()} />;
  const d = decision.data;
  return (
    <div className="stack g16">
      <p className="med">{d.headline}</p>
      <div className="row wrap">{d.recomputes_to_the_same ? <Badge tone="ok">Recomputes to the same cent</Badge> : <Badge tone="bad">Recomputes to something else</Badge>}<span className="mono faint">{d.id}</span></div>
      {d.lines.map((line) => (
        <div key={line.id} className="well stack">
          <div className="between"><span className="med">{line.label}</span><Money value={line.tax} /></div>
          <ol className="small dim stack">{line.steps.map((step) => <li key={step}>{step}</li>)}</ol>
        </div>
      ))}
      {d.fees.map((fee) => <div key={fee.code} className="well between"><span>{fee.label} <span className="faint small">{fee.cite}</span></span><Money value={fee.amount} /></div>)}
      <Pairs rows={[['Place', d.place], ['Scheme', d.scheme], ['Files it', d.liable], ['Tax point', <Time key="t" iso={d.tax_point} />], ['Rounding', `${d.rounding.mode}, per ${d.rounding.level}`], ['Packs', d.packs.map((pack) => `${pack.id} ${pack.version}`).join(', ')], ['Your tax set-up', d.overlay_version === null ? 'as it was opened' : `version ${d.overlay_version}`]]} />
      <div className="stack"><span className="eyebrow">The law</span><ul className="small stack">{d.rules.map((rule) => <li key={rule.id}><span className="mono">{rule.id}</span> {rule.cite}</li>)}</ul></div>
      {d.notes.length > 0 && <ul className="small dim stack">{d.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
    </div>
  );
}
