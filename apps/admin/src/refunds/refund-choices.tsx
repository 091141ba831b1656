import { CheckField, formatAmount, Money, MoneyInput, SelectField, TextArea, type MoneyValue } from '@stoa/web-ui';
import { Link } from '@tanstack/react-router';
import { Pic } from '../app/goods.js';
import { REASONS, type choicesOf, type Draft } from './refund-draft.js';
import type { RefundPolicy } from './refund.queries.js';

type Choice = ReturnType<typeof choicesOf>[number];
/** What the preview gives back of each line and parcel. */
export type Amounts = ReadonlyMap<string, MoneyValue>;
type Props = { choices: readonly Choice[]; draft: Draft; onChange: (draft: Draft) => void; currency: string; policy: RefundPolicy; amounts: Amounts };

/** What is refunded: pieces of lines, shipping of parcels, an amount without goods; and why. */
export function RefundChoices({ choices, draft, onChange, currency, policy, amounts }: Props) {
  return (
    <div className="refund-choices stack g16">
      <section aria-labelledby="refund-what">
        <h2 id="refund-what">What is refunded</h2>
        {choices.map((choice) => (
          <div key={choice.id}>
            {choices.length > 1 && <h3 className="refund-vendor">{choice.vendor} <span className="faint">{choice.number}</span></h3>}
            <ul className="pick">
              {choice.goods.map(({ line, left }) => <LineRow key={line.id} line={line} left={left} amount={amounts.get(line.id) ?? null} draft={draft} onChange={onChange} />)}
              {choice.shipping.map((one) => <ShippingRow key={one.consignment_id} id={one.consignment_id} title={one.title} amount={amounts.get(one.id) ?? null} left={one.amount.amount} currency={currency} draft={draft} onChange={onChange} />)}
            </ul>
          </div>
        ))}
      </section>
      <div className="refund-pair">
        <MoneyInput label="Goodwill" currency={currency} value={draft.goodwill.amount} onChange={(amount) => onChange({ ...draft, goodwill: { ...draft.goodwill, amount } })} hint={policy.goodwill_by === 'marketplace' ? 'Given without goods. You pay it.' : 'Given without goods. The vendor pays it.'} />
        {choices.length > 1
          ? <SelectField label="Goodwill on the order of" value={draft.goodwill.orderId} onChange={(event) => onChange({ ...draft, goodwill: { ...draft.goodwill, orderId: event.target.value } })} options={choices.map((choice) => ({ value: choice.id, label: choice.vendor }))} />
          : <ReasonField draft={draft} onChange={onChange} />}
      </div>
      {choices.length > 1 && <ReasonField draft={draft} onChange={onChange} />}
      <TextArea label="Note" rows={2} maxLength={500} value={draft.note} onChange={(event) => onChange({ ...draft, note: event.target.value })} hint="Kept in the audit trail. The shopper is mailed the amount and what it is for." />
      <p className="tiny faint">Who bears what follows your <Link to="/market/commission/refunds">refund policy</Link>. Prices, rates and commission are those of the sale.</p>
    </div>
  );
}

const ReasonField = ({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) => <SelectField label="Reason" value={draft.reason} onChange={(event) => onChange({ ...draft, reason: REASONS.find((one) => one.value === event.target.value)?.value ?? 'other' })} options={REASONS} />;

type LineProps = { line: Choice['goods'][number]['line']; left: number; amount: MoneyValue | null } & Pick<Props, 'draft' | 'onChange'>;

function LineRow({ line, left, amount, draft, onChange }: LineProps) {
  const chosen = Math.min(draft.pieces[line.id] ?? 0, left);
  const set = (quantity: number): void => onChange({ ...draft, pieces: { ...draft.pieces, [line.id]: Math.max(0, Math.min(left, quantity)) } });
  return (
    <li>
      <Pic media={line.media} />
      <span className="grow"><span className="med">{line.title}</span><br /><span className="small faint">{line.option_text && `${line.option_text}, `}{line.quantity} × <Money value={line.unit_price} bare /></span></span>
      {left === 0 ? <span className="small faint nowrap">All refunded</span> : (
        <span className="qty" role="group" aria-label={`Pieces of ${line.title} to refund`}>
          <button type="button" aria-label={`One ${line.title} less`} disabled={chosen === 0} onClick={() => set(chosen - 1)}>−</button>
          <output>{chosen} of {left}</output>
          <button type="button" aria-label={`One ${line.title} more`} disabled={chosen === left} onClick={() => set(chosen + 1)}>+</button>
        </span>
      )}
      <LineAmount amount={chosen > 0 ? amount : null} />
      {chosen > 0 && <span className="back"><CheckField label={<span className="small">Put {chosen === 1 ? 'it' : `${chosen} pieces`} back in stock at {line.from}</span>} checked={draft.restock[line.id] ?? false} onChange={(event) => onChange({ ...draft, restock: { ...draft.restock, [line.id]: event.target.checked } })} /></span>}
    </li>
  );
}

type ShippingProps = { id: string; title: string; left: number; currency: string; amount: MoneyValue | null } & Pick<Props, 'draft' | 'onChange'>;

function ShippingRow({ id, title, left, amount, currency, draft, onChange }: ShippingProps) {
  const { [id]: chosen = false } = draft.shipping;
  const set = (amount: number | null | false): void => onChange({ ...draft, shipping: { ...draft.shipping, [id]: amount } });
  return (
    <li className="ship">
      <span className="grow"><CheckField label={<>Shipping <span className="small faint">{title}, <Money value={{ amount: left, currency }} bare /></span></>} checked={chosen !== false} onChange={(event) => set(event.target.checked ? null : false)} /></span>
      {chosen !== false && <span className="part"><MoneyInput label={`Of the shipping ${title}`} hideLabel currency={currency} value={chosen ?? left} onChange={(amount) => set(amount === left ? null : (amount ?? 0))} /></span>}
      <LineAmount amount={chosen === false ? null : amount} />
    </li>
  );
}


/** The gross amount of a row; its place is kept, so that nothing moves when it comes. */
const LineAmount = ({ amount }: { amount: MoneyValue | null }) => <span className={amount ? 'line-amount med' : 'line-amount faint'}>{amount ? formatAmount(amount) : <span aria-hidden="true">–</span>}</span>;
