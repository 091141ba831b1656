import { useState } from 'react';
import type { DraftVariant } from './listing-draft.js';
import type { VariantColumn } from './variant-columns.js';

type Props = { column: VariantColumn; variant: DraftVariant; label: string; row: number; col: number; flaw: string | null; isAsked: boolean; onUnread: (field: string, complaint: string | null) => void };

/** One cell of the sheet. While somebody types their text stands as it is; on leaving, it is written the way it was understood. */
export function VariantCell({ column, variant, label, row, col, flaw, isAsked, onUnread }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [wasLeft, setLeft] = useState(false);
  const name = column.name(variant);
  const isWrong = flaw !== null && (column.isRight || (typed === null && (wasLeft || isAsked)));
  function enter(text: string): void {
    setTyped(text);
    onUnread(name, column.enter(variant, text));
  }
  return (
    <td className={isWrong ? 'er' : undefined}>
      <input className={`cellin${column.isRight ? ' r' : ''}${column.isMono ? ' mono' : ''}`} name={name} aria-label={label} aria-invalid={isWrong || undefined} title={isWrong ? flaw ?? undefined : undefined} data-row={row} data-col={col}
        inputMode={column.isRight ? 'decimal' : undefined} autoComplete="off" spellCheck={false} value={typed ?? column.text(variant)} onChange={(event) => enter(event.target.value)} onBlur={() => { setLeft(true); if (flaw === null || !column.isRight) setTyped(null); }} />
    </td>
  );
}
