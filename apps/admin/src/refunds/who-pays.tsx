import { formatAmount, formatDay, Money, Refusal, type MoneyValue } from '@stoa/web-ui';
import { useMarketplaceName } from '../app/session.js';
import type { RefundPreview, VendorMoney } from './refund.queries.js';
import { takeFrom } from './take-from.js';

type Props = { preview: RefundPreview | null; money: VendorMoney; currency: string; /** Paid by bank transfer: no payment company has a part in it. */ isByBank: boolean; isPending: boolean; error: unknown };
type Share = RefundPreview['orders'][number];
type Lies = VendorMoney['orders'][number];

/** Who pays, before it happens: each vendor and from where, the marketplace, the tax offices; and who gives nothing back. */
export function WhoPays({ preview, money, currency, isByBank, isPending, error }: Props) {
  const name = useMarketplaceName();
  return (
    <section className="pays" aria-labelledby="refund-who" aria-live="polite" aria-busy={isPending}>
      <h2 id="refund-who">Who pays</h2>
      <p className="small dim">Before it happens. Reckoned anew with every change.</p>
      {error ? <div className="refund-why"><Refusal error={error} /></div> : !preview ? <p className="small faint refund-why">Choose pieces, shipping or an amount: here you read who would pay it.</p> : (
        <>
          <Bar preview={preview} money={money} />
          <ul className="who">
            {preview.orders.map((share) => <VendorShare key={share.order_id} share={share} lies={money.orders.find((one) => one.order_id === share.order_id) ?? null} name={name} />)}
            <MarketplaceShare preview={preview} name={name} />
            <TaxShare preview={preview} name={name} />
            <Keeps label="Stoa" role="platform" text={`Keeps its fee of ${formatAmount(preview.not_returned.platform_fee)}`} currency={currency} />
            {!isByBank && <Keeps label="Stripe" role="gateway" text={preview.not_returned.gateway_fee ? `Keeps its fee of ${formatAmount(preview.not_returned.gateway_fee)}, ${name} bears it` : `Keeps its fee, ${name} bears it`} currency={currency} />}
          </ul>
          <p className="eqs"><span>Shopper receives</span><Money value={preview.shopper_gets} /></p>
          <p className="small dim between"><span>Left to refund afterwards</span><Money value={preview.left_after} bare /></p>
        </>
      )}
    </section>
  );
}

function Bar({ preview, money }: Pick<Props, 'money'> & { preview: RefundPreview }) {
  const isHeld = preview.orders.every((share) => takeFrom(share.vendor_gives.amount, money.orders.find((one) => one.order_id === share.order_id) ?? NOWHERE).askedBack === 0);
  const parts = [
    { key: 'vendor', amount: preview.vendors_give.amount, look: isHeld ? 'hatch' : undefined }, { key: 'market', amount: preview.commission_returned.amount + preview.marketplace_pays.amount, look: undefined },
    { key: 'tax', amount: preview.tax_by_marketplace.amount, look: undefined },
  ].filter((part) => part.amount > 0);
  return <div className="bar" aria-hidden="true">{parts.map((part) => <span key={part.key} className={part.look} style={{ '--v': part.amount, '--k': `var(--stoa-m-${part.key})` } as React.CSSProperties} />)}</div>;
}

const NONE = { amount: 0, currency: 'EUR' };
const NOWHERE: Lies = { order_id: '', number: '', vendor_id: '', held: NONE, held_until: null, free: NONE, sent: NONE, paid_by_bank: NONE };

function VendorShare({ share, lies, name }: { share: Share; lies: Lies | null; name: string }) {
  const { currency } = share.shopper_gets;
  const bare = (amount: number): MoneyValue => ({ amount, currency });
  const from = lies && takeFrom(share.vendor_gives.amount, lies);
  return (
    <li>
      <Head label={share.vendor.name} amount={share.vendor_gives} role="vendor" isHeld={(from?.held ?? 0) > 0} />
      <dl>
        <dt>Back to the shopper</dt><dd><Money value={share.shopper_gets} bare /></dd>
        {share.commission_returned.amount > 0 && <><dt>Commission it gets back</dt><dd><Money value={bare(-share.commission_returned.amount)} bare /></dd></>}
        {share.tax_by_marketplace.amount > 0 && <><dt>Tax that {name} filed for it</dt><dd><Money value={bare(-share.tax_by_marketplace.amount)} bare /></dd></>}
        {share.marketplace_pays.amount > 0 && <><dt>Goodwill, paid by {name}</dt><dd><Money value={bare(-share.marketplace_pays.amount)} bare /></dd></>}
        {from && lies && share.vendor_gives.amount > 0 && (
          <>
            {from.held > 0 && <><dt className="aft">Taken from what is held</dt><dd className="aft"><Money value={bare(from.held)} bare /></dd></>}
            {from.free > 0 && <><dt className="aft">Taken from what is free</dt><dd className="aft"><Money value={bare(from.free)} bare /></dd></>}
            {from.askedBack > 0 && <><dt className="aft">Asked back from its account</dt><dd className="aft"><Money value={bare(from.askedBack)} bare /></dd></>}
            {from.owed > 0 && <><dt className="aft">Owed, paid by its next payouts</dt><dd className="aft"><Money value={bare(from.owed)} bare /></dd></>}
            {from.held > 0 && <><dt>Held afterwards{lies.held_until && `, until ${formatDay(lies.held_until)}`}</dt><dd><Money value={bare(lies.held.amount - from.held)} bare /></dd></>}
            {from.askedBack > 0 && <><dt>Stays on its account</dt><dd><Money value={bare(lies.sent.amount - from.askedBack)} bare /></dd></>}
          </>
        )}
      </dl>
    </li>
  );
}

function MarketplaceShare({ preview: p, name }: { preview: RefundPreview; name: string }) {
  const amount = { ...p.marketplace_pays, amount: p.marketplace_pays.amount + p.commission_returned.amount };
  return (
    <li>
      <Head label={name} amount={amount} role="market" />
      <dl>
        {p.policy.commission === 'kept' ? <><dt>Keeps its commission, as the policy says</dt><dd><Money value={p.commission_returned} bare /></dd></> : <><dt>Commission given back</dt><dd><Money value={p.commission_returned} bare /></dd></>}
        {p.marketplace_pays.amount > 0 && <><dt>Goodwill</dt><dd><Money value={p.marketplace_pays} bare /></dd></>}
      </dl>
    </li>
  );
}

/** Every authority that hears less tax. What the marketplace files is a share of its own; what a vendor files is inside the vendor's. */
function TaxShare({ preview: { taxes, tax_by_marketplace }, name }: { preview: RefundPreview; name: string }) {
  if (taxes.length === 0 && tax_by_marketplace.amount === 0) return null;
  return (
    <li>
      <Head label="Tax offices" amount={tax_by_marketplace} role="tax" isFaint={tax_by_marketplace.amount === 0} />
      <dl>{taxes.map((tax, i) => <div key={i} className="pair"><dt>{tax.name} {tax.rate_pct} %<span className="faint">{tax.filed_by === 'vendor' ? ': the vendor owes it less, inside its share' : `: ${name} files less`}</span></dt><dd className={tax.filed_by === 'vendor' ? 'faint' : undefined}><Money value={tax.amount} bare /></dd></div>)}</dl>
    </li>
  );
}

const Keeps = ({ label, role, text, currency }: { label: string; role: string; text: string; currency: string }) => <li><Head label={label} amount={{ amount: 0, currency }} role={role} isFaint /><p className="small dim keeps">{text}</p></li>;

function Head({ label, amount, role, isHeld = false, isFaint = false }: { label: string; amount: MoneyValue; role: string; isHeld?: boolean; isFaint?: boolean }) {
  return <div className="between"><span className="row med"><span className={isHeld ? 'key hatch' : 'key'} style={{ '--k': `var(--stoa-m-${role})` } as React.CSSProperties} aria-hidden="true" />{label}</span><span className={isFaint ? 'am faint' : 'am'}><Money value={amount} bare /></span></div>;
}
