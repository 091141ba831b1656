import type { Page } from 'playwright-core';
import type { Places } from '../seed/config.js';
import { openClient } from '../seed/product/client.js';
import { openMailbox } from '../seed/product/mailbox.js';
import { signIn } from '../seed/product/people.js';
import { CARDS } from '../seed/product/shopper.js';
import { expectSame, expectText, type Walk } from './walk.js';

/** What the shopper came home with: the rest of the walk is about it. */
export type Bought = { number: string; trackingUrl: string; email: string };

const WISHES = [
  { search: 'Schneidebrett', login: 'tom@alderash.example' },
  { search: 'Müslischale', login: 'saara@lindqvist.example' },
  { search: 'Schal', login: 'jonas@holtkamp.example' },
] as const;

/** Two shops that differ, a search that forgives, three vendors in one cart, a card that is declined and one that pays. */
export async function walkAsShopper(walk: Walk, places: Places): Promise<Bought | null> {
  const email = `stranger.${Date.now()}@mail.example`;
  const page = await walk.visitor({ locale: 'de-DE' });
  await lookAtBothShops(walk, places, page);
  await meetTheAgeGate(walk, places);
  const handles: string[] = [];
  await walk.step('a search with a typo finds, with filters and counts', () => searchWithTypo(walk, places, page));
  await walk.step('goods of three vendors go into one cart', async () => { handles.push(...(await fillCart(walk, places, page))); });
  const stock = await stockReader(places, handles);
  let before: unknown[] = [];
  await walk.step('address, shipping by vendor, and the tax of each line', async () => { before = await stock(); await enterAddress(walk, page, email); });
  await walk.step('a business says so under its tax id, reads what the register answered, and goes back', () => buyForABusiness(walk, page));
  await walk.step('a declined card says so, and the stock is back', async () => {
    await pay(page, CARDS.declined);
    await page.getByRole('alert').or(page.locator('[aria-live="assertive"] .note')).first().waitFor({ state: 'visible' });
    await walk.look(page, 'checkout-declined');
    expectSame('the stock after the refusal', await stock(), before);
  });
  await walk.step('another card pays, and there is an order', async () => {
    await pay(page, CARDS.pays);
    await page.waitForURL(/\/orders\/[^/]+$/);
  });
  if (!/\/orders\//.test(page.url())) return null;
  return lookAtTheOrder(walk, places, page, email, handles);
}

/** What the script of a first page may weigh as it is sent, packed (ux-api-ops 2.3). */
const FIRST_SCRIPT_BYTES = 110_000;

async function lookAtBothShops(walk: Walk, places: Places, page: Page): Promise<void> {
  await walk.step('the first page of a fresh visitor brings at most 110 kB of script', async () => {
    const fresh = await walk.visitor({ locale: 'de-DE' });
    await fresh.goto(places.storefront('oma'), { waitUntil: 'networkidle' });
    const bytes = await fresh.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, entry) => sum + ('encodedBodySize' in entry ? Number(entry.encodedBodySize) : 0), 0));
    console.log(`          ${bytes} bytes`);
    if (bytes === 0 || bytes > FIRST_SCRIPT_BYTES) throw new Error(`${bytes} bytes of script, of at most ${FIRST_SCRIPT_BYTES}`);
  });
  await walk.step('two storefronts that differ in brand, language, currency and tax display', async () => {
    await page.goto(places.storefront('oma'));
    const oma = await factsOf(page);
    await walk.look(page, 'oma-home');
    await walk.picture(page, 'oma-home');
    const other = await walk.visitor();
    await other.goto(places.storefront('solano'));
    const solano = await factsOf(other);
    await walk.look(other, 'solano-home');
    expectSame('language', [oma.language, solano.language], ['de', 'en']);
    expectSame('currency', [oma.currency, solano.currency], ['€', '$']);
    if (oma.font === solano.font || oma.colour === solano.colour || oma.name === solano.name) throw new Error(`the shops look alike: ${JSON.stringify([oma, solano])}`);
    await expectText(page, /MwSt/);
    await expectText(other, /before sales tax|plus (sales )?tax|tax (is )?added/i);
  });
}

type Facts = { name: string; language: string; currency: string; font: string; colour: string };
/** Sent as text: what runs in the browser is typed by the browser's library, which nothing else here has. */
const factsOf = (page: Page) => page.evaluate<Facts>(`({
  name: document.title, language: document.documentElement.lang.slice(0, 2), currency: document.body.innerText.includes('€') ? '€' : document.body.innerText.includes('$') ? '$' : '',
  font: getComputedStyle(document.querySelector('h1') ?? document.body).fontFamily, colour: getComputedStyle(document.querySelector('.btn') ?? document.body).backgroundColor,
})`);

async function meetTheAgeGate(walk: Walk, places: Places): Promise<void> {
  await walk.step('an age-gated listing asks first, and names the hours in which it is handed over', async () => {
    const page = await walk.visitor({ locale: 'en-US' });
    await page.goto(`${places.storefront('solano')}/search?q=amaro`);
    await page.locator('main a[href^="/p/"]').first().click();
    const gate = page.getByRole('dialog');
    await gate.waitFor({ state: 'visible' });
    await walk.snap(page, 'age-gate');
    for (const [part, value] of [['month', '4'], ['day', '12'], ['year', '1984']] as const) await gate.locator(`[name="${part}"]`).fill(value);
    await gate.getByRole('button').first().click();
    await gate.waitFor({ state: 'hidden' });
    await expectText(page, /between .* and /i);
    await walk.look(page, 'solano-spirits');
  });
}

async function searchWithTypo(walk: Walk, places: Places, page: Page): Promise<void> {
  await page.goto(places.storefront('oma'));
  const field = page.getByRole('combobox').or(page.getByRole('searchbox')).first();
  await field.fill('Shneidebrett');
  await field.press('Enter');
  await page.waitForURL(/\/search\?q=/);
  await expectText(page, /schneidebrett/i);
  await page.locator('main a[href^="/p/"]').first().waitFor();
  await walk.look(page, 'oma-search');
  await walk.picture(page, 'oma-search');
}

/** One piece of each vendor, found by its kind. */
async function fillCart(walk: Walk, places: Places, page: Page): Promise<string[]> {
  const handles: string[] = [];
  for (const [i, { search }] of WISHES.entries()) {
    await page.goto(`${places.storefront('oma')}/search?q=${encodeURIComponent(search)}`);
    await page.locator('main a[href^="/p/"]').first().click();
    await page.waitForURL(/\/p\//);
    if (i === 1) await walk.look(page, 'oma-listing');
    handles.push(new URL(page.url()).pathname.slice('/p/'.length));
    await page.locator('.buy__act button[type="submit"]').click();
    await page.waitForURL(/\/cart$/);
  }
  await walk.look(page, 'oma-cart');
  await walk.picture(page, 'oma-cart');
  expectSame('parcels in the cart', await page.locator('main .parcel').count(), WISHES.length);
  return handles;
}

/** From the cart to the ways of shipping. */
export async function giveAddress(page: Page, email: string): Promise<void> {
  await page.goto(new URL('/checkout', page.url()).href);
  const fields = { email, name: 'Anneke Petersen', line1: 'Holtenauer Straße 41', postcode: '24105', city: 'Kiel' };
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('form:has([name="email"]) button').last().click();
  await page.locator('[name^="shipping."]').first().waitFor();
}

async function enterAddress(walk: Walk, page: Page, email: string): Promise<void> {
  await giveAddress(page, email);
  await walk.look(page, 'checkout-shipping');
  for (const radios of await page.locator('fieldset:has([name^="shipping."])').all()) {
    const last = radios.locator('input[type="radio"]').last();
    if (await last.isChecked()) continue;
    const saved = page.waitForResponse((response) => response.request().method() === 'POST'); // a choice is saved as it is made
    await last.check();
    await saved;
  }
  await page.locator('[name="number"]').waitFor();
  await page.locator('table tbody tr').first().waitFor();
  await walk.look(page, 'checkout-payment');
  await walk.picture(page, 'checkout-payment', { here: true });
}

/** A number that is none is refused in words; a good one is taken; and the shopper is a consumer again. */
async function buyForABusiness(walk: Walk, page: Page): Promise<void> {
  const check = async (taxId: string, said: RegExp): Promise<void> => {
    await page.locator('[name="tax_id"]').fill(taxId);
    await page.locator('button[value="business"]').click();
    await expectText(page, said);
  };
  await page.locator('details:has([name="tax_id"]) > summary').click();
  await check('DE12345', /So sieht eine Steuernummer/);
  await check('DE129273398', /kaufen als Unternehmen/);
  await walk.look(page, 'checkout-business');
  await page.locator('button[value="consumer"]').click();
  await page.locator('details:has([name="tax_id"])').waitFor();
}

/** Writes a card into the form and presses the button. */
export async function pay(page: Page, card: string): Promise<void> {
  await page.locator('[name="number"]').fill(card);
  await page.locator('[name="expires"]').fill('12 / 34');
  await page.locator('[name="cvc"]').fill('123');
  await page.locator('[name="terms"]').check();
  await page.locator('form:has([name="number"]) button[type="submit"]').click();
}

/** What lies where of these listings, on hand and reserved, read as their vendors would. */
async function stockReader(places: Places, handles: readonly string[]): Promise<() => Promise<unknown[]>> {
  const api = openClient(places.api);
  const { publishable_key } = await api<{ publishable_key: string }>('GET', `/v1/store/context?host=${new URL(places.storefront('oma')).hostname}`);
  const readers = await Promise.all(handles.map(async (handle, i) => {
    const { id } = await api.as({ key: publishable_key })<{ id: string }>('GET', `/v1/store/listings/${handle}`);
    const vendor = await signIn(api, WISHES[i]?.login ?? '', 'oma');
    return async () => (await vendor<{ data: unknown }>('GET', `/v1/vendor/stock?listing_id=${id}`)).data;
  }));
  return () => Promise.all(readers.map((read) => read()));
}

async function lookAtTheOrder(walk: Walk, places: Places, page: Page, email: string, handles: readonly string[]): Promise<Bought> {
  let number = '';
  await walk.step('the order page shows three parcels, and why each tax line is what it is', async () => {
    await page.locator('main .parcel').first().waitFor();
    expectSame('parcels', await page.locator('main .parcel').count(), handles.length);
    number = /OMA-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('main').innerText())?.[0] ?? '';
    if (!number) throw new Error('the page names no order number');
    await page.locator('.docs a').nth(handles.length - 1).waitFor({ timeout: 30_000 }); // the worker writes the invoices
    const reasons = page.locator('details.why');
    if ((await reasons.count()) < 1) throw new Error('no tax line gives its reasons');
    for (const reason of await reasons.all()) if ((await reason.getAttribute('open')) === null) await reason.locator('summary').click();
    await walk.look(page, 'order');
    await walk.picture(page, 'order');
  });
  await walk.step('the mailbox has the mail with the invoices as PDF', async () => {
    const mail = await openMailbox(places.sandbox).waitFor(email, (one) => one.files.length > 0);
    expectSame('invoices in the mail', mail.files.length, handles.length);
    for (const file of mail.files) {
      const bytes = Buffer.from(await (await fetch(new URL(file.url, places.sandbox))).arrayBuffer());
      expectSame(`${file.filename} begins as a PDF`, bytes.subarray(0, 5).toString('latin1'), '%PDF-');
    }
    const reader = await walk.visitor();
    await reader.goto(`${places.sandbox}/mail?to=${encodeURIComponent(email)}`);
    await walk.look(reader, 'mailbox');
    await reader.goto(`${places.sandbox}/mail/${mail.id}`);
    await walk.snap(reader, 'mail');
  });
  return { number, trackingUrl: page.url(), email };
}
