import { goldenRow, type GoldenRow } from './golden-row.js';

/** Reads a worked case from one line of the table `golden/law.txt`: id, title, day and currency, seller, platform, way, buyer, goods, carriage, rounding, facts, answer, sums, lines, more. Said is what differs from the usual: rounding by line, half up. */
export function readCase(text: string): GoldenRow {
  const [id, title, when, seller, platform, way, buyer, goods, carriage, rounding, facts, answer, sums, perLine, more] = text.split(/ ?\| ?/) as string[];
  const [from, to] = way!.split(' > ');
  const [taxDate, currency] = when!.split(' ');
  const [amount, mode, within] = carriage!.split(' ');
  const [level = 'line', roundingMode = 'half_up'] = rounding!.split(' ').filter(Boolean);
  const [jurisdiction, scheme, treatment, remitter, issuer] = answer!.split(' ');
  const [taxable, tax, pays] = sums!.split(' ');
  const lines = goods!.split(' + ').map((part, i) => lineOf(part, String(i + 1)));
  return goldenRow.parse({
    id, title, tax_date: taxDate, currency, seller: sellerOf(seller!), platform: platformOf(platform!), ship_from: placeOf(from!), ship_to: placeOf(to!), customer: buyerOf(buyer!), lines,
    shipping: carriage ? { amount, price_mode: mode, separately_stated: within === undefined } : null, rounding: { level, mode: roundingMode }, facts: pairsOf(facts!.split(';')),
    expected: {
      jurisdiction, scheme, treatment, taxable_amount: taxable, tax_amount: tax, customer_pays: pays, tax_remitted_by: remitter, customer_invoice_issuer: issuer,
      per_line: perLine!.split(' ').filter(Boolean).map((entry, i) => {
        const [rate, base, lineTax] = entry.split(':');
        return { line: lines[i]?.id ?? 'shipping', rate_pct: rate, taxable: base, tax: lineTax };
      }),
      ...(more ? (JSON.parse(more) as Record<string, unknown>) : {}),
    },
  });
}

function lineOf(text: string, id: string): Record<string, unknown> {
  const [category, price, priceMode, ...rest] = text.split(' ');
  const [unitPrice, quantity] = price!.split('x');
  const said = (word: string) => (rest.includes(word) ? rest[rest.indexOf(word) + 1] : undefined);
  return { id, category, unit_price: unitPrice, quantity: Number(quantity), price_mode: priceMode, discount: said('less') ?? '0', discount_funder: said('by'), ...(said('hs6') ? { hs6: said('hs6') } : {}) };
}

const NUMBERS = /^(transactions_|distinct_hs6$|consignment_count$)/;
const pairsOf = (pairs: readonly string[]): Record<string, unknown> => Object.fromEntries(pairs.filter(Boolean).map((pair) => {
  const at = pair.indexOf('=');
  const [key, value] = [pair.slice(0, at), pair.slice(at + 1)];
  return [key, value === 'yes' || value === 'no' ? value === 'yes' : NUMBERS.test(key) ? Number(value) : value];
}));
const namesOf = (text: string | undefined): string[] => (text ?? '').split(',').filter(Boolean);

function sellerOf(text: string): Record<string, unknown> {
  const [head, ...pairs] = text.split(';');
  const [country, registrations] = head!.split(':');
  const { establishments, ...told } = pairsOf(pairs) as { establishments?: string };
  return { country, registrations: namesOf(registrations), ...told, ...(establishments ? { establishments: namesOf(establishments) } : {}) };
}

function platformOf(text: string): Record<string, unknown> {
  const [head, ...pairs] = text.split(';');
  const [role, establishment, registrations] = head!.split(/[@:]/);
  return { role, establishment, ...(registrations === undefined ? {} : { registrations: namesOf(registrations) }), ...pairsOf(pairs) };
}

function placeOf(text: string): Record<string, unknown> {
  const [code, ...postcode] = text.split(' ');
  const [country, region] = code!.split('-');
  return { country, ...(region ? { region } : {}), ...(postcode.length > 0 ? { postcode: postcode.join(' ') } : {}) };
}

function buyerOf(text: string): Record<string, unknown> {
  const [type, ...pairs] = text.split(';');
  const { certificate, ...said } = pairsOf(pairs) as { certificate?: string };
  const [kind, state, valid] = certificate?.split(',') ?? [];
  return { type, ...said, ...(certificate ? { certificate: { type: kind, state, valid: valid === 'yes' } } : {}) };
}
