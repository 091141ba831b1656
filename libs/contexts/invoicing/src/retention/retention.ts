import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '@stoa/platform/errors';
import type { DocumentContents } from '../document/document.js';
import { isInUnion } from '../einvoice/missing.js';

type Rule = { readonly years: number; readonly cite: string };
/** How long documents are kept, and which law says so. */
export type RetentionRules = { readonly default: Rule; readonly countries: Readonly<Record<string, Rule>>; readonly schemes: Readonly<Record<'one_stop_shop' | 'facilitated_in_the_union', Rule>> };
let loaded: RetentionRules | null = null;

/** Reads the rules from the folder of rule packs, once, at the start of a process. */
export function loadRetentionRules(folder: string): RetentionRules {
  const rules = JSON.parse(readFileSync(join(folder, 'retention.json'), 'utf8')) as RetentionRules & { readonly schema: string };
  invariant(rules.schema === 'retention/1', 'retention.json says how long documents are kept');
  return (loaded = rules);
}

/** The rules of this process; where none were read, those that the repository comes with. */
export const retentionRules = (): RetentionRules => loaded ?? loadRetentionRules('config/rule-packs');

type Kept = Pick<DocumentContents, 'issuedOn' | 'issuer' | 'onBehalfBy' | 'lines'>;

/** The year until whose end a document is kept: the longest that its issuer's law, the marketplace's and the scheme of the sale ask for, counted from the end of the year it was issued in. */
export function lastYearOf(contents: Kept, marketplaceCountry: string, given: RetentionRules = retentionRules()): number {
  const years = rulesFor(contents, marketplaceCountry, given).map((rule) => rule.years);
  return Number(contents.issuedOn.slice(0, 4)) + Math.max(...years);
}

function rulesFor(contents: Kept, marketplaceCountry: string, { countries, schemes, default: other }: RetentionRules): Rule[] {
  const issuerCountry = contents.issuer.address?.country ?? null;
  const rules = [issuerCountry, marketplaceCountry].map((country) => (country === null ? other : (countries[country] ?? other)));
  // Tax of another member state than the issuer's own is declared through a one-stop shop.
  if (contents.lines.some((line) => line.shares.some((share) => share.taxMinor > 0n && share.country !== null && share.country !== issuerCountry && isInUnion(share.country)))) rules.push(schemes.one_stop_shop);
  if (contents.onBehalfBy !== null && isInUnion(marketplaceCountry)) rules.push(schemes.facilitated_in_the_union);
  return rules;
}

/** The last day of a year. */
export const lastDayOf = (year: number): string => `${year}-12-31`;
export const yearOfDay = (day: string): number => Number(day.slice(0, 4));
