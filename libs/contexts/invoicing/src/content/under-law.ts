import type { DocumentContents, DocumentLine } from '../document/document.js';
import { documentWords } from '../document/words.js';
import { isAtOneOf, type MissingContent, type ReadyWords, type TypeRules } from './compile-content.js';
import { contentRulesOf } from './load-content.js';
import { phoneCodes } from './phone-code.js';
import { saysOneOf } from './paper-words.js';

/** The country whose law a document is written under: that of the number the sale is made under, else the seller's. */
export const lawOf = (contents: Pick<DocumentContents, 'law' | 'issuer'>): string => contents.law ?? contents.issuer.address?.country ?? '';

/** A document with the title, the marks and the words that the law of its country wants: what can be said without asking anybody. Pure. */
export function underLaw(written: DocumentContents): DocumentContents {
  const { of, numberLabel } = contentRulesOf(lawOf(written));
  const rules = of[written.type];
  const language = written.locale.slice(0, 2);
  const contents: DocumentContents = { ...written, numberLabel: numberLabel ?? null, lines: rules.marks.length === 0 ? written.lines : written.lines.map((line) => marked(line, written, rules)), title: null };
  const titled = { ...contents, title: titleBy(rules.titles.find((row) => row.applies(contents)), contents, language) };
  const words = [...rules.marks.filter((row) => row.applies(titled) && titled.lines.some((line) => isAtOneOf(line.ratePct, row.rates))), ...rules.says.filter((row) => row.applies(titled))].filter((row) => !saysOneOf(titled, row.words));
  return words.length === 0 ? titled : { ...titled, notes: [...titled.notes, ...words.map((row) => row.words[language] ?? row.words.en)] };
}

/** A numbered document as it is kept for good: with the moment, and the code for phones that its law wants. */
export function frozenAt(contents: DocumentContents, now: Date): DocumentContents {
  const wanted = contentRulesOf(lawOf(contents)).of[contents.type].qr.find((row) => row.applies(contents));
  return { ...contents, issuedAt: now.toISOString(), phoneCode: wanted === undefined ? null : phoneCodes[wanted.form](contents, now) };
}

/** What a document lacks that the law of its country asks for; nothing where it may be numbered. */
export const lackingUnderLaw = (contents: DocumentContents): MissingContent[] =>
  contentRulesOf(lawOf(contents)).of[contents.type].checks.filter((check) => !check.holds(contents)).map(({ field, cite, by }) => ({ field, cite, by }));

/** The words of the law, in the buyer's language if the law knows it; else in its own, with the buyer's beside them. */
function titleBy(row: ReadyWords | undefined, { locale, type }: DocumentContents, language: string): string | null {
  if (row === undefined) return null;
  const usual = documentWords(locale).titles[type];
  const said = row.words[language];
  if (said !== undefined) return said;
  return Object.values(row.words).some((text) => usual.toLowerCase().includes(text.toLowerCase())) ? null : `${row.words.en} / ${usual}`;
}

function marked(line: DocumentLine, contents: DocumentContents, { marks }: TypeRules): DocumentLine {
  const row = marks.find((one) => one.applies(contents) && isAtOneOf(line.ratePct, one.rates));
  return row === undefined || line.kind !== 'goods' || line.title.endsWith(row.mark) ? line : { ...line, title: `${line.title} ${row.mark}` };
}
