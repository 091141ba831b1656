import { Card, Money, Refusal, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import type { Whose } from './document.queries.js';
import { heldQuery, missingText, useLookAgain, type HeldDocument } from './held.queries.js';

const WHO: Readonly<Record<HeldDocument['missing'][number]['by'], string>> = { seller: 'the seller', buyer: 'the shopper', marketplace: 'the marketplace' };

/** Documents that the law does not let us write yet, and what each of them lacks. Nothing where none waits. */
export function HeldCard({ whose }: { whose: Whose }) {
  const held = useQuery(heldQuery(whose));
  const mayLook = useMay('invoicing.write') && whose === 'market';
  if (!held.data || held.data.data.length === 0) return null;
  return (
    <Card title="Waiting for their contents" line flush aside={<span className="small faint num">{held.data.data.length}{held.data.has_more ? ' and more' : ''}</span>}>
      <ul className="todo">{held.data.data.map((one) => <Held key={one.id} held={one} whose={whose} mayLook={mayLook} />)}</ul>
    </Card>
  );
}

function Held({ held, whose, mayLook }: { held: HeldDocument; whose: Whose; mayLook: boolean }) {
  const look = useLookAgain();
  const by = [...new Set(held.missing.map((one) => one.by))];
  return (
    <li>
      <div className="grow">
        <span className="med">{whose === 'market' ? `${held.issuer}: ` : ''}{missingText(held)}</span><br />
        <span className="small dim">{held.kind === 'invoice' ? 'Invoice' : 'Receipt'} over <Money value={held.total} />, sold <Time iso={`${held.sold_on}T12:00:00Z`} dateOnly />. {held.missing.map((one) => one.cite).join('; ')}. {whose === 'market' && `To be supplied by ${by.map((one) => WHO[one]).join(' and ')}.`}</span>
        {look.data && !look.data.is_released && <><br /><span className="small">Still missing: {missingText(look.data)}.</span></>}
        <Refusal error={look.error} />
      </div>
      {whose === 'vendor' && by.includes('seller') && <Link className="btn sm" to="/vendor/setup">Supply it<span className="vh">: {missingText(held)}</span></Link>}
      {mayLook && <button type="button" className="btn sm" disabled={look.isPending} onClick={() => look.mutate(held)}>Look again<span className="vh">: {held.issuer}</span></button>}
    </li>
  );
}
