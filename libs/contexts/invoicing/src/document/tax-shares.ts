import type { TaxPart } from '@stoa/orders';
import type { TaxDecision } from '@stoa/tax';
import type { TaxShare, TaxTreatment } from './document.js';

/** Schemes whose name says more than the treatment: what leaves the union, what goes to another member state's business, and who is too small to charge VAT. */
const BY_SCHEME: Readonly<Record<string, TaxTreatment>> = { export: 'export', intra_community_supply: 'intra_community', small_enterprise: 'small_enterprise', sme_cross_border: 'small_enterprise' };
const BY_TREATMENT: Readonly<Record<string, TaxTreatment>> = {
  standard: 'standard', zero_rated: 'zero_rated', exempt: 'exempt', exempt_with_credit: 'exempt_with_credit', exempt_no_credit: 'exempt', exempt_certificate: 'exempt', holiday_exempt: 'exempt', reverse_charge: 'reverse_charge',
  out_of_scope: 'out_of_scope', border_tax: 'out_of_scope', no_nexus: 'out_of_scope', no_tax: 'out_of_scope', not_registered: 'small_enterprise',
};

/** Why something is taxed as it is, as documents call it. A treatment that documents do not know yet is one that they cannot be written for. */
export function treatmentOf(scheme: string, treatment: string): TaxTreatment | null {
  return treatment === 'standard' ? 'standard' : (BY_SCHEME[scheme] ?? BY_TREATMENT[treatment] ?? null);
}

/** Taxes whose buyers may deduct them, and whose sellers owe an invoice. */
const VALUE_ADDED: ReadonlySet<string> = new Set(['VAT', 'GST', 'HST', 'CT']);
export const isValueAdded = (decision: Pick<TaxDecision, 'tax'> | undefined): boolean => decision !== undefined && VALUE_ADDED.has(decision.tax);

/** One tax as a sale or a refund holds it. */
export type TaxedPart = Pick<TaxPart, 'authority' | 'name' | 'ratePct' | 'baseMinor' | 'minor'>;

/** The tax of a line, per rate; what no part taxes is a share of its own. Only of value added tax: other taxes lie on top of each other, and no law asks for more than their sums. */
export function taxSharesOf(decision: TaxDecision | undefined, taxes: readonly TaxedPart[], line: { readonly netMinor: bigint; readonly treatment: string }): TaxShare[] {
  if (decision === undefined || !isValueAdded(decision)) return [];
  const treatment = treatmentOf(decision.scheme, line.treatment);
  if (treatment === null) return [];
  const country = decision.place.slice(0, 2);
  const shares = taxes.map((part): TaxShare => ({ treatment: part.minor === 0n ? treatment : 'standard', ratePct: part.ratePct, country, baseMinor: part.baseMinor, taxMinor: part.minor }));
  const rest = line.netMinor - shares.reduce((sum, share) => sum + share.baseMinor, 0n);
  if (rest < 0n) return []; // taxes that lie on top of each other
  return rest === 0n && shares.length > 0 ? shares : [...shares, { treatment: treatment === 'standard' ? 'exempt' : treatment, ratePct: '0', country, baseMinor: rest, taxMinor: 0n }];
}
