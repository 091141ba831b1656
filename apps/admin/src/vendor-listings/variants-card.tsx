import { IconAdjustmentsHorizontal, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Warehouse } from '../vendor-setup/setup.queries.js';
import { nameOf } from './listing-words.js';
import { OptionsDialog } from './options-dialog.js';
import type { ListingEditor } from './use-listing-editor.js';
import { VariantCell } from './variant-cell.js';
import { variantColumns } from './variant-columns.js';
import { newVariant, openChoices, recombine, variantName } from './variants.js';
import type { Market, StockLevel } from './vendor-listing.queries.js';

const LOW = 3; // as the shop says "only a few left"
type Props = { editor: ListingEditor; markets: readonly Market[]; warehouses: readonly Warehouse[]; levels: readonly StockLevel[]; locales: readonly string[] };

/** The variants as a sheet: SKU, GTIN, price, weight, and how many lie in each warehouse. */
export function VariantsCard({ editor, markets, warehouses, levels, locales }: Props) {
  const { draft, edit, flaws } = editor;
  const table = useRef<HTMLTableElement>(null);
  const [isOptionsOpen, setOptionsOpen] = useState(false);
  const columns = variantColumns({ editor, currencies: [...new Set(markets.map((market) => market.currency))], warehouses, levels });
  const open = draft.options.length === 0 ? (draft.variants.length === 0 ? [{}] : []) : openChoices(draft.options, draft.variants);
  const modes = [...new Set(markets.map((market) => market.price_mode))];
  function paste(event: React.ClipboardEvent<HTMLTableElement>): void {
    const text = event.clipboardData.getData('text').replace(/\r?\n$/, '');
    const at = placeOf(event.target);
    if (!at || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    for (const [i, line] of text.split(/\r?\n/).entries()) for (const [j, typed] of line.split('\t').entries()) {
      const [column, variant] = [columns[at.col + j], draft.variants[at.row + i]];
      if (column && variant) editor.setUnread(column.name(variant), column.enter(variant, typed.trim()));
    }
  }
  return (
    <section className="tablebox" aria-label="Variants">
      <header className="sheet-head between"><div><h2>Variants</h2><p className="small dim">Prices {modes.includes('incl') ? 'with tax' : 'before tax'}. Arrow keys move, pasted rows fill the sheet.</p></div>
        <button className="btn sm" type="button" onClick={() => setOptionsOpen(true)}><IconAdjustmentsHorizontal className="i s" aria-hidden />Options</button></header>
      <div className="scroll" tabIndex={0} role="region" aria-label="Variants, sheet">
        <table className="t sheet" ref={table} onKeyDown={(event) => moveIn(table.current, event)} onPaste={paste}>
          <caption className="vh">Variants with SKU, GTIN, price and stock per warehouse</caption>
          <thead><tr><th scope="col">Variant</th>{columns.map((column) => <th key={column.code} scope="col" className={column.isRight ? 'r' : undefined}>{column.head}</th>)}{warehouses.length > 0 && <th scope="col" className="r">On hand</th>}{draft.variants.length > 1 && <th scope="col"><span className="vh">Actions</span></th>}</tr></thead>
          <tbody>{draft.variants.map((variant, row) => {
            const name = variantName(variant, draft.options);
            return (
              <tr key={`${variant.key}${editor.revision}`}>
                <th scope="row"><span className="row">{draft.options.map((option) => option.values.find((value) => value.code === variant.options[option.code])?.swatch).filter(Boolean).map((swatch) => <span key={swatch} className="sw" style={{ background: swatch ?? undefined }} />)}<span className="clip">{name}</span></span></th>
                {columns.map((column, col) => <VariantCell key={column.code} column={column} variant={variant} label={`${column.head}, ${name}`} row={row} col={col} flaw={flaws.find((flaw) => flaw.field === column.name(variant))?.words ?? null} isAsked={editor.isAsked} onUnread={editor.setUnread} />)}
                {warehouses.length > 0 && <OnHand columns={columns.filter((column) => column.isStock)} variant={variant} reserved={levels.filter((level) => level.variant_id === variant.id).reduce((sum, level) => sum + level.reserved, 0)} />}
                {draft.variants.length > 1 && <td className="act"><button className="btn q icon xs" type="button" aria-label={`Remove ${name}`} onClick={() => edit({ variants: draft.variants.filter((one) => one.key !== variant.key) })}><IconTrash className="i s" aria-hidden /></button></td>}
              </tr>
            );
          })}</tbody>
        </table>
      </div>
      {open.length > 0 && (
        <div className="tfoot"><label className="row"><span>Not offered yet</span>
          <select className="in sm" value="" onChange={(event) => { const choice = open[Number(event.target.value)]; if (choice) edit({ variants: [...draft.variants, newVariant(choice, draft.options, draft.variants)] }); }}>
            <option value="" disabled>Add a variant</option>{open.map((choice, i) => <option key={i} value={i}>{draft.options.map((option) => nameOf(option.values.find((value) => value.code === choice[option.code])?.names ?? {})).join(', ') || 'The only variant'}</option>)}
          </select></label></div>
      )}
      {isOptionsOpen && <OptionsDialog options={draft.options} locales={locales} onClose={() => setOptionsOpen(false)} onKeep={(options) => { edit({ options, variants: recombine(draft.options, options, draft.variants) }); setOptionsOpen(false); }} />}
    </section>
  );
}

type Columns = ReturnType<typeof variantColumns>;
function OnHand({ columns, variant, reserved }: { columns: Columns; variant: Parameters<Columns[number]['text']>[0]; reserved: number }) {
  const sum = columns.reduce((all, column) => all + Number(column.text(variant) || 0), 0);
  const isLow = sum - reserved <= LOW;
  return <td className="r sum-cell"><span className={isLow ? 'low' : undefined}>{sum}{isLow && (sum === 0 ? '' : sum <= reserved ? ', all' : ', low')}</span>{reserved > 0 && <span className="tiny faint"> {reserved} promised</span>}</td>;
}

function placeOf(target: EventTarget | null): { row: number; col: number } | null {
  if (!(target instanceof HTMLInputElement) || target.dataset['row'] === undefined) return null;
  return { row: Number(target.dataset['row']), col: Number(target.dataset['col']) };
}

/** Up, down and Enter go to the next row; left and right leave a cell at its ends. */
function moveIn(table: HTMLTableElement | null, event: React.KeyboardEvent): void {
  const at = placeOf(event.target);
  if (!table || !at || !(event.target instanceof HTMLInputElement) || event.altKey || event.metaKey || event.ctrlKey) return;
  const { selectionStart, selectionEnd, value } = event.target;
  const steps: Record<string, readonly [number, number] | null> = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: selectionStart === 0 && (selectionEnd === 0 || selectionEnd === value.length) ? [0, -1] : null, ArrowRight: selectionEnd === value.length ? [0, 1] : null,
  };
  const step = steps[event.key];
  if (!step) return;
  const next = table.querySelector<HTMLInputElement>(`input[data-row="${at.row + step[0]}"][data-col="${at.col + step[1]}"]`);
  if (event.key === 'Enter' || next) event.preventDefault();
  next?.focus();
  next?.select();
}
