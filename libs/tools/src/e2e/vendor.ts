import type { Places } from '../seed/config.js';
import type { Bought } from './shopper.js';
import { enterAdmin } from './staff.js';
import { expectSame, expectText, type Walk } from './walk.js';

const TRACKING = 'JJD000390007812345671';
const RANDOM_ORDER = 'ord_01kzzzzzzze008000000000000';

/** The vendor ships, and sees what is held until when; somebody else's order is as if it did not exist. */
export async function walkAsVendor(walk: Walk, places: Places, bought: Bought): Promise<void> {
  const page = await walk.visitor();
  await walk.step('the vendor ships the parcel', async () => {
    await enterAdmin(page, places, 'saara@lindqvist.example');
    await walk.look(page, 'vendor-home');
    await walk.picture(page, 'vendor-home');
    await page.goto(`${places.admin}/vendor/orders`);
    await walk.look(page, 'vendor-orders');
    await page.getByRole('link', { name: new RegExp(bought.number) }).first().click();
    await page.waitForURL(/\/vendor\/orders\/ord_/);
    await page.locator('[name="tracking_number"]').fill(TRACKING);
    await walk.look(page, 'vendor-ship');
    await walk.picture(page, 'vendor-ship');
    await page.locator('[name="tracking_number"]').fill(TRACKING);
    await page.getByRole('button', { name: 'Ship the parcel' }).click();
    await expectText(page, TRACKING);
  });
  await walk.step('and sees what is held, why and until when', async () => {
    await expectText(page, /Held/);
    await walk.look(page, 'vendor-shipped');
    await page.goto(`${places.admin}/vendor/balance`);
    await expectText(page, /held/i);
    await walk.look(page, 'vendor-balance');
    await page.goto(`${places.admin}/vendor/listings`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await walk.look(page, 'vendor-listings');
    await page.goBack();
    await page.goBack();
  });
  await walk.step('the shopper’s page shows the tracking number', async () => {
    const shopper = await walk.visitor({ locale: 'de-DE' });
    await shopper.goto(bought.trackingUrl);
    await expectText(shopper, new RegExp(TRACKING));
    await walk.look(shopper, 'order-shipped');
  });
  await walk.step('another vendor gets the same answer for this order as for a random number', async () => {
    const order = /ord_[0-9a-z]+/.exec(page.url())?.[0] ?? '';
    if (!order) throw new Error(`no order in ${page.url()}`);
    const other = await walk.visitor();
    await enterAdmin(other, places, 'wiebke@moorheide.example');
    const faces: string[] = [];
    for (const id of [order, RANDOM_ORDER]) {
      await other.goto(`${places.admin}/vendor/orders/${id}`);
      await expectText(other, 'There is nothing here');
      faces.push((await other.locator('main').innerText()).replaceAll(id, 'ID').replace(/req_\w+|Reference: \S+/g, ''));
    }
    await walk.look(other, 'vendor-not-found');
    expectSame('what the other vendor reads', faces[0], faces[1]);
  });
}
