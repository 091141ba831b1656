import { invariant } from '@stoa/platform/errors';
import { currencyOf, mulDiv } from '@stoa/platform/money';

/** Decimals are added and multiplied as whole numbers of their smallest place: 19.5 is 195 of place 1. */
export type Exact = { readonly digits: bigint; readonly places: number };

/** Reads a decimal text. */
export function exact(text: string): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  invariant(match, `${text} is a decimal number`);
  const [, sign, whole = '', fraction = ''] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), places: fraction.length };
}

/** The tax of a base at a rate in percent, rounded half up once (EN 16931, BR-CO-17). */
export function taxAt(baseMinor: bigint, ratePct: string): bigint {
  const { digits, places } = exact(ratePct);
  return mulDiv(baseMinor, digits, 100n * 10n ** BigInt(places), 'half_up');
}

/** An amount as decimal text with all places of its currency. */
export function amountText(minor: bigint, currency: string): string {
  return placed(minor, currencyOf(currency).exponent);
}

/** The price of one of `quantity` that cost `totalMinor`: as many decimals as it takes until quantity × price is the total again, and no more than half a hundredth away from it in any currency (Peppol, R120). */
export function unitPrice(totalMinor: bigint, quantity: bigint, currency: string): string {
  const { exponent } = currencyOf(currency);
  for (let more = 0; more <= 12; more += 1) {
    const scale = 10n ** BigInt(more);
    const price = mulDiv(totalMinor * scale, 1n, quantity, 'half_up');
    const away = price * quantity - totalMinor * scale;
    const isNear = (away < 0n ? -away : away) * 200n <= scale * 10n ** BigInt(exponent);
    if (isNear && mulDiv(price * quantity, 1n, scale, 'half_up') === totalMinor && (more > 0 || away === 0n)) return placed(price, exponent + more);
  }
  invariant(false, `${quantity} pieces can be priced`);
}

function placed(digits: bigint, places: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  return `${digits < 0n ? '-' : ''}${places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`}`;
}
