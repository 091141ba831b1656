import type { Readable } from 'node:stream';
import { fileUnreadable } from './import.errors.js';

/** A row of the file. `number` is what a spreadsheet shows: the header is 1. `flaw` says why it could not be read. */
export type TableRow = { readonly number: number; readonly cells: readonly string[]; readonly flaw: string | null };

const MAX_ROW_LENGTH = 200_000;
const SNIFFED = 64 * 1024;

/** Reads a table row by row, the header first, without ever holding more than one piece of it. UTF-8 with or without a mark, any line ends; comma, semicolon or tab. */
export async function* readTable(file: Readable): AsyncGenerator<TableRow> {
  let number = 0;
  let splitter: RecordSplitter | null = null;
  let head = '';
  const rows = function* (records: Iterable<string>, delimiter: string): Generator<TableRow> {
    for (const record of records) {
      number += 1;
      if (record !== '') yield { number, ...readRecord(record, delimiter) };
    }
  };
  for await (const text of decoded(file)) {
    if (splitter === null) {
      head += text;
      if (!/[\r\n]/.test(head) && head.length < SNIFFED) continue;
      splitter = new RecordSplitter(delimiterOf(head));
      yield* rows(splitter.take(head), splitter.delimiter);
    } else yield* rows(splitter.take(text), splitter.delimiter);
  }
  if (splitter === null) {
    splitter = new RecordSplitter(delimiterOf(head));
    yield* rows(splitter.take(head), splitter.delimiter);
  }
  yield* rows(splitter.rest(), splitter.delimiter);
}

async function* decoded(file: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of file as AsyncIterable<Buffer>) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw fileUnreadable('The file is not written in UTF-8. Save it as “CSV UTF-8”.');
    throw error;
  }
}

/** German spreadsheets write semicolons. What separates most in the first line outside quotes is it. */
function delimiterOf(head: string): string {
  const line = head.split(/[\r\n]/, 1)[0]!.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string) => line.split(mark).length - 1;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Where one row ends and the next begins. Rows are cut before they are parsed, so that one broken row is one error and not the end of the file. */
class RecordSplitter {
  private held = '';
  private at = 0;
  private state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  constructor(readonly delimiter: string) {}

  *take(text: string): Generator<string> {
    this.held += text;
    // The last character waits: whether a line end is one or two characters shows with the next.
    while (this.at < this.held.length - 1) {
      const letter = this.held[this.at]!;
      const isEnd = (letter === '\n' || letter === '\r') && this.state !== 'quoted';
      if (isEnd || this.at > MAX_ROW_LENGTH) yield this.cut(isEnd);
      else this.step(letter);
    }
  }

  *rest(): Generator<string> {
    const left = this.held.replace(/[\r\n]$/, '');
    if (left !== '') yield left;
  }

  private cut(isEnd: boolean): string {
    const record = this.held.slice(0, this.at);
    const width = !isEnd ? 0 : this.held.startsWith('\r\n', this.at) ? 2 : 1;
    this.held = this.held.slice(this.at + width);
    this.at = 0;
    this.state = isEnd ? 'start' : 'plain';
    return record;
  }

  private step(letter: string): void {
    this.at += 1;
    if (this.state === 'quoted') this.state = letter === '"' ? 'closed' : 'quoted';
    else if (letter === this.delimiter) this.state = 'start';
    else if (letter === '"' && (this.state === 'start' || this.state === 'closed')) this.state = 'quoted'; // after a closed one: a quote written twice
    else this.state = this.state === 'closed' ? 'closed' : 'plain';
  }
}

function readRecord(record: string, delimiter: string): Pick<TableRow, 'cells' | 'flaw'> {
  if (record.length > MAX_ROW_LENGTH) return { cells: [record.slice(0, 200)], flaw: 'This row is too long. Is a quote missing at the end of a cell?' };
  const cells = cellsOf(record, delimiter);
  return cells === null ? { cells: [record], flaw: 'The quotes in this row are not in pairs. Write a quote inside a cell twice, and the whole cell in quotes: "5"" wide".' } : { cells, flaw: null };
}

/** The cells of one row (RFC 4180); null where its quotes are not in pairs. */
function cellsOf(record: string, delimiter: string): string[] | null {
  if (!record.includes('"')) return record.split(delimiter);
  const cell = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^"${delimiter}]*))(${delimiter}|$)`, 'y');
  const cells: string[] = [];
  for (;;) {
    const found = cell.exec(record);
    if (found === null) return null;
    const [, quoted, plain = '', end] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return cells;
  }
}
