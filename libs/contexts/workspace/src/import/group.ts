import type { AttributeDefinition, Category, Listing } from '@stoa/catalog';
import type { ListingId, MediaId } from '@stoa/events/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import { CellError } from './cells.js';
import type { NamedColumn } from './columns.js';
import type { Problem } from './import.js';

/** What a group of rows is read against: the vendor's own things, and the marketplace's tree. */
export type GroupWorld = {
  readonly locale: string;
  readonly categories: readonly Category[];
  readonly attributesAt: (path: string) => readonly AttributeDefinition[];
  /** By name and by wire id. */
  readonly warehouses: ReadonlyMap<string, WarehouseId>;
  readonly maySetStock: boolean;
  readonly listings: ReadonlyMap<ListingId, Listing>;
  /** Which of the vendor's listings uses a SKU. */
  readonly holders: ReadonlyMap<string, ListingId>;
  readonly media: ReadonlySet<MediaId>;
  /** The vendor's pictures by the name of their file. */
  readonly mediaOfFiles: ReadonlyMap<string, MediaId>;
};

export type GroupRow = { readonly number: number; readonly cells: readonly string[] };

/** The rows of one listing, with what is wrong with each gathered on the way. */
export class Group {
  readonly problems = new Map<number, Problem[]>();
  constructor(readonly rows: readonly GroupRow[], readonly columns: readonly NamedColumn[]) {}

  complain(row: number, column: string | null, message: string): void {
    const known = this.problems.get(row) ?? [];
    if (!known.some((problem) => problem.column === column && problem.message === message)) this.problems.set(row, [...known, { column, message }]);
  }

  cell(row: GroupRow, column: NamedColumn): string {
    return row.cells[column.index] ?? '';
  }

  /** The value of a column that speaks of the whole listing: written in its first row or in several alike. */
  shared(column: NamedColumn): { row: number; cell: string } {
    const written = this.rows.filter((row) => this.cell(row, column).trim() !== '');
    const [first] = written;
    if (first === undefined) return { row: this.rows[0]!.number, cell: '' };
    for (const row of written) {
      if (this.cell(row, column) !== this.cell(first, column)) this.complain(row.number, column.name, `Row ${first.number} of the same listing says something else. Write it once, or the same in each row.`);
    }
    return { row: first.number, cell: this.cell(first, column) };
  }
}

/** Runs what reads a cell; what it cannot understand becomes a problem of that row. */
export function understand<T>(group: Group, row: number, column: NamedColumn, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    group.complain(row, column.name, error.message);
    return null;
  }
}
