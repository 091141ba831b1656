import { formatMoney, money } from '@stoa/platform/money';
import { DIM, INK, openPaper, PAGE, RULE } from '@stoa/platform/paper';
import type { NamedRow, Statement } from './read-statements.js';
import { totalCodes } from './statement.js';
import { statementWords, type StatementWords } from './statement-words.js';

const MARGIN = 48;
const RIGHT = PAGE.width - MARGIN;
const WIDTH = RIGHT - MARGIN;
const BOTTOM = PAGE.height - 76;
/** Right edges of the columns of amounts. */
const COLUMNS = { shopper: MARGIN + 262, tax: MARGIN + 322, marketplace: MARGIN + 382, amount: MARGIN + 442, balance: RIGHT } as const;

export type StatementOnPaper = {
  readonly statement: Statement;
  readonly rows: readonly NamedRow[];
  readonly isCut: boolean;
  readonly locale: string;
  readonly vendor: { readonly name: string; readonly addressLines: readonly string[] };
  readonly brand: { readonly name: string; readonly color: string; readonly legalName: string };
};
type Pen = StatementOnPaper & { readonly pdf: PDFKit.PDFDocument; readonly words: StatementWords; amount(minor: bigint): string; day(at: Date): string; short(at: Date): string; readonly month: string };

/** Draws a statement as PDF: A4, the marketplace's brand, the vendor's language. The same statement gives the same bytes. */
export async function renderStatement(paper: StatementOnPaper, options: { compress?: boolean } = {}): Promise<Buffer> {
  const { locale, brand, statement: { head, timeZone } } = paper;
  const words = statementWords(locale);
  const format = (how: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...how });
  const [long, short] = [format({ dateStyle: 'long' }), format({ day: '2-digit', month: '2-digit' })];
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${head.month.period}-15T00:00:00Z`));
  const { pdf, bytes } = await openPaper({
    margin: MARGIN, locale, title: `${words.statement} ${month}, ${paper.vendor.name}`, author: brand.legalName, creator: brand.name, writtenAt: head.month.closedAt ?? head.month.from, compress: options.compress ?? true,
  });
  const pen: Pen = { ...paper, pdf, words, month, amount: (minor) => formatMoney(money(minor, head.currency), locale), day: (at) => long.format(at), short: (at) => short.format(at) };
  drawHead(pen);
  drawTotals(pen);
  drawRows(pen);
  drawNotes(pen);
  drawFooters(pen);
  pdf.end();
  return bytes;
}

function drawHead({ pdf, words, brand, vendor, statement: { head: { month } }, month: title, day }: Pen): void {
  const half = WIDTH / 2;
  pdf.rect(0, 0, PAGE.width, 8).fill(brand.color);
  pdf.fillColor(brand.color).font('bold').fontSize(20).text(brand.name, MARGIN, 40, { width: half });
  pdf.fillColor(INK).text(`${words.statement} ${title}`, MARGIN + half - 60, 40, { width: half + 60, align: 'right' });
  const last = new Date(month.to.getTime() - 1);
  pdf.font('regular').fontSize(9).fillColor(DIM).text(`${words.from} ${day(month.from)} ${words.to} ${day(last)}`, MARGIN + half - 60, pdf.y + 3, { width: half + 60, align: 'right' });
  pdf.text(month.closedAt ? `${words.state.closed} ${day(month.closedAt)}` : words.state[month.state], { width: half + 60, align: 'right' });
  const under = pdf.y;
  pdf.fontSize(8.5).text(words.vendor, MARGIN, 80, { width: half - 70 });
  pdf.font('bold').fontSize(10.5).fillColor(INK).text(vendor.name, MARGIN, pdf.y + 2, { width: half - 70 });
  pdf.font('regular').fontSize(10);
  for (const line of vendor.addressLines) pdf.text(line, MARGIN, pdf.y + 1, { width: half - 70 });
  pdf.y = Math.max(pdf.y, under) + 24;
}

/** The month in sums: what it opened with, what came and went, what it closed with, and where that stands. */
function drawTotals(pen: Pen): void {
  const { pdf, words, statement: { head, totals }, amount } = pen;
  const line = (label: string, minor: bigint, strong = false): void => {
    const y = pdf.y + 4;
    pdf.font(strong ? 'bold' : 'regular').fontSize(10).fillColor(strong ? INK : DIM).text(label, MARGIN, y, { width: WIDTH - 130, lineBreak: false });
    pdf.fillColor(INK);
    right(pdf, amount(minor), RIGHT, y, 120);
    pdf.y = y + 14;
  };
  line(words.opening, head.openingMinor, true);
  const minorOf = new Map(totals.map((total) => [total.code, total.minor]));
  for (const code of totalCodes) {
    const minor = minorOf.get(code) ?? 0n;
    if (minor !== 0n) line(words.totals[code], minor);
  }
  pdf.y += 4;
  rule(pdf, pen.brand.color, 1.2);
  line(words.closing, head.closingMinor, true);
  const parts = [[words.held, head.closingIn.heldMinor], [words.ready, head.closingIn.readyMinor], [words.inTransfer, head.closingIn.inTransferMinor], [words.owed, -head.closingIn.owedMinor]] as const;
  const shown = parts.filter(([, minor]) => minor !== 0n);
  if (shown.length > 0) pdf.font('regular').fontSize(8.5).fillColor(DIM).text(`${words.closingIn}: ${shown.map(([label, minor]) => `${label} ${amount(minor)}`).join(' · ')}`, MARGIN, pdf.y + 2, { width: WIDTH });
  pdf.y += 20;
}

function drawRows(pen: Pen): void {
  const { pdf, rows, words } = pen;
  if (rows.length === 0) return void pdf.font('regular').fontSize(10).fillColor(DIM).text(words.nothing, MARGIN, pdf.y, { width: WIDTH });
  drawColumnHeads(pen);
  for (const row of rows) drawRow(pen, row);
}

function drawColumnHeads({ pdf, words, brand }: Pen): void {
  const y = pdf.y;
  pdf.font('bold').fontSize(8).fillColor(DIM).text(words.date, MARGIN, y, { width: 36, lineBreak: false });
  pdf.text(words.what, MARGIN + 40, y, { width: 150, lineBreak: false });
  for (const name of ['shopper', 'tax', 'marketplace', 'amount', 'balance'] as const) right(pdf, words[name], COLUMNS[name], y, 60);
  pdf.y = y + 13;
  rule(pdf, brand.color, 1);
}

function drawRow(pen: Pen, row: NamedRow): void {
  const { pdf, words, amount, short } = pen;
  if (pdf.y > BOTTOM - 24) {
    pdf.addPage();
    pdf.y = MARGIN;
    drawColumnHeads(pen);
  }
  const y = pdf.y + 4;
  pdf.font('regular').fontSize(8.5).fillColor(INK).text(short(row.line.at), MARGIN, y, { width: 38, lineBreak: false });
  pdf.text(words.rows[row.kind], MARGIN + 40, y, { width: 150, lineBreak: false });
  if (row.order) pdf.fontSize(7.5).fillColor(DIM).text(row.order.number, MARGIN + 40, y + 11, { width: 150, lineBreak: false });
  pdf.fontSize(8.5).fillColor(INK);
  const cells = { shopper: row.shopperMinor, tax: row.taxMinor, marketplace: row.marketplaceMinor, amount: row.amountMinor, balance: row.balanceMinor };
  for (const name of ['shopper', 'tax', 'marketplace', 'amount', 'balance'] as const) {
    const minor = cells[name];
    if (minor !== null && !(minor === 0n && name !== 'balance')) right(pdf, amount(minor), COLUMNS[name], y, 66);
  }
  pdf.y = y + 22;
  rule(pdf, RULE, 0.5);
}

function drawNotes({ pdf, words, isCut, rows }: Pen): void {
  pdf.y += 16;
  for (const note of [...(isCut ? [words.tooMany(rows.length)] : []), words.notAnInvoice]) {
    if (pdf.y > BOTTOM - 20) {
      pdf.addPage();
      pdf.y = MARGIN;
    }
    pdf.font('regular').fontSize(8).fillColor(DIM).text(note, MARGIN, pdf.y, { width: WIDTH });
    pdf.y += 4;
  }
}

/** Last, when the number of pages is known. The margin is lifted meanwhile: pdfkit would begin a page for text below it. */
function drawFooters({ pdf, words, brand, vendor, month }: Pen): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(8).fillColor(DIM).text(`${brand.legalName} · ${vendor.name} · ${month}`, MARGIN, PAGE.height - 42, { width: WIDTH - 90, lineBreak: false });
    pdf.text(words.page(index + 1, count), RIGHT - 90, PAGE.height - 42, { width: 90, align: 'right', lineBreak: false });
  }
}

const right = (pdf: PDFKit.PDFDocument, text: string, edge: number, y: number, width: number): void => void pdf.text(text, edge - width, y, { width, align: 'right', lineBreak: false });

function rule(pdf: PDFKit.PDFDocument, color: string, width: number): void {
  pdf.moveTo(MARGIN, pdf.y).lineTo(RIGHT, pdf.y).lineWidth(width).strokeColor(color).stroke();
}
