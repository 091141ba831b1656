import type { DocumentContents, Party } from '../document/document.js';
import type { FieldName } from './content-pack.js';
import { paperNotes } from './paper-words.js';

type Judge = (contents: DocumentContents) => boolean;
const numberOf = (party: Party): string | null => party.vatId ?? party.taxNumber;
const isAddressed = (party: Party): boolean => party.name.trim() !== '' && party.addressLines.length > 0;
const isTaxed = ({ totals }: DocumentContents): boolean => totals.taxMinor > 0n;

const HOLDS: Readonly<Record<FieldName, Judge>> = {
  number: (c) => c.number !== '',
  issue_date: (c) => /^\d{4}-\d{2}-\d{2}$/.test(c.issuedOn),
  supply_date: (c) => c.suppliedOn !== '',
  'seller.name': (c) => c.issuer.name.trim() !== '',
  'seller.address': (c) => isAddressed(c.issuer),
  'seller.number': (c) => numberOf(c.issuer) !== null,
  'seller.register': (c) => c.issuer.registerNumber !== null,
  'seller.script': () => true,
  'buyer.name': (c) => c.buyer.name.trim() !== '',
  'buyer.address': (c) => isAddressed(c.buyer),
  'buyer.number': (c) => numberOf(c.buyer) !== null,
  'numbers.of_both': (c) => c.issuer.vatId !== null && c.buyer.vatId !== null,
  lines: (c) => c.lines.length > 0 && c.lines.every((line) => line.title.trim() !== '' && line.quantity > 0),
  'lines.code': (c) => c.lines.every((line) => line.kind !== 'goods' || line.code !== null),
  'tax.per_rate': (c) => !isTaxed(c) || (c.taxes.length > 0 && c.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0n) === c.totals.taxMinor),
  why_untaxed: (c) => isTaxed(c) || paperNotes({ ...c, onBehalfBy: null, reason: null }).length > 0,
  corrects: (c) => c.corrects.length > 0,
  // A month that comes to less than nothing may have no invoice before it: then the month itself is what is corrected.
  corrects_or_period: (c) => c.corrects.length > 0 || c.period !== null,
  reason: (c) => c.reason !== null,
  place_of_supply: (c) => (c.deliveredTo ?? c.buyer.address)?.region != null,
  qr: (c) => c.phoneCode !== null || c.issuedAt === null, // it tells the moment: it comes with it
};
const FORMED: Partial<Record<FieldName, (contents: DocumentContents) => string | null>> = { number: (c) => c.number, 'seller.number': (c) => numberOf(c.issuer), 'seller.register': (c) => c.issuer.registerNumber, 'buyer.number': (c) => numberOf(c.buyer) };

/** Whether a field is there, and written as the law's numbers are: blanks, dots and dashes aside, except in the document's own number. */
export function fieldHolds(field: FieldName, form: string | undefined): Judge {
  const holds = HOLDS[field];
  if (form === undefined) return holds;
  if (field === 'seller.script') {
    const letters = new RegExp(`\\p{Script=${form}}`, 'u');
    return (c) => letters.test(c.issuer.name) && paperNotes(c).concat(c.title ?? '').some((text) => letters.test(text));
  }
  const [written, read] = [new RegExp(form, 'u'), FORMED[field]!];
  return (c) => {
    const value = read(c);
    return value !== null && written.test(field === 'number' ? value : value.replaceAll(/[ .\-/]/g, ''));
  };
}
