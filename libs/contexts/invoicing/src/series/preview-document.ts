import type { TxCtx } from '@stoa/platform/context';
import { mulDiv } from '@stoa/platform/money';
import { type Tenant, getTenant } from '@stoa/tenancy';
import { brandOf } from '../document/brand.js';
import { underLaw } from '../content/under-law.js';
import { type DocumentContents, type DocumentLine, type DocumentType, UNSAID } from '../document/document.js';
import { calendarDay } from '../document/formats.js';
import { countryName, percentText } from '../document/formats.js';
import { documentWords } from '../document/words.js';
import { marketplaceParty, PIECE, sum } from '../document/write-document.js';
import { documentNumber, type Numbering, seriesFor } from './numbering.js';

type Sample = { readonly note: string; readonly goods: readonly [string, string]; readonly buyer: string; readonly street: string };
const SAMPLES: Readonly<Record<string, Sample>> = {
  en: { note: 'This is a preview. It was not issued to anybody.', goods: ['A mug, as an example', 'A long scarf, as an example, whose name takes more than one line'], buyer: 'A. Shopper', street: '1 Example Street' },
  de: { note: 'Dies ist eine Vorschau. Sie wurde niemandem ausgestellt.', goods: ['Ein Becher als Beispiel', 'Ein langer Schal als Beispiel, dessen Name mehr als eine Zeile braucht'], buyer: 'E. Käuferin', street: 'Beispielstraße 1' },
  fi: { note: 'Tämä on esikatselu. Sitä ei ole annettu kenellekään.', goods: ['Esimerkkimuki', 'Pitkä esimerkkihuivi, jonka nimi vie enemmän kuin yhden rivin'], buyer: 'O. Ostaja', street: 'Esimerkkikatu 1' },
  fr: { note: 'Ceci est un aperçu. Il n’a été délivré à personne.', goods: ['Une tasse, à titre d’exemple', 'Une longue écharpe, à titre d’exemple, dont le nom occupe plus d’une ligne'], buyer: 'A. Cliente', street: '1 rue de l’Exemple' },
};

/** A document as this marketplace's would look: its name, colour, address and numbering, and goods that nobody sells. The rate is an example as well: what is owed is decided sale by sale. */
export async function previewContents(ctx: TxCtx, asked: { readonly type: DocumentType; readonly locale: string; readonly timeZone: string; readonly numbering: Numbering }): Promise<DocumentContents> {
  const tenant = await getTenant(ctx);
  const brand = await brandOf(ctx, tenant);
  return contentsOf({ ...asked, tenant, brand, today: calendarDay(ctx.now, asked.timeZone) });
}

type Asked = { readonly type: DocumentType; readonly locale: string; readonly numbering: Numbering; readonly tenant: Tenant; readonly brand: DocumentContents['brand']; readonly today: string };

function contentsOf({ type, locale, numbering, tenant, brand, today }: Asked): DocumentContents {
  const sample = SAMPLES[locale.slice(0, 2)] ?? SAMPLES['en']!;
  const country = tenant.address.country;
  const lines = sample.goods.map((title, index) => lineOf(title, index + 1, country));
  const [net, tax] = [sum(lines.map((line) => line.netMinor)), sum(lines.map((line) => line.taxMinor))];
  const number = documentNumber(numbering, seriesFor(numbering, { issuerKind: 'platform', issuerId: tenant.id, prefix: tenant.numberPrefix }, type, today), 0n);
  const isOwed = type === 'proforma';
  return underLaw({
    ...UNSAID, type, number, locale, currency: tenant.currency, issuedOn: today, suppliedOn: today, issuer: marketplaceParty(tenant, locale), onBehalfBy: null,
    buyer: { name: sample.buyer, addressLines: [sample.street, countryName(country, locale)], vatId: null, registerNumber: null, email: null, phone: null, taxNumber: null, address: null, electronicAddress: null },
    orderNumbers: [`${tenant.numberPrefix}-0000-0000-0`], priceMode: 'incl', lines, notes: [sample.note], discounts: [],
    taxes: [{ label: `${documentWords(locale).tax} ${percentText(RATE, locale)}, ${countryName(country, locale)}`, ratePct: RATE, baseMinor: net, taxMinor: tax }],
    totals: { netMinor: net, taxMinor: tax, grossMinor: net + tax }, roundingMinor: 0n, prepaidMinor: isOwed ? 0n : net + tax, paid: isOwed ? null : { on: today, brand: 'visa', last4: '4242' }, dueOn: isOwed ? today : null,
    paymentBy: { means: isOwed ? 'transfer' : 'card', iban: null, accountName: null, mandate: null }, corrects: [], period: null, deliveredTo: null, buyerReference: null, taxCurrency: null, brand,
  });
}

const RATE = '20';
function lineOf(title: string, quantity: number, country: string): DocumentLine {
  const gross = BigInt(quantity) * 6_000n; // a multiple of six: a fifth of the net in every currency
  const tax = mulDiv(gross, 1n, 6n, 'half_up');
  return {
    kind: 'goods', title, detail: `EX-00${quantity}`, quantity, unit: PIECE, unitNetMinor: mulDiv(gross - tax, 1n, BigInt(quantity), 'half_up'), netMinor: gross - tax, ratePct: RATE, taxMinor: tax, grossMinor: gross, discounts: [], code: null,
    shares: [{ treatment: 'standard', ratePct: RATE, country, baseMinor: gross - tax, taxMinor: tax }],
  };
}
