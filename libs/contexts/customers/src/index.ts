export { customerId } from './customer/customer.routes.js';
export type { Customer } from './customer/customer.js';
export { findCustomer } from './customer/customer.repository.js';
export { openShopperSessions, type FindShopper } from './customer/find-shopper.js';
export { customerOf, getOwnCustomer } from './customer/get-customer.js';
export { registerCustomer, type SignedInCustomer } from './customer/register-customer.js';
export { signInCustomer } from './customer/sign-in-customer.js';
export { listAddresses } from './address/address.repository.js';
export { keepAddress } from './address/keep-address.js';
