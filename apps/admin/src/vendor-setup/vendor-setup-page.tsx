import { Page } from '@stoa/web-ui';
import { PayoutCard } from './payout-card.js';
import { RatesCard } from './rates-card.js';
import { SelfBillingCard } from './self-billing-card.js';
import { TraderCard } from './trader-card.js';
import { WarehousesCard } from './warehouses-card.js';

/** Everything a vendor sets up once: where the money goes, where the goods lie, what shipping costs, who they are in law. */
export function VendorSetupPage() {
  return (
    <Page title="Setup" lead="Where your money goes, where your goods lie, and what shipping costs.">
      <div className="cols"><div><PayoutCard /><WarehousesCard /><RatesCard /></div><aside><TraderCard /><SelfBillingCard /></aside></div>
    </Page>
  );
}
