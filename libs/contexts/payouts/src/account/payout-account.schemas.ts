import { z } from 'zod';
import { payoutAccountStates, type PayoutAccountId } from '@stoa/events/payouts';
import { wireId } from '@stoa/platform/typeid';
import { isReady, type PayoutAccount } from './payout-account.js';

const payoutAccountId = wireId<PayoutAccountId, 'poa'>('poa');

export const onboardBody = z.strictObject({ return_url: z.url().optional().meta({ description: 'Where the vendor comes back to; a page of the admin.' }) });

export const payoutAccountView = z.object({
  id: payoutAccountId.wire.nullable(),
  status: z.enum(['none', ...payoutAccountStates]),
  can_receive: z.boolean(),
  country: z.string().nullable(),
  /** What the payment company still wants, by its names for it. */
  requirements: z.array(z.object({ field: z.string(), awaiting: z.enum(['vendor', 'gateway']), is_overdue: z.boolean() })),
  words: z.string(),
}).meta({ id: 'PayoutAccount' });
export const onboardingView = z.object({ status: z.enum(payoutAccountStates), onboarding_url: z.url() }).meta({ id: 'PayoutOnboarding' });

const WORDS: Record<PayoutAccount['state'] | 'none', string> = {
  none: 'Open a payout account to be paid. Your sales are held until then.',
  created: 'The payout account is being opened.',
  onboarding: 'The payment company still needs something from you. Go on where you stopped.',
  pending_verification: 'The payment company is checking what you gave. Nothing to do for you.',
  active: 'You can be paid.',
  restricted: 'The payment company wants something more before it pays you again.',
  rejected: 'The payment company will not pay out to this account. Write to the marketplace.',
  closed: 'This payout account is closed.',
};

export const toPayoutAccountView = (account: PayoutAccount | null): z.input<typeof payoutAccountView> => ({
  id: account ? payoutAccountId.toWire(account.id) : null,
  status: account?.state ?? 'none',
  can_receive: account !== null && isReady(account),
  country: account?.country ?? null,
  requirements: (account?.requirements ?? []).map((r) => ({ field: r.field, awaiting: r.awaiting, is_overdue: r.isOverdue })),
  words: WORDS[account?.state ?? 'none'],
});
