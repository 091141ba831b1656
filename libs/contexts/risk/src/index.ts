export { checkVelocity } from './velocity/check-velocity.js';
export { saveLimit } from './velocity/velocity.repository.js';
export { HOUSE_LIMITS, type VelocityLimit } from './velocity/velocity.js';
