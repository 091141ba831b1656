export { commissionBy, quoteCommission } from './commission/quote-commission.js';
export { setCommissionPlan } from './commission/set-commission-plan.js';
export { currentPlan } from './commission/commission.repository.js';
export { chargeOf, percentText, type Commission, type CommissionLine, type CommissionLimit, type CommissionTerms, type CommissionPlan, type CommissionRule } from './commission/commission.js';
export { listPrices } from './price/price-history.repository.js';
