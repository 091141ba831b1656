import type { AccountKey, Journal } from '@stoa/ledger';

/** What an entry has to do with, in the words of the shop. Texts are empty where nothing is to be said. */
export type Booking = {
  readonly journal: Journal; readonly entry: Journal['entries'][number];
  /** The calendar day where the marketplace is. */
  readonly day: string;
  readonly documentNumber: string; readonly orderNumber: string; readonly vendor: string;
  readonly taxCountry: string; readonly taxRate: string; readonly taxCode: string; readonly text: string;
};

/** An account by one name: kind, whose it is, and what splits it. */
export const accountName = ({ kind, owner, dimension }: AccountKey): string => [kind, owner, dimension].filter((part) => part !== '').join(':');

const WORDS: Readonly<Record<string, string>> = {
  captured: 'Payment received', fee: 'Fee of the payment company', fee_recharged: 'Fee recharged', split: 'Sale', commission: 'Commission', platform_fee: 'Platform fee', released: 'Released to the vendor',
  transfer_requested: 'Transfer to the vendor', transferred: 'Transferred', transfer_failed: 'Transfer failed', refund_decided: 'Refund', refund_taken: 'Refund, taken from the vendor', refund_paid: 'Refund paid',
  refund_came_back: 'Refund came back', refund_undone: 'Refund undone', refund_given_back: 'Refund undone, given back to the vendor', returned: 'Payment taken back', return_came_back: 'Payment taken back, came again',
};
/** What happened, for a reader; an event without words stands under its own name. */
export const eventText = (event: string): string => WORDS[event] ?? event.replaceAll('_', ' ');
