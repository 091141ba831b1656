import { total, type Booked, type BookedOrder } from './booked.js';
import type { Role } from './money-page.js';

/** How one amount came about: from this net, by this rule. */
export type How = { readonly line: string; readonly netMinor: bigint | null; readonly rule: string; readonly amountMinor: bigint; readonly decisionId: string | null };
export type Row = {
  readonly code: string;
  readonly label: string;
  readonly kind: 'total' | 'plain' | 'deduction' | 'result';
  readonly role: Role | null;
  /** Per order, in the order of the columns; null where it does not apply. */
  readonly values: readonly (bigint | null)[];
  readonly totalMinor: bigint;
  readonly journalIds: readonly string[];
  readonly how: readonly How[];
};

type RowOf = Pick<Row, 'code' | 'label' | 'kind' | 'role'> & { of: (order: BookedOrder) => bigint | null; journals?: readonly string[]; how?: readonly How[] };
/** A row with a value per order, and their sum. */
export function perOrder(booked: Booked, { of, journals = [], how = [], ...row }: RowOf): Row {
  const values = booked.orders.map(of);
  return { ...row, values, totalMinor: total(values.map((value) => value ?? 0n)), journalIds: [...new Set(journals)], how };
}

