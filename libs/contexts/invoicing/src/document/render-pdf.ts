import { formatMoney, money } from '@stoa/platform/money';
import { DIM, INK, openPaper, PAGE, RULE } from '@stoa/platform/paper';
import type { DocumentContents, DocumentLine, Party } from './document.js';
import { type DocumentWords, documentWords, percentText } from './words.js';

const MARGIN = 56;
const RIGHT = PAGE.width - MARGIN;
const WIDTH = RIGHT - MARGIN;
const BOTTOM = PAGE.height - 90;
/** Right edges of the columns of amounts. */
const COLUMNS = { quantity: MARGIN + 262, unit: MARGIN + 335, rate: MARGIN + 392, gross: RIGHT } as const;

type Pen = { readonly pdf: PDFKit.PDFDocument; readonly contents: DocumentContents; readonly words: DocumentWords; amount(minor: bigint): string; day(iso: string): string };

/** Draws a document as PDF: A4, the marketplace's brand, the shopper's language. The same contents give the same bytes. */
export function renderPdf(contents: DocumentContents, options: { compress?: boolean } = {}): Promise<Buffer> {
  const words = documentWords(contents.locale);
  const { pdf, bytes } = openPaper({
    margin: MARGIN, locale: contents.locale, title: `${words.titles[contents.type]} ${contents.number}`, author: contents.issuer.name, creator: contents.brand.name,
    writtenAt: new Date(`${contents.issuedOn}T12:00:00Z`), compress: options.compress ?? true,
  });
  const pen: Pen = {
    pdf, contents, words, amount: (minor) => formatMoney(money(minor, contents.currency), contents.locale),
    day: (iso) => new Intl.DateTimeFormat(contents.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${iso}T12:00:00Z`)),
  };
  drawHead(pen);
  drawParties(pen);
  drawLines(pen);
  drawTotals(pen);
  drawNotes(pen);
  drawFooters(pen);
  pdf.end();
  return bytes;
}

function drawHead({ pdf, contents, words, day }: Pen): void {
  pdf.rect(0, 0, PAGE.width, 8).fill(contents.brand.color);
  pdf.fillColor(contents.brand.color).font('bold').fontSize(20).text(contents.brand.name, MARGIN, 44, { width: WIDTH / 2 });
  pdf.fillColor(INK).font('bold').fontSize(20).text(words.titles[contents.type], MARGIN + WIDTH / 2, 44, { width: WIDTH / 2, align: 'right' });
  const facts: [string, string][] = [
    [words.number, contents.number], [words.issuedOn, day(contents.issuedOn)], [words.suppliedOn, day(contents.suppliedOn)], [words.order, contents.orderNumbers.join(', ')],
  ];
  let y = 78;
  for (const [label, value] of facts) {
    pdf.font('regular').fontSize(9).fillColor(DIM).text(label, MARGIN + WIDTH / 2, y, { width: WIDTH / 2 - 130, align: 'right' });
    pdf.fillColor(INK).text(value, RIGHT - 122, y, { width: 122, align: 'right' });
    y = pdf.y + 2;
  }
}

function drawParties(pen: Pen): void {
  const { pdf, contents, words } = pen;
  const top = 150;
  const left = drawParty(pen, words.from, contents.issuer, MARGIN, top);
  const right = drawParty(pen, words.to, contents.buyer, MARGIN + WIDTH / 2 + 10, top);
  pdf.y = Math.max(left, right) + 22;
}

function drawParty({ pdf, words }: Pen, title: string, party: Party, x: number, top: number): number {
  const width = WIDTH / 2 - 20;
  pdf.font('regular').fontSize(8.5).fillColor(DIM).text(title, x, top, { width });
  pdf.font('bold').fontSize(10.5).fillColor(INK).text(party.name, x, pdf.y + 2, { width });
  pdf.font('regular').fontSize(10);
  for (const line of party.addressLines) pdf.text(line, x, pdf.y + 1, { width });
  pdf.fontSize(9).fillColor(DIM);
  if (party.vatId !== null) pdf.text(`${words.vatId} ${party.vatId}`, x, pdf.y + 3, { width });
  if (party.registerNumber !== null) pdf.text(`${words.register} ${party.registerNumber}`, x, pdf.y + 1, { width });
  if (party.email !== null) pdf.text(party.email, x, pdf.y + 1, { width });
  return pdf.y;
}

function drawLines(pen: Pen): void {
  drawColumnHeads(pen);
  for (const line of pen.contents.lines) drawLine(pen, line);
}

function drawColumnHeads({ pdf, contents, words }: Pen): void {
  const y = pdf.y;
  const isIncluded = contents.priceMode === 'incl';
  pdf.font('bold').fontSize(8.5).fillColor(DIM).text(words.goods, MARGIN, y, { width: 220 });
  right(pdf, words.quantity, COLUMNS.quantity, y, 50);
  right(pdf, isIncluded ? words.unitNet : words.unit, COLUMNS.unit, y, 72);
  right(pdf, words.rate, COLUMNS.rate, y, 56);
  right(pdf, words.gross, COLUMNS.gross, y, 90);
  pdf.y = y + 14;
  rule(pdf, contents.brand.color, 1.2);
}

function drawLine(pen: Pen, line: DocumentLine): void {
  const { pdf, contents, words, amount } = pen;
  if (pdf.y > BOTTOM - 40) {
    pdf.addPage();
    pdf.y = MARGIN;
    drawColumnHeads(pen);
  }
  const y = pdf.y + 5;
  pdf.font('regular').fontSize(10).fillColor(INK);
  right(pdf, String(line.quantity), COLUMNS.quantity, y, 50);
  right(pdf, amount(line.unitNetMinor), COLUMNS.unit, y, 72);
  right(pdf, rateText(line, words, contents.locale), COLUMNS.rate, y, 56);
  right(pdf, amount(contents.priceMode === 'incl' ? line.grossMinor : line.netMinor), COLUMNS.gross, y, 90);
  pdf.text(line.title, MARGIN, y, { width: 212 });
  if (line.detail !== '') pdf.fontSize(8.5).fillColor(DIM).text(line.detail, MARGIN, pdf.y + 1, { width: 212 });
  pdf.y += 5;
  rule(pdf, RULE, 0.5);
}

function rateText(line: DocumentLine, words: DocumentWords, locale: string): string {
  if (line.ratePct === null) return words.free;
  if (line.ratePct === 'mixed') return '*';
  return percentText(line.ratePct, locale);
}

function drawTotals({ pdf, contents, words, amount, day }: Pen): void {
  if (pdf.y > BOTTOM - 60) pdf.addPage();
  const x = MARGIN + WIDTH / 2 - 40;
  const row = (label: string, value: string, isTotal = false) => {
    const width = RIGHT - x - 90;
    pdf.font(isTotal ? 'bold' : 'regular').fontSize(isTotal ? 13 : 9.5);
    const height = pdf.heightOfString(label, { width });
    if (pdf.y + 4 + height > BOTTOM) pdf.addPage();
    const y = pdf.y + 4;
    pdf.fillColor(isTotal ? INK : DIM).text(label, x, y, { width });
    pdf.fillColor(INK);
    right(pdf, value, RIGHT, y, 110);
    pdf.y = y + Math.max(height, isTotal ? 17 : 13); // the name of a tax may take several lines
  };
  pdf.y += 6;
  row(contents.priceMode === 'incl' ? words.netTotal : words.subtotal, amount(contents.totals.netMinor));
  for (const tax of contents.taxes) row(`${tax.label} ${words.base} ${amount(tax.baseMinor)}`, amount(tax.taxMinor));
  row(words.total, amount(contents.totals.grossMinor), true);
  if (contents.paid === null) return;
  const card = contents.paid.brand === null ? null : `${capital(contents.paid.brand)} •••• ${contents.paid.last4 ?? ''}`;
  pdf.font('regular').fontSize(9.5).fillColor(DIM)
    .text(card === null ? words.paid(day(contents.paid.on)) : words.paidBy(card, day(contents.paid.on)), x, pdf.y + 6, { width: RIGHT - x, align: 'right' });
}

function drawNotes({ pdf, contents, words }: Pen): void {
  const notes = [...contents.notes, ...(contents.onBehalfBy === null ? [] : [words.onBehalf(contents.onBehalfBy)])];
  pdf.y += 22;
  for (const note of notes) {
    if (pdf.y > BOTTOM) pdf.addPage();
    pdf.font('regular').fontSize(9).fillColor(DIM).text(note, MARGIN, pdf.y, { width: WIDTH });
    pdf.y += 4;
  }
}

/** Last, when the number of pages is known. The margin is lifted meanwhile: pdfkit would begin a page for text below it. */
function drawFooters({ pdf, contents, words }: Pen): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(8).fillColor(DIM).text(`${contents.issuer.name} · ${contents.number}`, MARGIN, PAGE.height - 46, { width: WIDTH / 2, lineBreak: false });
    pdf.text(words.page(index + 1, count), MARGIN + WIDTH / 2, PAGE.height - 46, { width: WIDTH / 2, align: 'right', lineBreak: false });
  }
}

const right = (pdf: PDFKit.PDFDocument, text: string, edge: number, y: number, width: number): void => void pdf.text(text, edge - width, y, { width, align: 'right', lineBreak: false });
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function rule(pdf: PDFKit.PDFDocument, color: string, width: number): void {
  pdf.moveTo(MARGIN, pdf.y).lineTo(RIGHT, pdf.y).lineWidth(width).strokeColor(color).stroke();
}
