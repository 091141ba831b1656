import { DomainError } from '@stoa/platform/errors';
import type { MissingContent } from '../content/compile-content.js';
import { lackingUnderLaw } from '../content/under-law.js';
import type { DocumentContents } from './document.js';

export type { MissingContent };
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);

/** What a document lacks; nothing where it may be numbered. What is asked for is data of the rule packs (config/rule-packs/documents); that sums add up is no country's choice. */
export const missingContents = (contents: DocumentContents): MissingContent[] =>
  [...lackingUnderLaw(contents), ...(addsUp(contents) ? [] : [{ field: 'sums that add up', cite: 'EN 16931 BR-CO-10 to -15', by: 'marketplace' as const }])];

/** Refuses contents that lack what the law asks for: such a document is never numbered. */
export function assertComplete(contents: DocumentContents): void {
  const missing = missingContents(contents);
  if (missing.length === 0) return;
  throw new DomainError('invoicing.contents_missing', 'conflict', `The ${contents.type} of ${contents.issuer.name} lacks: ${missing.map((rule) => rule.field).join(', ')}. Complete the seller's data and try again.`, { missing });
}

function addsUp({ lines, taxes, totals, discounts }: DocumentContents): boolean {
  const left = (of: (part: { netMinor: bigint; taxMinor: bigint; grossMinor: bigint }) => bigint) => sum(lines.map(of)) - sum(discounts.map(of));
  return left((part) => part.netMinor) === totals.netMinor && left((part) => part.taxMinor) === totals.taxMinor && left((part) => part.grossMinor) === totals.grossMinor
    && totals.netMinor + totals.taxMinor === totals.grossMinor && sum(taxes.map((tax) => tax.taxMinor)) === totals.taxMinor;
}
