export { loadOfferingPacks } from './offering/load-offering-packs.js';
export type { MarketPlace, OfferingPacks } from './offering/offering-pack.js';
export { gatesFor, judgeListing, requiredFields } from './offering/judge-listing.js';
export type { Gate, ListingFacts, ListingVerdict, Refusal, RequiredField, TraderFile, TraderRegistration } from './offering/judge-listing.js';
export { ageOn, judgeDelivery } from './offering/judge-delivery.js';
export type { DeliveryFacts, DeliveryRefusal, DeliveryVerdict } from './offering/judge-delivery.js';
export { deliveryWindows } from './offering/delivery-windows.js';
export { listStatements } from './statement/statement.repository.js';
export { stateReasons, type ReasonsToState } from './statement/state-reasons.js';
