import type { LineIs } from '@stoa/invoicing/testing';
import { type SellerCountry, sellers, shoppers } from './parties.js';
import { type Sample, oma, sample, solano } from './sample.js';

type Domestic = { readonly locale: string; readonly currency?: string; readonly rate: string; readonly reduced?: string; readonly what: string; readonly other?: string; readonly minor: bigint };
/** Rates of 2026. */
const DOMESTIC: Readonly<Record<SellerCountry, Domestic>> = {
  AT: { locale: 'de', rate: '20', reduced: '10', what: 'Leinentuch', other: 'Marillenmarmelade', minor: 4450n }, BE: { locale: 'fr', rate: '21', reduced: '6', what: 'Boîte à pralines', other: 'Pralines', minor: 3199n },
  CZ: { locale: 'en', currency: 'CZK', rate: '21', reduced: '12', what: 'Váza', other: 'Kniha o skle', minor: 129_000n }, DE: { locale: 'de', rate: '19', reduced: '7', what: 'Becher „Ebbe“', other: 'Buch „Ton“', minor: 5714n },
  DK: { locale: 'en', currency: 'DKK', rate: '25', what: 'Sæbe', minor: 14_900n }, EE: { locale: 'en', rate: '24', reduced: '9', what: 'Lõikelaud', other: 'Raamat', minor: 3350n }, ES: { locale: 'en', rate: '21', reduced: '10', what: 'Plato', other: 'Miel', minor: 2777n },
  FI: { locale: 'fi', rate: '25.5', reduced: '13.5', what: 'Kulho', other: 'Hunaja', minor: 4781n }, FR: { locale: 'fr', rate: '20', reduced: '5.5', what: 'Savon de Marseille', other: 'Miel de lavande', minor: 1233n }, HU: { locale: 'en', currency: 'HUF', rate: '27', reduced: '5', what: 'Kosár', other: 'Könyv', minor: 1_249_000n },
  IE: { locale: 'en', rate: '23', reduced: '9', what: 'Tea towel', other: 'Newspaper', minor: 1899n }, IT: { locale: 'en', rate: '22', reduced: '4', what: 'Vaso', other: 'Libro', minor: 6399n }, LU: { locale: 'fr', rate: '17', reduced: '3', what: 'Lampe', other: 'Livre', minor: 8801n },
  NL: { locale: 'en', rate: '21', reduced: '9', what: 'Kaasschaaf', other: 'Kaas', minor: 2150n }, PL: { locale: 'en', currency: 'PLN', rate: '23', reduced: '5', what: 'Bombka', other: 'Miód', minor: 9950n }, PT: { locale: 'en', rate: '23', reduced: '6', what: 'Azulejo', other: 'Livro', minor: 1575n },
  SE: { locale: 'en', currency: 'SEK', rate: '25', reduced: '6', what: 'Dalahäst', other: 'Bok', minor: 39_900n },
};

/** A sale at home in each country of the union that we have a seller in: two rates where the country has them, delivery that follows both. */
export function domesticSales(): Sample[] {
  return (Object.keys(DOMESTIC) as SellerCountry[]).map((country, index) => {
    const { locale, currency = 'EUR', rate, reduced, what, other, minor } = DOMESTIC[country];
    const shipping = minor / 10n;
    const lines: LineIs[] = [
      { title: what, detail: 'SKU-001', quantity: 3, netMinor: minor * 3n, ratePct: rate },
      ...(reduced === undefined ? [] : [{ title: other!, detail: 'SKU-002', quantity: 2, netMinor: minor, ratePct: reduced }]),
      { kind: 'shipping', title: 'Standard', detail: 'DHL', netMinor: shipping, parts: reduced === undefined ? [{ netMinor: shipping, ratePct: rate }] : [{ netMinor: shipping - shipping / 4n, ratePct: rate }, { netMinor: shipping / 4n, ratePct: reduced }] },
    ];
    return sample(`domestic-${country}`, { issuer: sellers[country], buyer: shoppers[country], locale, currency, lines, brand: index % 2 === 0 ? oma : solano, onBehalfBy: index % 2 === 0 ? 'Oma Markt eG' : 'Solano Market Inc.' });
  });
}

/** Sales over a border inside the union to people: the tax of where they live, declared in the one-stop shop. */
export function ossSales(): Sample[] {
  const sale = (from: SellerCountry, to: 'DE' | 'FR' | 'FI' | 'IT' | 'AT', ratePct: string, locale: string) => sample(`oss-${from}-${to}`, {
    issuer: sellers[from], buyer: shoppers[to], locale, taxPlace: to, lines: [{ title: 'Gift box', quantity: 2, netMinor: 7795n, ratePct }, { kind: 'shipping', title: 'Delivery', netMinor: 690n, ratePct }],
    notes: [`VAT of ${to}, declared in the one-stop shop (VAT Directive art. 369a).`],
  });
  return [sale('FI', 'DE', '19', 'de'), sale('AT', 'FR', '20', 'fr'), sale('NL', 'FI', '25.5', 'fi'), sale('DE', 'IT', '22', 'de'), sale('EE', 'AT', '20', 'de')];
}

/** What was given back: all of it, one of three, the delivery alone. */
export function creditNotes(): Sample[] {
  const note = (name: string, country: SellerCountry, lines: readonly LineIs[], locale: string, currency = 'EUR') =>
    sample(`credit-${name}`, { type: 'credit_note', issuer: sellers[country], buyer: shoppers[country], locale, currency, lines, corrects: [{ number: `S-2026-domestic-${country}`, issuedOn: '2026-11-03' }] });
  return [
    note('whole-DE', 'DE', [{ title: 'Becher „Ebbe“', quantity: 3, netMinor: 17_142n, ratePct: '19' }, { title: 'Buch „Ton“', quantity: 2, netMinor: 5714n, ratePct: '7' }, { kind: 'shipping', title: 'Versand', netMinor: 571n, parts: [{ netMinor: 429n, ratePct: '19' }, { netMinor: 142n, ratePct: '7' }] }], 'de'),
    note('part-FI', 'FI', [{ title: 'Kulho', quantity: 1, netMinor: 4781n, ratePct: '25.5' }], 'fi'), note('delivery-FR', 'FR', [{ kind: 'shipping', title: 'Livraison', netMinor: 123n, parts: [{ netMinor: 93n, ratePct: '20' }, { netMinor: 30n, ratePct: '5.5' }] }], 'fr'),
    note('part-SE', 'SE', [{ title: 'Dalahäst', quantity: 2, netMinor: 79_800n, ratePct: '25' }], 'en', 'SEK'), note('part-IT', 'IT', [{ title: 'Vaso', quantity: 1, netMinor: 6399n, ratePct: '22' }], 'en'),
    note('price-PL', 'PL', [{ title: 'Bombka, price reduced', quantity: 1, netMinor: 1000n, ratePct: '23' }], 'en', 'PLN'),
  ];
}
