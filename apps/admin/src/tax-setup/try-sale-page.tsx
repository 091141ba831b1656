import { Card, Money, MoneyInput, Note, Page, Pairs, Refusal, SelectField, TextField, CheckField } from '@stoa/web-ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTrial, type Decided } from './tax-setup.queries.js';

const said = (form: FormData, name: string): string | null => String(form.get(name) ?? '').trim() || null;
const placeOf = (form: FormData, end: 'from' | 'to') => {
  const [country = '', region = null] = (said(form, `${end}_place`) ?? '').toUpperCase().split('-') as [string?, (string | null)?];
  return { country, region, postcode: said(form, `${end}_postcode`), city: null };
};

/** A page to wonder on: what would the tax of a sale be, and by which law? */
export function TrySalePage() {
  const trial = useTrial();
  const [currency, setCurrency] = useState('EUR');
  const [price, setPrice] = useState<number | null>(3400);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = placeOf(form, 'from');
    const business = form.get('buyer') === 'business';
    trial.mutate({
      category: said(form, 'category') ?? '', price: { amount: price ?? 0, currency }, shipping: null, price_mode: form.get('price_mode') === 'excl' ? 'excl' : 'incl', from, to: placeOf(form, 'to'),
      buyer: business ? 'business' : 'consumer', buyer_tax_id: business ? said(form, 'buyer_tax_id') : null,
      vendor: { country: from.country, registered_in: [from.country], oss: form.get('oss') === 'on', small_business: form.get('small_business') === 'on' },
    });
  }
  return (
    <Page title="Try a sale" crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="setup" to="/market/tax/setup">Tax set-up</Link>]} lead="Goods of this kind, from here to there: which tax is due, who owes it, and by which law. Under your own registrations. Nothing is kept.">
      <div className="grid2">
        <Card title="The sale">
          <form className="stack g12" onSubmit={submit}>
            <TextField label="Kind of goods" name="category" defaultValue="goods.household" required hint="Such as goods.book, goods.food.candy, goods.alcohol.wine" />
            <div className="grid2">
            <SelectField label="Currency" value={currency} onChange={(event) => setCurrency(event.target.value)} options={['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'CAD', 'AUD', 'JPY'].map((code) => ({ value: code, label: code }))} />
            <MoneyInput label="Price" currency={currency} value={price} onChange={setPrice} />
            <SelectField label="The price is" name="price_mode" options={[{ value: 'incl', label: 'with tax' }, { value: 'excl', label: 'without tax' }]} />
            </div>
            <div className="grid2">
            <TextField label="From" name="from_place" defaultValue="DE" required pattern="[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?" hint="A country or state: DE, US-CA" />
            <TextField label="Postcode it leaves" name="from_postcode" />
            </div>
            <div className="grid2">
            <TextField label="To" name="to_place" defaultValue="FI" required pattern="[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?" hint="A country or state: FI, US-NY" />
            <TextField label="Postcode it goes to" name="to_postcode" />
            </div>
            <div className="grid2">
            <SelectField label="Buyer" name="buyer" options={[{ value: 'consumer', label: 'A consumer' }, { value: 'business', label: 'A business' }]} />
            <TextField label="Tax id of the business" name="buyer_tax_id" hint="Taken for good here." />
            </div>
            <CheckField name="oss" label="The vendor is in the one-stop shop of the Union" />
            <CheckField name="small_business" label="The vendor is a small business without tax" />
            <div><button className="btn p" disabled={trial.isPending || price === null}>{trial.isPending ? 'Asking' : 'Ask'}</button></div>
          </form>
        </Card>
        <div className="stack g16" style={{ alignContent: 'start' }} aria-live="polite">
          <Refusal error={trial.error} />
          {trial.data?.outcome === 'no_answer' && <Note tone="warn">Such a sale is not possible. {trial.data.reasons.map((reason) => reason.message).join(' ')}</Note>}
          {trial.data?.outcome === 'decided' && <Answer decided={trial.data} />}
        </div>
      </div>
    </Page>
  );
}

function Answer({ decided }: { decided: Decided }) {
  return (
    <>
      <Card title="The answer">
        <div className="stack g12">
          <p className="med">{decided.headline}</p>
          <Pairs rows={[
            ['Tax', <span key="t" className="med"><Money value={decided.totals.tax} /></span>], ['The buyer pays', <Money key="p" value={decided.totals.customer_pays} />],
            ...(decided.local ? [['In the money of the place', <Money key="l" value={decided.local.tax} />] as const] : []),
          ]} />
          <ol className="small dim stack">{decided.lines.flatMap((line) => line.steps).map((step) => <li key={step}>{step}</li>)}</ol>
          {decided.notes.filter((note) => !decided.headline.includes(note)).map((note) => <p key={note} className="small dim">{note}</p>)}
        </div>
      </Card>
      <Card title="By which law">
        <ul className="small stack">{decided.rules.map((rule) => <li key={rule.id}><span className="mono">{rule.id}</span> {rule.cite}</li>)}</ul>
        <p className="faint small">{decided.packs.map((pack) => `${pack.id} ${pack.version}`).join(', ')}{decided.exchange_rates.map((rate) => `; 1 ${rate.base} = ${rate.rate} ${rate.quote} (${rate.source}, ${rate.date})`).join('')}</p>
      </Card>
    </>
  );
}
