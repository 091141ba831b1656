import { newId } from '@stoa/platform/ids';
import { account, type AccountKey } from './account.js';
import { move, type JournalDraft } from './journal.js';

/** A sale of one vendor: 110.00 captured into the clearing, and from there to the vendor's held money. */
export function aSale(vendor: string = newId(), amountMinor = 11_000n): { capture: JournalDraft; split: JournalDraft; held: AccountKey } {
  const held = account('vendor.held', 'EUR', { owner: vendor });
  const clearing = account('order.clearing', 'EUR');
  return {
    held,
    capture: { source: { kind: 'payment_attempt', id: newId() }, event: 'captured', memo: {}, entries: move(account('gateway.pending', 'EUR', { owner: 'gateway' }), clearing, amountMinor) },
    split: { source: { kind: 'order', id: newId() }, event: 'split', memo: {}, entries: move(clearing, held, amountMinor) },
  };
}
