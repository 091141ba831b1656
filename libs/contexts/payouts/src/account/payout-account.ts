import type { PayoutAccountId, PayoutAccountState } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { type Actor, speaksFor } from '@stoa/platform/context';
import type { AccountSnapshot, Requirement } from '../provider.js';

export type PayoutAccount = {
  readonly id: PayoutAccountId;
  readonly vendorId: VendorId;
  readonly secretRef: string;
  readonly accountRef: string | null;
  readonly state: PayoutAccountState;
  readonly country: string;
  readonly requirements: readonly Requirement[];
  readonly reasons: readonly string[];
  readonly createdAt: Date;
  readonly firstActiveAt: Date | null;
  readonly readAt: Date | null;
  readonly polls: number;
  readonly dueAt: Date | null;
};

/** Can the vendor be paid? */
export const isReady = (account: PayoutAccount): boolean => account.state === 'active';
export const maySee = (actor: Actor, vendorId: VendorId): boolean => speaksFor(actor, vendorId);

/** What an account becomes by what the payment company shows now. Only what was read counts, never what an event said, so the order of events does not matter. */
export function see(account: PayoutAccount, seen: AccountSnapshot, now: Date): PayoutAccount {
  if (account.state === 'closed') return account;
  const state = stateIn(account, seen);
  const polls = state === account.state ? account.polls : 0;
  return {
    ...account, accountRef: seen.accountRef, state, polls, requirements: seen.requirements, reasons: seen.reasons, readAt: now,
    firstActiveAt: account.firstActiveAt ?? (state === 'active' ? now : null), dueAt: state === 'pending_verification' ? nextPoll(now, polls) : null,
  };
}

function stateIn(account: PayoutAccount, seen: AccountSnapshot): PayoutAccountState {
  if (seen.isClosed) return 'closed';
  if (seen.capability === 'active') return 'active';
  if (seen.capability === 'rejected' || seen.reasons.some((code) => code.startsWith('rejected'))) return 'rejected';
  if (account.firstActiveAt !== null) return 'restricted';
  const waitsForVendor = seen.requirements.some((requirement) => requirement.awaiting === 'vendor');
  return waitsForVendor ? 'onboarding' : 'pending_verification';
}

const FIRST_POLL_MS = 60_000;
const LAST_POLL_MS = 6 * 3_600_000;
/** While the payment company verifies, its news may get lost: we ask, less and less often. */
export const nextPoll = (now: Date, polls: number): Date => new Date(now.getTime() + Math.min(FIRST_POLL_MS * 2 ** Math.min(polls, 12), LAST_POLL_MS));
