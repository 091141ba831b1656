import type { Ctx } from '@stoa/platform/context';
import type { Money } from '@stoa/platform/money';

export type PayoutGateway = { readonly secretRef: string };
/** What the payment company still wants, and from whom. `field` is its name for it. */
export type Requirement = { readonly field: string; readonly awaiting: 'vendor' | 'gateway'; readonly isOverdue: boolean };

/** A vendor's account as the payment company shows it at one moment. Only `canReceive` decides whether money may go there. */
export type AccountSnapshot = {
  readonly accountRef: string;
  readonly isClosed: boolean;
  readonly capability: 'active' | 'pending' | 'restricted' | 'rejected' | 'none';
  /** Its codes for why not. */
  readonly reasons: readonly string[];
  readonly requirements: readonly Requirement[];
};

/** `refused`: it will not open such an account, and says why. `unknown`: ask again with the same key. */
export type AccountAnswer<T> = { readonly outcome: 'answered'; readonly value: T } | { readonly outcome: 'refused'; readonly message: string } | { readonly outcome: 'unknown'; readonly message: string };
export type NewAccount = { readonly vendorId: string; readonly country: string; readonly email: string; readonly displayName: string; readonly legalName: string };

/** `refused`: it was not done and, asked the same, never will be, because of the vendor's account, of the money there, of a charge that has not settled, or for good.
 *  `unknown`: nobody knows or nothing was looked at: ask again with the same key. */
export type RefusedWhy = 'account_restricted' | 'insufficient_funds' | 'not_settled' | 'refused';
export type UnknownWhy = 'rate_limited' | 'no_answer' | 'gateway_refuses';
export type MoveAnswer =
  | { readonly outcome: 'answered'; readonly ref: string }
  | { readonly outcome: 'refused'; readonly why: RefusedWhy; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly why: UnknownWhy; readonly message: string };
export type TransferOrder = { readonly transferId: string; readonly orderId: string; readonly amount: Money; readonly accountRef: string; readonly chargeRef: string };

/** A transfer as the payment company shows it, with what was taken back of it. The ids are ours, from its metadata; null for what somebody made there by hand. */
export type TransferSnapshot = {
  readonly transferRef: string; readonly tenantId: string | null; readonly transferId: string | null; readonly accountRef: string; readonly amount: Money;
  readonly reversals: readonly { readonly ref: string; readonly reversalId: string | null; readonly amount: Money }[];
};

/** What we need of a company that pays vendors out, in our words. */
export type PayoutProvider = {
  openAccount(ctx: Ctx, request: { gateway: PayoutGateway; idempotencyKey: string; account: NewAccount }): Promise<AccountAnswer<AccountSnapshot>>;
  /** A page of theirs, for one visit within minutes, where the vendor says what they ask. */
  openOnboarding(ctx: Ctx, request: { gateway: PayoutGateway; accountRef: string; returnUrl: string; refreshUrl: string }): Promise<AccountAnswer<{ url: string }>>;
  readAccount(ctx: Ctx, request: { gateway: PayoutGateway; accountRef: string }): Promise<AccountAnswer<AccountSnapshot>>;
  /** Moves money of one charge to a vendor's account. */
  createTransfer(ctx: Ctx, request: { gateway: PayoutGateway; idempotencyKey: string; transfer: TransferOrder }): Promise<MoveAnswer>;
  /** The transfer that bears our id, if there is one: asked when a key may have been forgotten. */
  findTransfer(ctx: Ctx, request: { gateway: PayoutGateway; transferId: string; transferGroup: string }): Promise<AccountAnswer<{ ref: string | null }>>;
  readTransfer(ctx: Ctx, request: { gateway: PayoutGateway; transferRef: string }): Promise<AccountAnswer<TransferSnapshot>>;
  /** Takes money of a transfer back from the vendor's account. */
  createReversal(ctx: Ctx, request: { gateway: PayoutGateway; idempotencyKey: string; reversalId: string; transferRef: string; amount: Money }): Promise<MoveAnswer>;
  findReversal(ctx: Ctx, request: { gateway: PayoutGateway; reversalId: string; transferRef: string }): Promise<AccountAnswer<{ ref: string | null }>>;
};
