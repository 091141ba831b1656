import type { Places } from '../seed/config.js';
import { PASSWORD } from '../seed/product/people.js';
import type { Page } from 'playwright-core';
import type { Bought } from './shopper.js';
import { expectSame, expectText, type Walk } from './walk.js';

/** Signs in on the admin's porch, and waits until a page of it stands. */
export async function enterAdmin(page: Page, places: Places, email: string): Promise<void> {
  await page.goto(places.admin);
  await page.locator('[name="email"]').fill(email);
  await page.locator('[name="password"]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/(market|vendor|operator)\//);
}

/** Pages of staff that the guides show. */
const PICTURED: ReadonlySet<string> = new Set(['approvals', 'commission', 'audit']);

/** Where the money went, every line of it, and who did what. */
export async function walkAsStaff(walk: Walk, places: Places, bought: Bought): Promise<void> {
  const page = await walk.visitor();
  await walk.step('staff find the order', async () => {
    await enterAdmin(page, places, 'ida@oma.example');
    await page.goto(`${places.admin}/market/orders`);
    await page.getByRole('link', { name: bought.number }).waitFor();
    await walk.look(page, 'staff-orders');
    await page.getByRole('link', { name: bought.number }).click();
    await page.waitForURL(/\/market\/orders\/[^/]+$/);
    await expectText(page, bought.number);
    await walk.look(page, 'staff-order');
    await walk.picture(page, 'staff-order');
  });
  await walk.step('“where the money went” ends in a difference of 0.00', async () => {
    await page.goto(`${page.url().replace(/\/$/, '')}/money`);
    await expectText(page, 'Difference');
    await walk.look(page, 'money');
    expectSame('the difference', (await page.locator('.proof .zero b').innerText()).replace(/[^0-9.,]/g, '').replace(',', '.'), '0.00');
  });
  await walk.step('every line opens its journal, and each journal balances', async () => {
    const lines = await page.locator('[aria-controls^="why-"]').all();
    if (lines.length < 5) throw new Error(`only ${lines.length} lines can be opened`);
    for (const line of lines) if ((await line.getAttribute('aria-expanded')) !== 'true') await line.click();
    const feet = (await page.locator('tfoot th').allInnerTexts()).filter((foot) => /balance/i.test(foot));
    if (feet.length < lines.length / 2) throw new Error(`${lines.length} lines show ${feet.length} journals`);
    for (const foot of feet) if (!/^(Each b|B)alances$/.test(foot)) throw new Error(`the foot of a journal says: ${foot}`);
    await walk.look(page, 'money-opened');
  });
  for (const [path, name] of [['/market/approvals', 'approvals'], ['/market/vendors', 'vendors'], ['/market/commission', 'commission'], ['/market/audit', 'audit'], ['/market/tasks', 'dead-jobs'], ['/market/team', 'team']] as const) {
    await walk.step(`staff look at ${name}`, async () => {
      await page.goto(places.admin + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await walk.look(page, `staff-${name}`);
      if (name === 'approvals') {
        await page.locator('main ul a').last().click();
        await page.waitForURL(/item=/);
        await page.locator('main h2').first().waitFor();
      }
      if (PICTURED.has(name)) await walk.picture(page, `staff-${name}`);
    });
  }
  await walkAsOperator(walk, places);
}

async function walkAsOperator(walk: Walk, places: Places): Promise<void> {
  const page = await walk.visitor();
  await walk.step('the operator sees the marketplaces, and that every invariant holds', async () => {
    await enterAdmin(page, places, 'operator@stoa.example');
    await expectText(page, 'Solano');
    await walk.look(page, 'operator-tenants');
    await walk.picture(page, 'operator-tenants');
    await page.goto(`${places.admin}/operator/health`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await walk.look(page, 'operator-health');
    await walk.picture(page, 'operator-health');
  });
}
