import { IconExternalLink } from '@tabler/icons-react';
import { Card, ErrorFace, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../app/session.js';
import { PayoutStateBadge } from './payout-state.js';
import { payoutAccountQuery, useOnboardPayouts, type PayoutAccount } from './setup.queries.js';

/** Where the vendor is paid. It is opened on the payment company's own page, which leads back here. */
export function PayoutCard() {
  const account = useQuery(payoutAccountQuery);
  return (
    <Card title="Payout account" aside={account.data && <PayoutStateBadge status={account.data.status} />}>
      {account.isPending ? <Skeleton lines={2} /> : account.error ? <ErrorFace error={account.error} retry={() => void account.refetch()} /> : <Account account={account.data} />}
    </Card>
  );
}

function Account({ account }: { account: PayoutAccount }) {
  const onboard = useOnboardPayouts();
  const mayWrite = useMay('payouts.write');
  const isOver = account.can_receive || account.status === 'rejected' || account.status === 'closed';
  return (
    <div className="stack g12">
      <p>{account.words}</p>
      {account.requirements.length > 0 && <ul className="ticks">{account.requirements.map((r) => <li key={r.field}><span>{inWords(r.field)}</span><span className="t-r">{r.awaiting === 'gateway' ? 'being checked' : r.is_overdue ? 'overdue' : 'asked of you'}</span></li>)}</ul>}
      <Refusal error={onboard.error} />
      {!isOver && mayWrite && <div><button className="btn p" type="button" disabled={onboard.isPending} onClick={() => onboard.mutate()}><IconExternalLink className="i s" aria-hidden />{onboard.isPending ? 'Opening' : account.status === 'none' ? 'Open a payout account' : 'Go on with Stripe'}</button></div>}
      {!isOver && !mayWrite && <p className="small dim">An owner of this shop opens it.</p>}
    </div>
  );
}

/** "identity.individual.date_of_birth" as "Individual, date of birth". */
const inWords = (field: string): string => {
  const words = field.split('.').filter((part) => part !== 'identity').map((part) => part.replaceAll('_', ' ')).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
