/** Rows of a table as text, with CRLF and quotes where they are needed (RFC 4180). */
export const writeRows = (rows: readonly (readonly string[])[]): string => rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');

const writeCell = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Tells spreadsheets that the file is UTF-8. */
export const MARK = '\uFEFF';
