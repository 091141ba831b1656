import type { PayoutProvider } from './provider.js';

/** What payouts need of the world; made once by the composition root. */
export type PayoutsDeps = {
  readonly provider: PayoutProvider;
  /** Origin of the admin, where vendors come back to from the payment company. Without a slash at the end. */
  readonly adminUrl: string;
};
