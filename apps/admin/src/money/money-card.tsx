import { IconArrowUpRight } from '@tabler/icons-react';
import { Badge, Card, ErrorFace, formatAmount, Money, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { moneyQuery } from './money.queries.js';
import { colorOf } from './money-words.js';

/** Where the money of an order went, in one bar; it leads to the page that proves it. */
export function MoneyCard({ orderGroupId }: { orderGroupId: string }) {
  const money = useQuery(moneyQuery(orderGroupId));
  if (money.isPending) return <Card title="Where the money went"><Skeleton lines={4} /></Card>;
  if (money.error) return <Card title="Where the money went"><ErrorFace error={money.error} retry={() => void money.refetch()} /></Card>;
  const { total, parts, difference } = money.data;
  return (
    <Card label="Where the money went" title={<h2><Link className="moneylink" to="/market/orders/$id/money" params={{ id: orderGroupId }}>Where the money went<IconArrowUpRight className="i s" aria-hidden /></Link></h2>}>
      <div className="stack g12">
        <p className="row wrap"><span className="sum"><Money value={total} /></span><Badge tone={difference.amount === 0 ? 'ok' : 'bad'}>Difference {formatAmount(difference)}</Badge></p>
        <span className="bar" aria-hidden="true">{parts.filter((part) => part.amount.amount > 0).map((part) => <span key={part.role} className={part.striped ? 'hatch' : undefined} style={{ '--v': part.amount.amount, '--k': colorOf(part.role) } as React.CSSProperties} />)}</span>
        <dl className="legend">{parts.map((part) => <div key={part.role}><dt><span className={part.striped ? 'key hatch' : 'key'} style={{ '--k': colorOf(part.role) } as React.CSSProperties} />{part.label}{part.striped && ', held'}</dt><dd><Money value={part.amount} bare /></dd></div>)}</dl>
      </div>
    </Card>
  );
}
