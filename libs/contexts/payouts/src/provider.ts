import type { Ctx } from '@stoa/platform/context';

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

/** What we need of a company that pays vendors out, in our words. */
export type PayoutProvider = {
  openAccount(ctx: Ctx, request: { gateway: PayoutGateway; idempotencyKey: string; account: NewAccount }): Promise<AccountAnswer<AccountSnapshot>>;
  /** A page of theirs, for one visit within minutes, where the vendor says what they ask. */
  openOnboarding(ctx: Ctx, request: { gateway: PayoutGateway; accountRef: string; returnUrl: string; refreshUrl: string }): Promise<AccountAnswer<{ url: string }>>;
  readAccount(ctx: Ctx, request: { gateway: PayoutGateway; accountRef: string }): Promise<AccountAnswer<AccountSnapshot>>;
};
