import type { DocumentContents } from '../document/document.js';
import { documentWords } from '../document/words.js';
import { exemptionReasonOf } from '../einvoice/vat-category.js';
import type { Texts } from './content-pack.js';

/** What a document calls itself on paper. */
export const titleOf = (contents: DocumentContents): string => contents.title ?? documentWords(contents.locale).titles[contents.type];

/** The sentences below the sums: why a tax is as it is, what the law wants said, and on whose behalf it was written. */
export function paperNotes(contents: DocumentContents): string[] {
  const reasons = contents.lines.flatMap((line) => line.shares.flatMap((share) => exemptionReasonOf(share.treatment, contents.locale)?.text ?? []));
  const { reason, onBehalf } = documentWords(contents.locale);
  return [...new Set([...reasons, ...contents.notes, ...(contents.reason === null ? [] : [reason(contents.reason)]), ...(contents.onBehalfBy === null ? [] : [onBehalf(contents.onBehalfBy)])])];
}

/** Whether what stands on the paper has one of these texts in it. */
export function saysOneOf(contents: DocumentContents, words: Texts): boolean {
  const paper = [titleOf(contents), ...paperNotes(contents)].join('\n').toLowerCase();
  return Object.values(words).some((text) => paper.includes(text.toLowerCase()));
}
