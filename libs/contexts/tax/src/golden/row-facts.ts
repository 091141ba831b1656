import { currencies, mulDiv } from '@stoa/platform/money';
import type { ConsignmentFacts, ExchangeRate, PlatformRegistration, Registration } from '../evaluation/facts.js';
import { minorOfRow, type GoldenRow } from './golden-row.js';

export const exponentOf = (currency: string): number => currencies[currency]?.exponent ?? 2;
const US_STATES = new Set('AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY'.split(' '));
/** State codes of GSTINs, in the letters that addresses use. */
const GST_STATES: Readonly<Record<string, string>> = { '01': 'JK', '02': 'HP', '03': 'PB', '04': 'CH', '05': 'UK', '06': 'HR', '07': 'DL', '08': 'RJ', '09': 'UP', '10': 'BR', '11': 'SK', '12': 'AR', '13': 'NL', '14': 'MN', '15': 'MZ', '16': 'TR', '17': 'ML', '18': 'AS', '19': 'WB', '20': 'JH', '21': 'OD', '22': 'CG', '23': 'MP', '24': 'GJ', '26': 'DH', '27': 'MH', '29': 'KA', '30': 'GA', '31': 'LD', '32': 'KL', '33': 'TN', '34': 'PY', '35': 'AN', '36': 'TS', '37': 'AP', '38': 'LA' };

/** Says a row's facts in the engine's words. Nothing is added that the row does not say. */
export function factsOf(row: GoldenRow): ConsignmentFacts {
  const minor = (amount: string) => minorOfRow(amount, exponentOf(row.currency));
  const goods = row.lines.filter((line) => !isCarriage(line.category));
  if (goods.length === 0) throw new UnreadableRow('lines: a row that is delivery alone says nothing of the goods that it follows');
  const modes = new Set([...row.lines.map((line) => line.price_mode), ...(row.shipping?.price_mode ? [row.shipping.price_mode] : [])]);
  if (modes.size > 1) throw new UnreadableRow('price_mode: prices with tax and prices without it stand in one row; write one of them');
  const carriage = row.lines.filter((line) => isCarriage(line.category)).map((line) => magnitude(minor(line.unit_price)));
  const shipping = row.shipping ? magnitude(minor(row.shipping.amount)) : carriage.length > 0 ? carriage.reduce((a, b) => a + b) : null;
  const funded = minor(row.platform.funds_discount ?? '0');
  return {
    // Ten in the morning UTC is the same day from Hawaii to New Zealand.
    taxPoint: new Date(`${text(row.facts.original_tax_date) ?? row.tax_date}T10:00:00Z`), currency: row.currency, shipFrom: placeOf(row.ship_from), shipTo: placeOf(row.ship_to),
    seller: sellerOf(row), platform: platformOf(row), customer: customerOf(row), priceMode: goods[0]!.price_mode,
    lines: goods.map((line, i) => lineOf(line, { row, fundedMinor: i === 0 ? funded : 0n })),
    shipping: shipping === null ? null : { amountMinor: shipping, separatelyStated: row.shipping?.separately_stated ?? true }, ...valueOf(row), ...exchangeOf(row),
  };
}

/** A row that is well formed and still cannot be told in facts of one sale: says why. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}
export const isCarriage = (category: string): boolean => /^((charge|service)\.)?(shipping|delivery|freight|postage)$/.test(category);
const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** Names that other tables use for ours. */
const CATEGORIES: Readonly<Record<string, string>> = { 'goods.medicine.rx': 'goods.medicine.prescription', 'goods.food.soft_drink': 'goods.food.beverage.soft_drink', 'goods.food.soft_drinks': 'goods.food.beverage.soft_drink', 'goods.candy': 'goods.food.candy', 'goods.children_clothing': 'goods.clothing.child', 'goods.clothing.children': 'goods.clothing.child' };
const categoryOf = (category: string): string => CATEGORIES[category] ?? category;
const COUNTRIES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };
const countryOf = (country: string): string => COUNTRIES[country] ?? country;
const placeOf = (place: GoldenRow['ship_to']) => ({ country: countryOf(place.country), region: place.region ?? null, postcode: place.postcode ?? null, city: place.city ?? null });

function lineOf(line: GoldenRow['lines'][number], { row, fundedMinor }: { row: GoldenRow; fundedMinor: bigint }): ConsignmentFacts['lines'][number] {
  const exponent = exponentOf(row.currency);
  // Unit prices may be finer than the currency: the line is rounded, not the piece.
  const fine = magnitude(minorOfRow(line.unit_price, exponent + 4)) * magnitude(minorOfRow(line.quantity, 3));
  const discount = magnitude(minorOfRow(line.discount, exponent));
  const amountMinor = mulDiv(fine, 1n, 10_000_000n, 'half_up') - discount - fundedMinor;
  if (amountMinor < 0n) throw new UnreadableRow(`lines ${line.id}: its discounts are more than its price`);
  const pieces = Math.max(1, Math.floor(Math.abs(Number(line.quantity))));
  return { id: line.id, category: categoryOf(line.category), amountMinor, quantity: pieces, hs6: line.hs6 ?? null, discounts: [...(discount > 0n ? [{ funder: funderOf(line, row), amountMinor: discount }] : []), ...(fundedMinor > 0n ? [{ funder: 'platform' as const, amountMinor: fundedMinor }] : [])] };
}

/** A discount is the vendor's own, unless the row names somebody else who pays for it. */
const funderOf = (line: GoldenRow['lines'][number], { facts }: GoldenRow): 'vendor' | 'platform' => {
  const named = line.discount_funder ?? text(facts.discount_funder) ?? 'vendor';
  return ['vendor', 'seller', 'merchant', 'store'].includes(named) ? 'vendor' : 'platform';
};

function sellerOf(row: GoldenRow): ConsignmentFacts['seller'] {
  const { seller } = row;
  const entries = Object.entries(seller);
  const byRegion = <T>(prefix: string, read: (value: unknown) => T) => Object.fromEntries(entries.flatMap(([key, value]) => (key.startsWith(prefix) ? [[`US-${key.slice(prefix.length)}`, read(value)]] : [])));
  return {
    id: 'seller', country: countryOf(seller.country), establishments: (seller.establishments ?? [seller.country]).map(countryOf), smallBusiness: seller.small_business ?? false, oss: seller.oss ?? false, isPlatform: seller.is_platform_operator ?? false,
    registrations: [...seller.registrations.map((name) => registrationOf(name, { inUnitedStates: seller.country === 'US' || (row.ship_to.country === 'US' && name !== seller.country), to: row.ship_to })), ...(seller.sme_ex_number ? [{ country: seller.country, scheme: 'sme_ex', number: seller.sme_ex_number }] : [])],
    crossBorderYtdMinor: minorOfRow(seller.eu_cross_border_ytd ?? '0', 2),
    salesByRegion: byRegion('sales_12m_', (value) => ({ minor: minorOfRow(String(value), 2), currency: 'USD' })), transactionsByRegion: byRegion('transactions_12m_', Number),
  };
}

function platformOf({ platform, ship_to: to }: GoldenRow): ConsignmentFacts['platform'] {
  const country = countryOf(to.country);
  const named = (platform.registrations ?? []).map((name): PlatformRegistration => ({ region: null, ...registrationOf(name, { inUnitedStates: country === 'US', to }) }));
  // A row that calls the platform the deemed supplier takes the registrations of one for granted.
  const granted = platform.deemed ? [['union_oss', platform.establishment], ...(platform.ioss === false ? [] : [['ioss', platform.establishment]]), ['vat', country], ...(country === 'NO' ? [['voec', 'NO']] : [])].map(([scheme, at]): PlatformRegistration => ({ country: at!, region: null, scheme: scheme!, number: 'granted' })) : [];
  // One that says it is not means a sale in which no marketplace steps in, save where it has other duties than a supplier's.
  const stepsAside = platform.deemed === false && platform.role === 'marketplace' && !['CA', 'IN'].includes(country);
  return {
    role: stepsAside ? 'first_party' : platform.role, establishment: platform.establishment, registrations: [...named, ...granted, ...(platform.ioss ? [{ country: platform.establishment, region: null, scheme: 'ioss', number: 'IOSS' }] : [])],
    ...(platform.controls_price === undefined ? {} : { controlsPrice: platform.controls_price }), ...(platform.collects_payment === undefined ? {} : { collectsPayment: platform.collects_payment }),
    ...(platform.handles_complaints === undefined ? {} : { handlesComplaints: platform.handles_complaints }),
  };
}

const customerOf = ({ customer, ship_to: to, facts, tax_date: day }: GoldenRow): ConsignmentFacts['customer'] => ({
  // A business number that was not given for the tax (an ABN without GST) is no tax id.
  type: customer.type, taxId: customer.tax_id ?? null, taxIdValid: (customer.tax_id_valid ?? false) && [customer.gst_registered, customer.gst_registered_declared, facts.gst_registered_declared].every((said) => said !== false),
  certificates: customer.certificate ? [{ country: to.country, region: customer.certificate.state.replace(/^US-/, ''), kind: customer.certificate.type, valid: customer.certificate.valid && (customer.certificate.expires ?? day) >= day }] : [],
});

/** The short names that worked cases use: a country, a state, or a scheme of one. */
function registrationOf(name: string, { inUnitedStates, to }: { inUnitedStates: boolean; to: GoldenRow['ship_to'] }): Registration {
  const oss = /^(?:([A-Z]{2})-)?(I?OSS)(?:-([A-Z]{2}))?$/.exec(name);
  if (oss) return { country: oss[3] ?? oss[1] ?? 'EU', scheme: oss[2] === 'IOSS' ? 'ioss' : 'union_oss', number: name };
  if (/^(NO-)?VOEC$/.test(name)) return { country: 'NO', scheme: 'voec', number: name };
  if (/^(ALL|US)(-MF)?$/.test(name)) return { country: 'US', region: null, scheme: 'sales_tax', number: name };
  if (/^(CA-)?QST$/.test(name)) return { country: 'CA', region: 'QC', scheme: 'qst', number: name };
  if (/^(GST|HST)$/.test(name)) return { country: countryOf(to.country), scheme: name.toLowerCase(), number: name };
  if (/^(PST|RST)$/.test(name)) return { country: 'CA', region: to.region ?? null, scheme: name.toLowerCase(), number: name };
  if (/^T\d{13}$/.test(name)) return { country: 'JP', scheme: 'qualified_invoice', number: name };
  const gstin = /^(?:GSTIN-)?(\d{2})(?:[A-Z]{5}\d{4}[A-Z0-9]{4})?$/.exec(name);
  if (gstin) return { country: 'IN', region: GST_STATES[gstin[1]!] ?? gstin[1]!, scheme: 'gst', number: name };
  const provincial = /^([A-Z]{2})-(GST|HST|PST|RST|QST|OVR)$/.exec(name);
  if (provincial) return ['CA', 'SG', 'AU', 'NZ', 'IN'].includes(provincial[1]!) ? { country: provincial[1]!, scheme: provincial[2]!.toLowerCase(), number: name } : { country: 'CA', region: provincial[1]!, scheme: provincial[2]!.toLowerCase(), number: name };
  const state = /^(?:US-)?([A-Z]{2})(-MF)?$/.exec(name);
  if (state && US_STATES.has(state[1]!) && (inUnitedStates || name.startsWith('US-') || state[2])) return { country: 'US', region: state[1]!, scheme: 'sales_tax', number: name };
  return { country: name.slice(0, 2), scheme: 'vat', number: name };
}

/** Values that the row knows apart from its prices: customs value, tariff lines. */
function valueOf({ facts, lines, currency: priced }: GoldenRow): Pick<ConsignmentFacts, 'consignmentValue' | 'tariffLines'> {
  const found = Object.entries(facts).flatMap(([key, value]) => {
    const currency = /^(?:intrinsic|customs)_value_([a-z]{3})$/.exec(key)?.[1]?.toUpperCase();
    return currency === undefined ? [] : [{ minor: minorOfRow(String(value), exponentOf(currency)), currency }];
  });
  // Goods that go as several equal parcels are worth what one parcel is.
  const parcels = Number(facts.consignment_count ?? 1);
  if (!found[0] && parcels > 1 && lines.every((line) => line.price_mode === 'excl')) {
    const goods = lines.filter((line) => !isCarriage(line.category)).reduce((sum, line) => sum + magnitude(minorOfRow(line.unit_price, exponentOf(priced))) * magnitude(minorOfRow(line.quantity, 0)), 0n);
    found.push({ minor: mulDiv(goods, 1n, BigInt(parcels), 'half_up'), currency: priced });
  }
  return { ...(found[0] ? { consignmentValue: found[0] } : {}), ...(Number(facts.distinct_hs6) > 0 ? { tariffLines: Number(facts.distinct_hs6) } : {}) };
}

/** "USD 0.6507 = NZD 1", "1 NZD = 0.6507 USD". */
function exchangeOf({ facts, tax_date: date }: GoldenRow): Pick<ConsignmentFacts, 'exchangeRates'> {
  const said = text(facts.fx)?.split('=').map((side) => ({ currency: /[A-Z]{3}/.exec(side)?.[0], amount: /\d+(?:\.\d+)?/.exec(side)?.[0] ?? '' })) ?? [];
  const [base, quote] = Number(said[0]?.amount) === 1 ? said : [...said].reverse();
  const rate: ExchangeRate[] = base?.currency && quote?.currency && Number(base.amount) === 1 ? [{ base: base.currency, quote: quote.currency, rate: quote.amount, source: 'row', date }] : [];
  return rate.length > 0 ? { exchangeRates: rate } : {};
}
