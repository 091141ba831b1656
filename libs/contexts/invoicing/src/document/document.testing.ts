import { mulDiv } from '@stoa/platform/money';
import { type DocumentContents, type DocumentLine, type DocumentTax, type Funder, type Party, type PostalAddress, type TaxShare, type TaxTreatment, UNSAID } from './document.js';
import { percentText } from './formats.js';

type ShareIs = { readonly netMinor: bigint; readonly ratePct?: string; readonly treatment?: TaxTreatment; readonly code?: string };
/** A line as a test or a sample tells it: its net before its discounts; everything else is worked out. */
export type LineIs = ShareIs & {
  readonly title: string; readonly detail?: string; readonly quantity?: number; readonly unit?: string; readonly kind?: DocumentLine['kind'];
  readonly discounts?: readonly { readonly label: string; readonly funder: Funder; readonly netMinor: bigint }[];
  /** The parts of a line that several rates share. */
  readonly parts?: readonly ShareIs[];
};
export type DiscountIs = { readonly label: string; readonly funder: Funder; readonly parts: readonly ShareIs[] };
export type DocumentIs = Omit<Partial<DocumentContents>, 'lines' | 'discounts' | 'taxes' | 'totals'> & { readonly issuer: Party; readonly buyer: Party; readonly lines: readonly LineIs[]; readonly discounts?: readonly DiscountIs[]; readonly taxPlace?: string };

/** A party that documents can be written for. */
export function aParty(name: string, address: Partial<PostalAddress> & { readonly country: string }, more: Partial<Party> = {}): Party {
  const place: PostalAddress = { line1: 'Marktplatz 1', line2: null, city: 'Leipzig', region: null, postcode: '04109', ...address };
  const lines = [place.line1, place.line2, `${place.postcode} ${place.city}`.trim(), place.country].filter((line): line is string => line !== null);
  return { name, addressLines: lines, vatId: null, registerNumber: null, email: null, phone: null, taxNumber: null, address: place, electronicAddress: null, ...more };
}

/** A document whose taxes and totals are worked out from its lines, rounded per line as a shop does. Paid by card when it was written, unless told otherwise. */
export function aDocument({ lines: told, discounts: off = [], taxPlace, ...is }: DocumentIs): DocumentContents {
  const country = taxPlace ?? is.issuer.address?.country ?? null;
  const lines = told.map((line) => lineOf(line, country));
  const discounts = off.map(({ label, funder, parts }) => ({ label, funder, ...sumsOf(parts.map((part) => shareOf(part, country))) }));
  const total = (of: (part: { netMinor: bigint; taxMinor: bigint; grossMinor: bigint }) => bigint) => sum(lines.map(of)) - sum(discounts.map(of));
  const totals = { netMinor: total((part) => part.netMinor), taxMinor: total((part) => part.taxMinor), grossMinor: total((part) => part.grossMinor) };
  const locale = is.locale ?? 'en';
  return {
    ...UNSAID, type: 'invoice', number: 'TB-2026-00001', locale, currency: 'EUR', issuedOn: '2026-11-21', suppliedOn: '2026-11-21', onBehalfBy: 'Oma Markt eG', orderNumbers: ['OMA-7K2M-94QX'], priceMode: 'excl', notes: [],
    roundingMinor: 0n, prepaidMinor: totals.grossMinor, paid: { on: '2026-11-21', brand: 'visa', last4: '4242' }, dueOn: null, paymentBy: { means: 'card', iban: null, accountName: null, mandate: null },
    corrects: [], period: null, deliveredTo: is.buyer.address, buyerReference: null, taxCurrency: null, brand: { name: 'Oma', color: '#7a3b2e' },
    ...is, lines, discounts, totals, taxes: taxesOf([...lines.flatMap((line) => line.shares), ...discounts.flatMap((one) => one.shares.map((share) => ({ ...share, baseMinor: -share.baseMinor, taxMinor: -share.taxMinor })))], locale),
  };
}

function lineOf(line: LineIs, country: string | null): DocumentLine {
  const discounts = line.discounts ?? [];
  const net = line.netMinor - sum(discounts.map((one) => one.netMinor));
  const { shares, ...sums } = sumsOf((line.parts ?? [{ ...line, netMinor: net }]).map((part) => shareOf(part, country)));
  const quantity = line.quantity ?? 1;
  return {
    kind: line.kind ?? 'goods', title: line.title, detail: line.detail ?? '', quantity, unit: line.unit ?? 'C62', unitNetMinor: mulDiv(line.netMinor, 1n, BigInt(quantity), 'half_up'), ...sums, discounts, shares, code: line.code ?? null,
    ratePct: shares.length > 1 ? 'mixed' : sums.taxMinor === 0n ? null : shares[0]!.ratePct,
  };
}

function shareOf({ netMinor, ratePct = '0', treatment = ratePct === '0' ? 'exempt' : 'standard' }: ShareIs, country: string | null): TaxShare {
  const [whole = '0', fraction = ''] = ratePct.split('.');
  return { treatment, ratePct, country, baseMinor: netMinor, taxMinor: mulDiv(netMinor, BigInt(whole + fraction), 100n * 10n ** BigInt(fraction.length), 'half_up') };
}

function sumsOf(shares: readonly TaxShare[]): { netMinor: bigint; taxMinor: bigint; grossMinor: bigint; shares: readonly TaxShare[] } {
  const [netMinor, taxMinor] = [sum(shares.map((share) => share.baseMinor)), sum(shares.map((share) => share.taxMinor))];
  return { netMinor, taxMinor, grossMinor: netMinor + taxMinor, shares };
}

function taxesOf(shares: readonly TaxShare[], locale: string): DocumentTax[] {
  const sums = new Map<string, DocumentTax>();
  for (const share of shares.filter((one) => one.treatment === 'standard' || one.treatment === 'igic' || one.treatment === 'ipsi')) {
    const before = sums.get(share.ratePct);
    sums.set(share.ratePct, { label: `${locale.startsWith('de') ? 'MwSt.' : 'VAT'} ${percentText(share.ratePct, locale)}`, ratePct: share.ratePct, baseMinor: (before?.baseMinor ?? 0n) + share.baseMinor, taxMinor: (before?.taxMinor ?? 0n) + share.taxMinor });
  }
  return [...sums.values()];
}

const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
