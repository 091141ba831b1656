/** What a route's `example` may name: the wire ids of things that the route test has built. The test holds two such worlds that know nothing of each other.
 *  The platform knows no business; these are only the names under which contexts put their ids. A route that needs another one adds it here. */
export type VendorWorld = Record<
  | 'vendor' | 'handle' | 'member' | 'invitation' | 'draftListing' | 'submittedListing' | 'publishedListing' | 'editableListing' | 'listingHandle' | 'variant' | 'sku' | 'media' | 'warehouse' | 'spareWarehouse'
  | 'shippingRate' | 'spareShippingRate' | 'order' | 'consignment' | 'shippedConsignment' | 'document' | 'hold' | 'import' | 'spareImport' | 'apiKey',
  string
>;

export type ShopperWorld = Record<
  'customer' | 'email' | 'password' | 'address' | 'cart' | 'cartToken' | 'cartLine' | 'cartVersion' | 'readyCartToken' | 'waitingCartToken' | 'cartTotal' | 'guestCartToken' | 'trackingToken' | 'trackedDocument' | 'orderGroup' | 'orderGroupNumber' | 'confirmationToken',
  string
>;

export type TenantWorld = Record<
  | 'id' | 'slug' | 'host' | 'key' | 'currency' | 'market' | 'marketCode' | 'category' | 'categoryHandle' | 'member' | 'invitation' | 'invitationToken' | 'deadTask' | 'auditEntry' | 'domain'
  | 'vendorApplied' | 'vendorToReject' | 'vendorToSuspend' | 'vendorSuspended' | 'submittedListing' | 'listingToRefuse' | 'orderGroup' | 'awaitedGroup' | 'awaitedTotal' | 'bankGroup' | 'bankDue' | 'bankRefund' | 'spareBankRefund' | 'journal' | 'transfer' | 'period' | 'commissionPlan' | 'taxDecision' | 'shadowRun' | 'heldDocument' | 'plannedPack' | 'statementOfReasons' | 'apiKey',
  string
>;

/** Somebody who is signed in, for the routes about sessions themselves. */
export type SessionWorld = Record<'email' | 'password' | 'bearer' | 'cookie' | 'membership', string>;

export type RouteWorld = {
  readonly session: SessionWorld;
  readonly tenant: TenantWorld;
  readonly vendorA: VendorWorld;
  readonly vendorB: VendorWorld;
  readonly shopper: ShopperWorld;
  /** Another marketplace, for operators' routes: one that is being set up, one to suspend, one that is suspended. */
  readonly operator: Record<'provisioningTenant' | 'liveTenant' | 'suspendedTenant' | 'failedPart' | 'deadTask' | 'deadTaskTenant' | 'domain' | 'impersonation', string>;
};
