import { Badge, type Tone } from '@stoa/web-ui';
import type { Transfer, TransferState } from './transfer.queries.js';

const STATES: Record<TransferState, readonly [Tone, string]> = { waiting: ['open', 'Waits'], sending: ['half', 'On its way'], sent: ['ok', 'Sent'], refused: ['bad', 'Refused'], void: ['idle', 'Nothing left to send'] };

/** One that waits for a reason is held up. */
export const TransferBadge = ({ transfer: { state, reason } }: { transfer: Pick<Transfer, 'state' | 'reason'> }) =>
  state === 'waiting' && reason !== null ? <Badge tone="open-warn">Held up</Badge> : <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>;

const TO_DO: Record<NonNullable<Transfer['reason']>, { staff: string; vendor: string }> = {
  no_payout_account: { staff: 'Ask the vendor to open its payout account. The transfer goes by itself as soon as there is one.', vendor: 'Open your payout account under Setup. The money goes by itself as soon as you have one.' },
  account_restricted: { staff: 'The vendor has to complete its details at the payment company. The transfer goes by itself as soon as that is done.', vendor: 'Complete your details at the payment company, under Setup. The money goes by itself as soon as that is done.' },
  not_settled: { staff: 'Nothing. It goes as soon as the shopper’s payment is booked there.', vendor: 'Nothing. It goes as soon as the shopper’s payment is booked at the payment company.' },
  paid_by_bank_transfer: { staff: 'The shopper paid into your own account. Pay the vendor from there by bank transfer, and record it.', vendor: 'The shopper paid the marketplace by bank transfer, and it pays you by bank transfer too.' },
  insufficient_funds: { staff: 'Put money into the marketplace’s account at the payment company, or wait for the next payments. It is tried again by itself.', vendor: 'Nothing. The marketplace has to see to it; it is tried again by itself.' },
  rate_limited: { staff: 'Nothing. It is tried again by itself.', vendor: 'Nothing. It is tried again by itself.' },
  no_answer: { staff: 'Nothing. The payment company is asked again; nothing is sent twice.', vendor: 'Nothing. The payment company is asked again; nothing is sent twice.' },
  gateway_refuses: { staff: 'Tell the operator: the payment company does not take the marketplace’s credential. Then try again.', vendor: 'Nothing. The marketplace has to see to it.' },
  taken_back_by_hand: { staff: 'Somebody took the money back at the payment company itself. Find out why before you try again.', vendor: 'Nothing. The marketplace looks into it; ask its support if it takes long.' },
  refused: { staff: 'Read what the payment company says, mend it, then try again.', vendor: 'Nothing. The marketplace looks into it; ask its support if it takes long.' },
};

/** What somebody can do about it; null when nothing has to be done. */
export const whatToDo = ({ state, reason }: Pick<Transfer, 'state' | 'reason'>, who: 'staff' | 'vendor'): string | null => (state === 'sent' || state === 'void' || reason === null ? null : TO_DO[reason][who]);

export const canBeRetried = ({ state, reason }: Pick<Transfer, 'state' | 'reason'>): boolean => reason !== 'paid_by_bank_transfer' && (state === 'waiting' || state === 'refused');

export const TRANSFER_VIEWS: readonly { label: string; state?: TransferState; reason?: NonNullable<Transfer['reason']> }[] = [{ label: 'All' }, { label: 'Waiting', state: 'waiting' }, { label: 'On its way', state: 'sending' }, { label: 'Sent', state: 'sent' }, { label: 'Refused', state: 'refused' }];
/** Staff have one more: what they pay themselves. */
export const STAFF_VIEWS: typeof TRANSFER_VIEWS = [...TRANSFER_VIEWS, { label: 'By bank transfer', state: 'waiting', reason: 'paid_by_bank_transfer' }];
