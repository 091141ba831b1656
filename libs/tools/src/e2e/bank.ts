import type { Places } from '../seed/config.js';
import { CARDS } from '../seed/product/shopper.js';
import { giveAddress, pay } from './shopper.js';
import { expectText, type Walk } from './walk.js';

/** A bank that asks its customer first: the shopper is sent there, and comes back to an order. */
export async function walkThroughTheBank(walk: Walk, places: Places): Promise<void> {
  const page = await walk.visitor({ locale: 'de-DE' });
  await walk.step('a card whose bank asks first: to the bank and back, and there is an order', async () => {
    await page.goto(`${places.storefront('oma')}/search?q=Schal`);
    await page.locator('main a[href^="/p/"]').first().click();
    await page.waitForURL(/\/p\//);
    await page.locator('.buy__act button[type="submit"]').click();
    await page.waitForURL(/\/cart$/);
    await giveAddress(page, `bank.${Date.now()}@mail.example`);
    await pay(page, CARDS.asksTheBank);
    await page.waitForURL((url) => url.href.startsWith(places.sandbox));
    await expectText(page, 'Complete authentication');
    await walk.snap(page, 'bank');
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL(/\/orders\/[^/]+$/);
    await page.locator('main .parcel').first().waitFor();
  });
}
