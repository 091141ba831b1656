import type { TaxDecision } from '@stoa/tax';
import type { IssuerKind, Party } from './document.js';

/** A tax number, the country it was given in, and how much of a sale is made under it. Null where the seller has none. */
export type SupplyNumber = { readonly country: string; readonly number: string | null; readonly grossMinor: bigint };

/**
 * The numbers under which a sale is made, the largest part first: goods that lie in Kiel are sold under the German number of a vendor from Basel, and not under the one it has at home. What is declared
 * in the one-stop shop is sold under the number of the state that it is declared in.
 */
export function supplyNumbers(decisions: readonly TaxDecision[], kind: IssuerKind, issuer: Pick<Party, 'vatId' | 'address'>): SupplyNumber[] {
  const home = { country: issuer.address?.country ?? '', number: issuer.vatId };
  const sums = new Map<string, SupplyNumber>();
  for (const decision of decisions) {
    const { country, number } = numberOf(decision, kind, home);
    const key = `${country} ${number ?? ''}`;
    sums.set(key, { country, number, grossMinor: (sums.get(key)?.grossMinor ?? 0n) + decision.totals.grossMinor });
  }
  return [...sums.values()].sort((a, b) => (a.grossMinor === b.grossMinor ? 0 : a.grossMinor > b.grossMinor ? -1 : 1));
}

function numberOf({ place, scheme, facts }: TaxDecision, kind: IssuerKind, home: { country: string; number: string | null }): { country: string; number: string | null } {
  const registrations = kind === 'platform' ? facts.platform.registrations : facts.seller.registrations;
  if (scheme === 'ioss') return home; // that number is for customs alone
  const found = scheme.endsWith('_oss') ? registrations.find((one) => one.scheme === scheme) : registrations.find((one) => one.country === place.slice(0, 2) && !one.scheme.endsWith('oss'));
  return found === undefined || found.country === home.country ? home : { country: found.country, number: found.number };
}
