/** A text, which is guarded against spreadsheets, or a plain number. */
export type CsvCell = string | { readonly plain: string };

/** One line of a CSV file (RFC 4180). */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** What spreadsheets know a file in UTF-8 by. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A text that a spreadsheet would take for a formula is given an apostrophe. */
function cellText(cell: CsvCell): string {
  const text = typeof cell === 'string' ? cell.replace(/^(?=[\s]*[=+\-@|%\t\r])/, "'") : cell.plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
