import { currencies } from '@stoa/platform/money';
import type { DocumentContents, DocumentType } from '../document/document.js';
import { type ContentPack, type FieldRow, groups, type Limit, type MarkRow, type Texts, type Types, type When } from './content-pack.js';
import { fieldHolds } from './fields.js';
import type { PhoneCode } from './phone-code.js';
import { saysOneOf } from './paper-words.js';

/** Something that the law wants on a document, who says so, and who can supply it. */
export type MissingContent = { readonly field: string; readonly cite: string; readonly by: 'seller' | 'buyer' | 'marketplace' };
type Judge = (contents: DocumentContents) => boolean;
type Ready<Row> = Row & { readonly applies: Judge };
export type ReadyWords = Ready<{ readonly words: Texts; readonly cite: string }>;
/** What is asked of one type of document, ready to be judged by. */
export type TypeRules = {
  readonly titles: readonly ReadyWords[]; readonly says: readonly ReadyWords[]; readonly marks: readonly Ready<MarkRow>[]; readonly qr: readonly Ready<{ readonly form: PhoneCode }>[];
  readonly checks: readonly (MissingContent & { readonly holds: Judge })[];
};
export type ContentRules = { readonly id: string; readonly numberLabel: string | null; readonly of: Readonly<Record<DocumentType, TypeRules>> };

/** Makes the lists of a country, and those it builds on, ready. A row of the same id takes the place of the wider one's. */
export function compileContent(chain: readonly ContentPack[]): ContentRules {
  const own = chain.at(-1)!;
  const params = Object.assign({}, ...chain.map((one) => one.params ?? {})) as NonNullable<ContentPack['params']>;
  const all = <Row extends { readonly id: string; readonly when?: When }>(pick: (pack: ContentPack) => readonly Row[] | undefined) =>
    [...new Map(chain.flatMap((one) => pick(one) ?? []).map((row) => [row.id, row])).values()].map((row) => ({ ...row, applies: judgeOf(row.when, params) }));
  const [titles, says, marks, qr] = [all((one) => one.titles).reverse(), all((one) => one.says), all((one) => one.marks), all((one) => one.qr)]; // of titles the nearest comes first
  const fields = all((one) => one.fields);
  const rulesOf = (type: DocumentType): TypeRules => {
    const of = <Row extends { readonly types: Types }>(rows: readonly Row[]) => rows.filter(({ types }) => types.some((one) => one === type || (one in groups && (groups[one as keyof typeof groups] as readonly string[]).includes(type))));
    return {
      titles: of(titles), says: of(says), marks: of(marks), qr: of(qr),
      checks: [...of(fields).map((row) => ({ field: row.name, cite: row.cite, by: row.by, holds: fieldCheck(row) })), ...of(titles).map(wordsCheck(of(titles))), ...of(says).map(wordsCheck(null)), ...of(marks).map(wordsCheck(null))],
    };
  };
  return { id: own.id, numberLabel: own.number_label ?? null, of: Object.fromEntries(groups.all.map((type) => [type, rulesOf(type)])) as Record<DocumentType, TypeRules> };
}

function fieldCheck(row: Ready<FieldRow>): Judge {
  const holds = fieldHolds(row.field, row.form);
  return (contents) => !row.applies(contents) || holds(contents);
}

/** Of several titles the first that applies is the document's. */
const wordsCheck = (among: readonly ReadyWords[] | null) => (row: ReadyWords) => ({
  field: `the words "${row.words.en}"`, cite: row.cite, by: 'marketplace' as const,
  holds: (contents: DocumentContents) => !row.applies(contents) || (among !== null && among.find((one) => one.applies(contents)) !== row) || saysOneOf(contents, row.words),
});

function judgeOf(when: When | undefined, params: NonNullable<ContentPack['params']>): Judge {
  if (when === undefined) return () => true;
  const { buyer, taxed, treatment, rates, at_home: atHome, over_border: overBorder } = when;
  const total = (limit: Limit, compare: (gross: bigint, limit: bigint) => boolean, otherwise: boolean): Judge => {
    const [amount, currency] = (typeof limit === 'string' ? params[limit.slice(1)] : limit)!;
    const minor = minorOf(amount, currency!);
    return (c) => (c.currency === currency ? compare(c.totals.grossMinor, minor) : otherwise);
  };
  const judges: Judge[] = [
    ...(buyer === undefined ? [] : [(c: DocumentContents) => (c.buyer.vatId !== null || c.buyer.taxNumber !== null) === (buyer === 'business')]),
    ...(when.total_from === undefined ? [] : [total(when.total_from, (gross, limit) => gross >= limit, true)]), ...(when.total_above === undefined ? [] : [total(when.total_above, (gross, limit) => gross > limit, true)]),
    ...(when.total_up_to === undefined ? [] : [total(when.total_up_to, (gross, limit) => gross <= limit, false)]),
    ...(taxed === undefined ? [] : [(c: DocumentContents) => (c.totals.taxMinor > 0n) === taxed]),
    ...(treatment === undefined ? [] : [(c: DocumentContents) => c.lines.some((line) => line.shares.some((share) => treatment.includes(share.treatment)))]),
    ...(rates === undefined ? [] : [(c: DocumentContents) => c.lines.some((line) => isAtOneOf(line.ratePct, rates))]),
    ...(atHome === undefined ? [] : [(c: DocumentContents) => (c.law === null || c.law === c.issuer.address?.country) === atHome]),
    ...(overBorder === undefined ? [] : [(c: DocumentContents) => (c.buyer.address !== null && c.buyer.address.country !== (c.law ?? c.issuer.address?.country)) === overBorder]),
  ];
  return (contents) => judges.every((holds) => holds(contents));
}

export const isAtOneOf = (ratePct: string | null, rates: readonly string[]): boolean => ratePct !== null && rates.includes(ratePct.replace(/\.0+$/, ''));

function minorOf(amount: string, currency: string): bigint {
  const exponent = currencies[currency]?.exponent ?? 2;
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
}
