export type { CheckoutRouteDeps } from './deps.js';
export { type CheckoutDeps, type CompletionAnswer, completeCheckout } from './completion/complete-checkout.js';
export { sweepCompletions } from './completion/sweep-completions.js';
export { getCompletion } from './completion/completion.repository.js';
export { type Cart } from './cart/cart.js';
export { createCart } from './cart/create-cart.js';
export { changeCart } from './cart/change-cart.js';
export { quoteCart } from './quote/quote-cart.js';
export { checks } from './checks.js';
