import type { Page } from 'playwright-core';
import type { Places } from '../seed/config.js';
import { openMailbox } from '../seed/product/mailbox.js';
import type { Bought } from './shopper.js';
import { enterAdmin } from './staff.js';
import { expectSame, expectText, type Walk } from './walk.js';

const TO_BANK_MS = 60_000;
const TO_VENDOR_MS = 90_000;

/** Before the vendors are paid: staff read who pays what, decide, and the shopper hears of it. */
export async function walkAsRefunder(walk: Walk, places: Places, bought: Bought): Promise<void> {
  const page = await walk.visitor();
  await walk.step('staff read who pays what before it happens: the vendor from what is held, the marketplace, and who keeps a fee', async () => {
    await enterAdmin(page, places, 'ida@oma.example');
    await openOrder(page, places, bought);
    await page.getByRole('link', { name: 'Refund', exact: true }).click();
    await page.getByRole('dialog').getByText('so nothing has to be called back').waitFor();
    await choose(page, /brett/i);
    await page.getByRole('dialog').getByLabel('Goodwill', { exact: true }).fill('2,00');
    await page.getByRole('dialog').getByLabel('Goodwill on the order of').selectOption({ label: 'Weberei Holtkamp' });
    await page.getByText('Goodwill, paid by Oma').waitFor();
    await page.getByText('Taken from what is held').waitFor();
    await walk.look(page, 'refund');
    await walk.picture(page, 'refund');
  });
  await walk.step('the refund is made, and stands on the order with who paid it', async () => {
    await decide(page);
    await page.getByText('Who paid it').click();
    await expectText(page, /from what was held/);
    await walk.look(page, 'order-refunded');
    await page.getByRole('link', { name: /Where the money went/ }).click();
    await expectText(page, 'Back to the shopper');
    await expectText(page, 'Difference');
    expectSame('the difference', (await page.locator('.proof .zero b').innerText()).replace(/[^0-9.,]/g, ''), '0.00');
    await walk.look(page, 'money-refunded');
  });
  await walk.step('the shopper reads on the page and in a mail what came back, for what, and when the bank shows it', async () => {
    const shopper = await walk.visitor({ locale: 'de-DE' });
    await shopper.goto(bought.trackingUrl);
    await expectText(shopper, 'Erstattungen');
    await expectText(shopper, /Ihre Bank zeigt es spätestens am/);
    await walk.look(shopper, 'order-with-refund');
    await walk.picture(shopper, 'shopper-refund', { of: 'section[aria-labelledby="refunds"]' });
    const mail = await openMailbox(places.sandbox).waitFor(bought.email, (one) => one.subject.includes('erstattet'));
    await shopper.goto(`${places.sandbox}/mail/${mail.id}`);
    await walk.snap(shopper, 'mail-refund');
    await walk.picture(shopper, 'mail-refund');
  });
}

/** Time passes, and the money is on the vendors' accounts. */
export async function walkToThePayout(walk: Walk, places: Places, bought: Bought): Promise<void> {
  const vendor = await walk.visitor();
  let before = 0;
  await walk.step('the parcel arrives, and the days of the hold begin', async () => {
    await enterAdmin(vendor, places, 'saara@lindqvist.example');
    await vendor.goto(`${places.admin}/vendor/balance`);
    before = await paidOut(vendor);
    await vendor.goto(`${places.admin}/vendor/orders?status=shipped`);
    await vendor.getByRole('link', { name: new RegExp(bought.number) }).first().click();
    await vendor.getByRole('button', { name: 'Mark as delivered' }).click();
    await expectText(vendor, /Held until/);
    await walk.picture(vendor, 'vendor-held');
  });
  await walk.step('the operator lets the days pass', async () => {
    const operator = await walk.visitor();
    await enterAdmin(operator, places, 'operator@stoa.example');
    await operator.goto(`${places.admin}/operator/health`);
    const clock = operator.getByRole('region', { name: 'Business time' });
    const moved = operator.waitForResponse((response) => response.url().endsWith('/v1/operator/clock') && response.request().method() === 'POST');
    await clock.getByRole('button', { name: 'Let 14 days pass' }).click();
    expectSame('the answer of the clock', (await moved).status(), 200);
    await clock.getByText(/ahead of the wall/).waitFor();
    await walk.look(operator, 'operator-clock');
    await walk.picture(operator, 'operator-clock', { of: 'section[aria-label="Business time"]' });
  });
  await walk.step('the money is on the vendor’s account', async () => {
    await untilShown(vendor, `${places.admin}/vendor/balance`, async () => (await paidOut(vendor)) > before && (await vendor.getByRole('link', { name: new RegExp(bought.number) }).count()) === 0);
    await walk.look(vendor, 'vendor-paid');
    await walk.picture(vendor, 'vendor-paid');
  });
}

/** After a vendor was paid: its share is asked back from its account. */
export async function walkAsLateRefunder(walk: Walk, places: Places, bought: Bought): Promise<void> {
  const page = await walk.visitor();
  await walk.step('a piece comes back after its vendor was paid: the share is asked back, and staff read so before', async () => {
    await enterAdmin(page, places, 'ida@oma.example');
    await openOrder(page, places, bought);
    await page.getByRole('link', { name: 'Refund', exact: true }).click();
    await page.getByRole('dialog').getByText(/asked back from/).first().waitFor();
    await choose(page, /schale/i);
    await page.getByText('Asked back from its account').waitFor();
    await walk.look(page, 'refund-after-payout');
    await decide(page);
    await page.getByText('Who paid it').first().click();
    await page.getByText(/, back from its account/).waitFor({ timeout: TO_VENDOR_MS });
    await walk.look(page, 'order-refunded-twice');
  });
  await walk.step('“where the money went” still ends in 0.00, and the vendor reads what it gave', async () => {
    await page.goto(`${page.url().replace(/\/$/, '')}/money`);
    await expectText(page, 'Difference');
    expectSame('the difference', (await page.locator('.proof .zero b').innerText()).replace(/[^0-9.,]/g, ''), '0.00');
    await walk.picture(page, 'money-in-the-end');
    const vendor = await walk.visitor();
    await enterAdmin(vendor, places, 'saara@lindqvist.example');
    await vendor.goto(`${places.admin}/vendor/orders?status=all`);
    await vendor.getByRole('link', { name: new RegExp(bought.number) }).first().click();
    await expectText(vendor, 'Taken back from your account');
    await walk.look(vendor, 'vendor-order-refunded');
    await walk.picture(vendor, 'vendor-refund', { of: 'section[aria-label="Refunds"]' });
  });
  await walk.step('the vendor’s statement of the month stands as a page, to take along as PDF and CSV', async () => {
    const vendor = await walk.visitor();
    await enterAdmin(vendor, places, 'saara@lindqvist.example');
    await vendor.goto(`${places.admin}/vendor/statements`);
    await vendor.locator('main table a').first().click();
    await vendor.waitForURL(/\/vendor\/statements\/\d{4}-\d{2}/);
    const [file] = await Promise.all([vendor.waitForEvent('download'), vendor.getByRole('button', { name: 'CSV' }).click()]);
    if (!file.suggestedFilename().endsWith('.csv')) throw new Error(`the file is called ${file.suggestedFilename()}`);
    await walk.look(vendor, 'vendor-statement');
    await walk.picture(vendor, 'vendor-statement');
  });
  await walk.step('the refund policy says who bears what', async () => {
    await page.goto(`${places.admin}/market/commission/refunds`);
    await expectText(page, 'Given back to the vendor');
    await walk.look(page, 'refund-policy');
  });
}

async function openOrder(page: Page, places: Places, bought: Bought): Promise<void> {
  await page.goto(`${places.admin}/market/orders`);
  await page.getByRole('link', { name: bought.number }).click();
  await page.waitForURL(/\/market\/orders\/[^/]+$/);
}

/** One piece of the line with this name. */
const choose = async (page: Page, name: RegExp): Promise<void> => page.getByRole('dialog').locator('.pick > li').filter({ hasText: name }).first().getByRole('button', { name: / more$/ }).click();

/** Presses the button that says the amount, and waits until the payment company has made the refund. */
async function decide(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: /^Refund [\d.,]+ EUR$/ }).click();
  await page.waitForURL(/\/market\/orders\/[^/]+$/);
  await page.getByRole('region', { name: 'Refunds' }).locator('li').first().getByText('Refunded', { exact: true }).waitFor({ timeout: TO_BANK_MS });
}

/** What the vendor's page says is on its own account by now. */
const paidOut = async (page: Page): Promise<number> => Number((await page.locator('[data-part="paid_out"] .sum').innerText()).replaceAll(',', ''));

/** Opens a page until it shows what the worker has done by then. */
async function untilShown(page: Page, url: string, isThere: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + TO_VENDOR_MS;
  for (;;) {
    await page.goto(url);
    await page.locator('.balance-parts').waitFor();
    if (await isThere()) return;
    if (Date.now() > until) throw new Error(`${url} did not show it within ${TO_VENDOR_MS / 1000} s`);
    await page.waitForTimeout(2_000);
  }
}
