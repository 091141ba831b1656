import { Badge, ErrorFace, Mark, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { VendorBadge } from '../app/badges.js';
import { countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { TraderFile } from '../app/trader-file.js';
import { vendorQuery } from './approvals.queries.js';
import { DecisionBar } from './decision-bar.js';
import { ItemHead } from './item-head.js';

type Props = { id: string; position: string | null; onDone: () => void; onNext: () => void; onBack: () => void };

export function VendorApproval({ id, position, onDone, onNext, onBack }: Props) {
  const vendor = useQuery(vendorQuery(id));
  const mayDecide = useMay('vendors.review');
  if (vendor.isPending) return <Skeleton lines={10} />;
  if (vendor.error) return <ErrorFace error={vendor.error} retry={() => void vendor.refetch()} />;
  const v = vendor.data;
  const gaps = v.trader_file_gaps.length;
  return (
    <div className="stack g16">
      <ItemHead position={position} title={v.name} picture={<Mark name={v.name} color={v.mark_colour} size="lg" />} badges={<><VendorBadge state={v.status} />{gaps === 0 ? <Badge tone="ok">Trader file complete</Badge> : <Badge tone="warn">{`${gaps} ${gaps === 1 ? 'gap' : 'gaps'} in the trader file`}</Badge>}</>}
        lead={<>{v.legal_name}, {v.address.city}, {countryName(v.country)}. Applied <Time iso={v.applied_at} inText />, first person {v.applicant_email}.</>} onNext={onNext} onBack={onBack} />
      <TraderFile vendor={v} />
      {v.status === 'applied'
        ? <DecisionBar kind="vendor" id={v.id} name={v.name} approve="Approve and invite" refuse="Turn down" refuseTitle={`Turn down ${v.name}`} refuseText="The applicant is told by mail, with this reason and how to object." onDone={onDone} onNext={onNext} mayDecide={mayDecide} />
        : <p className="decision small dim">Decided already{v.reason ? `: “${v.reason}”` : '.'}</p>}
    </div>
  );
}
