import type { PackSet } from '../pack/pack.js';
import { badTaxId, noTaxIds } from './tax-id.errors.js';

/** A tax id as its country writes it, and the public register that knows of it. */
export type WrittenTaxId = { readonly country: string; readonly taxId: string; readonly register: string | null };
/** What a register answers. `unchecked`: nobody could be asked, or nobody answered. */
export type TaxIdAnswer =
  | { readonly outcome: 'valid'; readonly requestId: string | null; readonly name: string | null; readonly address: string | null }
  | { readonly outcome: 'invalid'; readonly requestId: string | null }
  | { readonly outcome: 'unchecked'; readonly reason: string };
/** One question and its answer, kept as evidence: the number, when, under which request of the register, to whom it belongs. */
export type TaxIdCheck = WrittenTaxId & {
  readonly id: string; readonly outcome: TaxIdAnswer['outcome']; readonly requestId: string | null; readonly name: string | null; readonly address: string | null; readonly reason: string | null; readonly checkedAt: Date;
};
/** What a marketplace does with a tax id that nobody could check. */
export type UncheckedPolicy = 'as_consumer' | 'accept';

export const DAY_MS = 86_400_000;
/** An answer speaks for a day: after that the register is asked again, for a number may be taken away. */
export const isFresh = (check: Pick<TaxIdCheck, 'checkedAt'>, now: Date): boolean => now.getTime() - check.checkedAt.getTime() < DAY_MS;

/** Reads a tax id as people type it, and refuses what cannot be one in that country. How it is written there stands in the country's pack. */
export function readTaxId(packs: PackSet, country: string, typed: string): WrittenTaxId {
  const form = packs.packs.get(packs.sameAs.get(country) ?? country)?.pack.tax_id;
  if (!form) throw noTaxIds(country);
  const bare = typed.toUpperCase().replace(/[\s.\-_/]/g, '');
  const taxId = [bare, `${form.prefix ?? ''}${bare}`].find((candidate) => new RegExp(form.pattern).test(candidate));
  if (taxId === undefined) throw badTaxId(country, form.example);
  return { country, taxId, register: form.register ?? null };
}

/** How a sale treats the buyer after a check: a number that is good makes a business of them, one that nobody could check only where the marketplace says so. */
export function treatedAs(check: Pick<TaxIdCheck, 'outcome'>, policy: UncheckedPolicy): 'business' | 'consumer' {
  if (check.outcome === 'valid') return 'business';
  return check.outcome === 'unchecked' && policy === 'accept' ? 'business' : 'consumer';
}
