import { Card, ErrorFace, Page, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BalanceBar } from '../app/balance-bar.js';
import { DebtsTable } from './debts-table.js';
import { HoldsTable } from './holds-table.js';
import { vendorBalanceQuery } from './vendor-balance.queries.js';

export function VendorBalancePage() {
  const [currency, setCurrency] = useState<string | null>(null);
  const balance = useQuery(vendorBalanceQuery(currency));
  if (balance.isPending) return <Page title="Balance"><Skeleton /></Page>;
  if (balance.error) return <Page title="Balance"><ErrorFace error={balance.error} retry={() => void balance.refetch()} /></Page>;
  return (
    <Page title="Balance" lead="What you have earned, what waits, and why." actions={balance.data.currencies.length > 1 && <div className="seg" role="group" aria-label="Currency">{balance.data.currencies.map((c) => <button key={c} type="button" aria-pressed={c === balance.data.currency} onClick={() => setCurrency(c)}>{c}</button>)}</div>}>
      <div className="stack g16">
        <Card label="Balance"><BalanceBar balance={balance.data} /></Card>
        {balance.data.debts.length > 0 && <section className="tablebox" aria-label="Owed"><header className="card-head"><h2>What your next payouts pay first</h2></header><DebtsTable debts={balance.data.debts} /></section>}
        <section className="tablebox" aria-label="Held"><header className="card-head"><h2>What waits, and why</h2></header><HoldsTable holds={balance.data.holds} /></section>
      </div>
    </Page>
  );
}
