import { formatMoney, money } from '@stoa/platform/money';
import { DIM, INK, openPaper, PAGE, RULE } from '@stoa/platform/paper';
import { paperNotes, titleOf } from '../content/paper-words.js';
import { squaresOf } from '../content/phone-code.js';
import { facturX } from '../einvoice/factur-x.js';
import type { DocumentContents, DocumentLine, Party } from './document.js';
import { dayText, numberText, percentText } from './formats.js';
import { artifact, group, heightOf, setText, type Tag, tagged, type TextStyle } from './pen.js';
import { totalRows } from './total-rows.js';
import { type DocumentWords, documentWords } from './words.js';

const MARGIN = 56;
const RIGHT = PAGE.width - MARGIN;
const WIDTH = RIGHT - MARGIN;
const BOTTOM = PAGE.height - 90;
/** The code for phones: its side, and the white that readers want around it. */
const CODE = { side: 104, quiet: 8 } as const;
/** Right edges of the columns of amounts. */
const COLUMNS = { quantity: MARGIN + 262, unit: MARGIN + 335, rate: MARGIN + 392, gross: RIGHT } as const;

type Pen = { readonly pdf: PDFKit.PDFDocument; readonly contents: DocumentContents; readonly words: DocumentWords; readonly root: Tag; amount(minor: bigint): string; day(iso: string): string };

/** Draws a document as PDF/A-3: A4, the marketplace's brand, the buyer's language, tagged for screen readers, with the e-invoice inside where there is one (Factur-X). The same contents give the same bytes. */
export async function renderPdf(contents: DocumentContents, options: { compress?: boolean; /** One that nobody was given holds no e-invoice. */ isPreview?: boolean } = {}): Promise<Buffer> {
  const words = documentWords(contents.locale);
  const { pdf, bytes } = await openPaper({
    margin: MARGIN, locale: contents.locale, title: `${titleOf(contents)} ${contents.number}`, author: contents.issuer.name, creator: contents.brand.name,
    writtenAt: new Date(`${contents.issuedOn}T12:00:00Z`), compress: options.compress ?? true, letters: lettersOf(contents), archive: { attachment: options.isPreview ? null : facturX(contents) },
  });
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const pen: Pen = {
    pdf, contents, words, root, amount: (minor) => formatMoney(money(minor, contents.currency), contents.locale),
    day: (iso) => dayText(iso, contents.locale),
  };
  drawHead(pen);
  drawParties(pen);
  drawLines(pen);
  drawTotals(pen);
  drawNotes(pen);
  root.end();
  drawFooters(pen);
  pdf.end();
  return bytes;
}

/** All that people wrote themselves, and what the language writes of its own: where letters of far scripts come from. */
function lettersOf({ issuer, buyer, lines, notes, taxes, title, numberLabel, brand, issuedOn, onBehalfBy, locale }: DocumentContents): string {
  const parties = [issuer, buyer].flatMap((party) => [party.name, ...party.addressLines]);
  return [...parties, ...lines.flatMap((line) => [line.title, line.detail]), ...notes, ...taxes.map((tax) => tax.label), title, numberLabel, brand.name, onBehalfBy, dayText(issuedOn, locale)].join('');
}

function drawHead({ pdf, contents, words, root, day }: Pen): void {
  artifact(pdf, () => pdf.rect(0, 0, PAGE.width, 8).fill(contents.brand.color));
  const half = WIDTH / 2;
  tagged(pdf, root, 'P', contents.brand.name, () => void setText(pdf, contents.brand.name, MARGIN, 44, { size: 20, bold: true, color: contents.brand.color, width: half }));
  const title = titleOf(contents);
  tagged(pdf, root, 'H1', title, () => void setText(pdf, title, MARGIN + half - 60, 44, { size: 20, bold: true, color: INK, width: half + 60, align: 'right' }));
  const facts: [string, string][] = [
    [words.number, contents.number], [words.issuedOn, day(contents.issuedOn)],
    ...(contents.type === 'proforma' ? [] : [contents.period === null ? [words.suppliedOn, day(contents.suppliedOn)] : [words.period, `${day(contents.period.from)} – ${day(contents.period.to)}`]] as [string, string][]), // nothing is supplied by a proforma
    ...(contents.orderNumbers.length === 0 ? [] : [[words.order, contents.orderNumbers.join(', ')] as [string, string]]),
    ...(contents.buyerReference === null ? [] : [[words.reference, contents.buyerReference] as [string, string]]),
    ...contents.corrects.map((one): [string, string] => [words.corrects, `${one.number}, ${day(one.issuedOn)}`]),
  ];
  let y = Math.max(78, pdf.y + 6);
  for (const [label, value] of facts) {
    const top = y;
    tagged(pdf, root, 'P', value, () => {
      setText(pdf, label, MARGIN + half, top, { size: 9, color: DIM, width: half - 150, align: 'right' });
      y = setText(pdf, value, RIGHT - 142, top, { size: 9, color: INK, width: 142, align: 'right' }) + 2;
    });
  }
  pdf.y = y;
}

function drawParties(pen: Pen): void {
  const { pdf, contents, words } = pen;
  const top = Math.max(150, pdf.y + 14);
  const left = drawParty(pen, words.from, contents.issuer, MARGIN, top, contents.numberLabel);
  const right = drawParty(pen, words.to, contents.buyer, MARGIN + WIDTH / 2 + 10, top);
  pdf.y = Math.max(left, right) + 22;
}

function drawParty({ pdf, words, root }: Pen, title: string, party: Party, x: number, top: number, numberLabel: string | null = null): number {
  const width = WIDTH / 2 - 20;
  const say = (text: string, gap: number, style: Pick<TextStyle, 'size' | 'color' | 'bold'>, type = 'P') => tagged(pdf, root, type, text, () => void setText(pdf, text, x, pdf.y + gap, { ...style, width }));
  pdf.y = top;
  say(title, 0, { size: 8.5, color: DIM }, 'H2');
  say(party.name, 2, { size: 10.5, color: INK, bold: true });
  for (const line of party.addressLines) say(line, 1, { size: 10, color: INK });
  if (party.vatId !== null) say(`${numberLabel ?? words.vatId} ${party.vatId}`, 3, { size: 9, color: DIM });
  if (party.taxNumber !== null) say(`${numberLabel ?? words.taxNumber} ${party.taxNumber}`, 3, { size: 9, color: DIM });
  if (party.registerNumber !== null) say(`${words.register} ${party.registerNumber}`, 1, { size: 9, color: DIM });
  if (party.email !== null) say(party.email, 1, { size: 9, color: DIM });
  return pdf.y;
}

/** A cell of the table: where its text stands, and how. */
type Cell = { readonly text: string; readonly style: TextStyle; readonly x: number };
const rightCell = (text: string, edge: number, width: number, style: Pick<TextStyle, 'size' | 'color' | 'bold'>): Cell => ({ text, x: edge - width, style: { ...style, width, align: 'right' } });

function drawLines(pen: Pen): void {
  const table = group(pen.pdf, pen.root, 'Table');
  drawColumnHeads(pen, table);
  for (const line of pen.contents.lines) drawLine(pen, table, line);
  table.end();
}

function drawColumnHeads({ pdf, contents, words }: Pen, table: Tag): void {
  const style = { size: 8.5, color: DIM, bold: true };
  const isIncluded = contents.priceMode === 'incl';
  const bottom = drawRow(pdf, table, 'TH', pdf.y, [
    { text: words.goods, x: MARGIN, style: { ...style, width: 200 } }, rightCell(words.quantity, COLUMNS.quantity, 40, style), rightCell(isIncluded ? words.unitNet : words.unit, COLUMNS.unit, 72, style),
    rightCell(words.rate, COLUMNS.rate, 56, style), rightCell(words.gross, COLUMNS.gross, 90, style),
  ]);
  pdf.y = bottom + 3;
  rule(pdf, contents.brand.color, 1.2);
}

/** Draws the cells of a row beside each other and tells where the lowest ends. */
function drawRow(pdf: PDFKit.PDFDocument, table: Tag, type: 'TH' | 'TD', y: number, cells: readonly Cell[]): number {
  const row = group(pdf, table, 'TR');
  let bottom = y;
  for (const { text, x, style } of cells) tagged(pdf, row, type, text, () => { bottom = Math.max(bottom, setText(pdf, text, x, y, style)); });
  row.end();
  return bottom;
}

function drawLine(pen: Pen, table: Tag, line: DocumentLine): void {
  const { pdf, contents, words, amount } = pen;
  const [title, detail]: [TextStyle, TextStyle] = [{ size: 10, color: INK, width: 205 }, { size: 8.5, color: DIM, width: 205 }];
  const below = [...(line.detail === '' ? [] : [line.detail]), ...line.discounts.map((one) => `${words.fundedBy(one.label, funderOf(one.funder, contents))}: ${amount(-one.netMinor)}`)];
  const height = heightOf(pdf, line.title, title) + below.reduce((whole, text) => whole + heightOf(pdf, text, detail) + 1, 0);
  if (pdf.y + height + 12 > BOTTOM) {
    pdf.addPage();
    pdf.y = MARGIN;
    drawColumnHeads(pen, table);
  }
  const y = pdf.y + 5;
  const plain = { size: 10, color: INK };
  const row = group(pdf, table, 'TR');
  let bottom = y;
  tagged(pdf, row, 'TD', line.title, () => {
    bottom = setText(pdf, line.title, MARGIN, y, title);
    for (const text of below) bottom = setText(pdf, text, MARGIN, bottom + 1, detail);
  });
  for (const { text, x, style } of [
    rightCell(quantityText(line, contents.locale), COLUMNS.quantity, 54, plain), rightCell(amount(line.unitNetMinor), COLUMNS.unit, 72, plain), rightCell(rateText(line, words, contents.locale), COLUMNS.rate, 56, plain),
    rightCell(amount(contents.priceMode === 'incl' ? line.grossMinor : line.netMinor), COLUMNS.gross, 100, plain),
  ]) tagged(pdf, row, 'TD', text, () => { bottom = Math.max(bottom, setText(pdf, text, x, y, style)); });
  row.end();
  pdf.y = bottom + 5;
  rule(pdf, RULE, 0.5);
}

const UNITS: Readonly<Record<string, string>> = { KGM: 'kg', HUR: 'h', GRM: 'g', LTR: 'l', MTR: 'm' };
const quantityText = ({ quantity, unit }: DocumentLine, locale: string): string => `${numberText(quantity, locale)}${UNITS[unit] === undefined ? '' : ` ${UNITS[unit]}`}`;
const funderOf = (funder: 'vendor' | 'tenant' | 'platform', { issuer, brand }: DocumentContents): string => (funder === 'vendor' ? issuer.name : funder === 'tenant' ? brand.name : 'Stoa');

function rateText(line: DocumentLine, words: DocumentWords, locale: string): string {
  if (line.ratePct === null) return words.free;
  if (line.ratePct === 'mixed') return '*';
  return percentText(line.ratePct, locale);
}

function drawTotals(pen: Pen): void {
  const { pdf, contents, words, root, amount } = pen;
  if (pdf.y > BOTTOM - (contents.phoneCode === null ? 60 : CODE.side + 2 * CODE.quiet)) pdf.addPage();
  const codeEnds = drawCode(pen);
  const x = MARGIN + WIDTH / 2 - 40;
  const table = group(pdf, root, 'Table');
  pdf.y += 6;
  for (const { label, value, isTotal } of totalRows(contents, words, amount)) {
    const style: TextStyle = { size: isTotal ? 13 : 9.5, bold: isTotal, color: isTotal ? INK : DIM, width: RIGHT - x - 100 };
    const height = heightOf(pdf, label, style);
    if (pdf.y + 4 + height > BOTTOM) pdf.addPage();
    const y = pdf.y + 4;
    drawRow(pdf, table, 'TD', y, [{ text: label, x, style }, rightCell(value, RIGHT, 120, { ...style, color: INK })]);
    pdf.y = y + Math.max(height, isTotal ? 17 : 13); // the name of a tax may take several lines
  }
  table.end();
  for (const text of paymentTexts(pen)) {
    pdf.y += 4;
    tagged(pdf, root, 'P', text, () => void setText(pdf, text, x, pdf.y, { size: 9.5, color: DIM, width: RIGHT - x, align: 'right' }));
  }
  if (pdf.bufferedPageRange().count === codeEnds.page) pdf.y = Math.max(pdf.y, codeEnds.y);
}

/** The code for phones, beside the totals: black on white whatever the brand. Tells where it ends. */
function drawCode({ pdf, contents, words, root }: Pen): { page: number; y: number } {
  const page = pdf.bufferedPageRange().count;
  if (contents.phoneCode === null) return { page, y: pdf.y };
  const [rows, top] = [squaresOf(contents.phoneCode), pdf.y + CODE.quiet];
  const size = CODE.side / rows.length;
  root.add(pdf.struct('Figure', { alt: words.phoneCode }, () => {
    for (const [down, row] of rows.entries()) for (const { from, length } of runsOf(row)) pdf.rect(MARGIN + from * size, top + down * size, length * size, size);
    pdf.fill('#000000');
  }));
  return { page, y: top + CODE.side + CODE.quiet };
}

/** Dark squares beside each other are one: no viewer shows a seam between them. */
function runsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const [at, isDark] of row.entries()) {
    if (!isDark) continue;
    if (at > 0 && row[at - 1]) runs.at(-1)!.length += 1;
    else runs.push({ from: at, length: 1 });
  }
  return runs;
}

/** How it was or is to be paid. */
function paymentTexts({ contents: { type, paid, paymentBy, dueOn, totals, roundingMinor, prepaidMinor }, words, day }: Pen): string[] {
  const isOpen = totals.grossMinor + roundingMinor > prepaidMinor;
  // What is billed in a vendor's name reaches it with its payouts: nothing is set off against it.
  if (!isOpen && paymentBy.means === 'set_off') return type === 'self_billed_invoice' || type === 'self_billed_credit_note' ? [] : [words.setOff];
  const isGivenBack = type === 'credit_note' || type === 'refund_receipt';
  if (isGivenBack && paid !== null) return [paid.brand === null ? words.refunded(day(paid.on)) : words.refundedTo(`${capital(paid.brand)} •••• ${paid.last4 ?? ''}`, day(paid.on))];
  if (!isOpen && paid !== null) return [paid.brand === null ? words.paid(day(paid.on)) : words.paidBy(`${capital(paid.brand)} •••• ${paid.last4 ?? ''}`, day(paid.on))];
  return [
    ...(isOpen && dueOn !== null ? [words.dueOn(day(dueOn))] : []), ...(paymentBy.means === 'transfer' && paymentBy.iban !== null ? [words.payTo(paymentBy.iban)] : []),
    ...(paymentBy.means === 'direct_debit' && paymentBy.mandate !== null ? [words.directDebit(paymentBy.mandate)] : []),
  ];
}

function drawNotes({ pdf, contents, root }: Pen): void {
  pdf.y += 22;
  for (const note of paperNotes(contents)) {
    if (pdf.y > BOTTOM) pdf.addPage();
    tagged(pdf, root, 'P', note, () => void setText(pdf, note, MARGIN, pdf.y, { size: 9, color: DIM, width: WIDTH }));
    pdf.y += 4;
  }
}

/** Last, when the number of pages is known. The margin is lifted meanwhile: pdfkit would begin a page for text below it. */
function drawFooters({ pdf, contents, words }: Pen): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    pdf.page.margins.bottom = 0;
    artifact(pdf, () => {
      setText(pdf, `${shortened(contents.issuer.name)} · ${contents.number}`, MARGIN, PAGE.height - 46, { size: 8, color: DIM, width: WIDTH - 90 });
      setText(pdf, words.page(index + 1, count), RIGHT - 90, PAGE.height - 46, { size: 8, color: DIM, width: 90, align: 'right' });
    });
  }
}

const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 59)}…` : name);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function rule(pdf: PDFKit.PDFDocument, color: string, width: number): void {
  artifact(pdf, () => pdf.moveTo(MARGIN, pdf.y).lineTo(RIGHT, pdf.y).lineWidth(width).strokeColor(color).stroke());
}
