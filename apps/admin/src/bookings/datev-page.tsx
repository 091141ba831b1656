import { Card, ErrorFace, fieldErrors, Note, Page, Refusal, SelectField, Skeleton, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { accountTitle } from './account-titles.js';
import { datevQuery, useNumberAccounts, type DatevBody, type DatevSettings } from './bookings.queries.js';

const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: `${String(index + 1).padStart(2, '0')}-01`, label: `1 ${new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, index, 1)))}` }));

/** How the accountant numbers the accounts: what DATEV asks for, and a number for each account where the chart's own does not fit. */
export function DatevPage() {
  const settings = useQuery(datevQuery);
  return (
    <Page title="Account numbers" crumbs={[<Link key="books" to="/market/bookings">Books</Link>, 'Account numbers']} lead="What DATEV asks for. Your accountant knows these numbers.">
      {settings.isPending && <Card label="Account numbers"><Skeleton lines={6} /></Card>}
      {settings.error && <Card label="Account numbers"><ErrorFace error={settings.error} retry={() => void settings.refetch()} /></Card>}
      {settings.data && <Numbers known={settings.data} />}
    </Page>
  );
}

function Numbers({ known }: { known: DatevSettings }) {
  const save = useNumberAccounts();
  const mayWrite = useMay('ledger.configure');
  const [chart, setChart] = useState(known.settings?.chart ?? 'SKR03');
  const errors = fieldErrors(save.error);
  const slots = known.defaults.filter((one) => one.chart === chart);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string): string => String(form.get(name)).trim();
    const own = slots.map(({ slot }) => [slot, said(`account.${slot}`)] as const).filter(([, number]) => number !== '');
    const ofVendors = Object.entries(known.settings?.accounts ?? {}).filter(([slot]) => slot.includes(':'));
    save.mutate({
      consultant: Number(said('consultant')), client: Number(said('client')), fiscal_year_start: said('fiscal_year_start'), account_length: Number(said('account_length')), chart,
      accounts: Object.fromEntries([...ofVendors, ...own]),
    } satisfies DatevBody);
  }
  return (
    <form className="stack g16" onSubmit={submit} aria-label="Account numbers">
      <Card title="DATEV">
        <fieldset className="stack g12" disabled={!mayWrite}>
          <div className="form-pair"><TextField label="Consultant number" name="consultant" inputMode="numeric" pattern="\d{4,7}" required defaultValue={known.settings?.consultant ?? ''} hint="Beraternummer" error={errors['/consultant']} />
            <TextField label="Client number" name="client" inputMode="numeric" pattern="\d{1,5}" required defaultValue={known.settings?.client ?? ''} hint="Mandantennummer" error={errors['/client']} /></div>
          <div className="form-pair"><SelectField label="The fiscal year begins" name="fiscal_year_start" options={MONTHS} defaultValue={known.settings?.fiscal_year_start ?? '01-01'} />
            <SelectField label="Digits of an account" name="account_length" options={[4, 5, 6, 7, 8].map((length) => ({ value: String(length), label: String(length) }))} defaultValue={String(known.settings?.account_length ?? 4)} hint="Debtors and creditors have one more" /></div>
          <SelectField label="Chart of accounts" name="chart" options={[{ value: 'SKR03', label: 'SKR 03' }, { value: 'SKR04', label: 'SKR 04' }]} value={chart} onChange={(event) => setChart(event.target.value as typeof chart)} />
        </fieldset>
      </Card>
      <Card title="Numbers of your own">
        <fieldset className="stack g12" disabled={!mayWrite}>
          <p className="dim small">Where nothing is written, the number of the chart holds.</p>
          <div className="account-numbers">{slots.map(({ slot, number, label }) => (
            <TextField key={`${chart} ${slot}`} label={accountTitle(slot)} name={`account.${slot}`} inputMode="numeric" pattern="\d{4,9}" placeholder={number} hint={`${number} ${label}`} defaultValue={known.settings?.accounts[slot] ?? ''} error={errors[`/accounts/${slot}`]} />
          ))}</div>
        </fieldset>
      </Card>
      {Object.keys(errors).length === 0 && <Refusal error={save.error} />}
      {save.isSuccess && <Note tone="ok">Saved. It holds for the next file.</Note>}
      {mayWrite && <div><button className="btn p" disabled={save.isPending}>{save.isPending ? 'Saving…' : 'Save'}</button></div>}
    </form>
  );
}
