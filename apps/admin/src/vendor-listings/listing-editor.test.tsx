/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { openPage } from '../app/open-page.testing.js';
import { aListing, aVendorSession, LISTING, theShop } from './listing-world.testing.js';

const PATH = `/vendor/listings/${LISTING}`;
const API = `/v1/vendor/listings/${LISTING}`;
const refusal = { market: 'de', place: 'DE', rule: 'EU-GPSR-19A', cite: 'Reg. (EU) 2023/988 (GPSR) Art. 19(a)', message: 'The manufacturer is not named.', what_to_do: 'Tick “made by us”.' };
const open = (answers = {}, listing = aListing()) => openPage(PATH, { session: aVendorSession(), answers: { ...theShop(listing), ...answers } });

test('only what changed is saved, from the version that was read; counts go to the warehouse by their own call', async () => {
  const { user, calls } = await open({
    [`PATCH ${API}`]: aListing({ title: { de: 'Becher „Ebbe“' }, version: 2 }), 'PUT /v1/vendor/stock': { data: [] },
  });
  const title = await screen.findByLabelText(/^Title/);
  await user.clear(title);
  await user.type(title, 'Becher „Ebbe“');
  const count = screen.getByLabelText('Leipzig, EBB-1');
  await user.clear(count);
  await user.type(count, '20');
  await user.click(screen.getByRole('button', { name: /^Save(?! and)/ }));
  await waitFor(() => expect(screen.queryByText(/unsaved change/)).toBeNull());
  expect(calls.find((call) => call.name === `PATCH ${API}`)?.body).toEqual({ title: { de: 'Becher „Ebbe“' } });
  expect(calls.find((call) => call.name === 'PUT /v1/vendor/stock')?.body).toEqual({ levels: [{ variant_id: 'var_01h455vb4pex5vsknk084sn02q', warehouse_id: 'whs_01h455vb4pex5vsknk084sn02q', on_hand: 20 }] });
});

test('a price is read as people write it, and what is no amount keeps the listing from being saved', async () => {
  const { user, calls } = await open({ [`PATCH ${API}`]: aListing({ version: 2 }) });
  const price = await screen.findByLabelText('EUR, EBB-1');
  await user.clear(price);
  await user.type(price, 'zwölf');
  await user.click(screen.getByRole('button', { name: /^Save(?! and)/ }));
  expect(await screen.findByRole('button', { name: /“zwölf” is no amount/ })).toBeTruthy();
  expect(calls.some((call) => call.name.startsWith('PATCH'))).toBe(false);
  await user.clear(price);
  await user.type(price, '1.234,50');
  await user.click(screen.getByRole('button', { name: /^Save(?! and)/ }));
  await waitFor(() => expect(calls.find((call) => call.name === `PATCH ${API}`)?.body).toMatchObject({ variants: [{ sku: 'EBB-1', prices: [{ amount: 123_450, currency: 'EUR' }] }] }));
});

test('a wrong check digit is named before anything is sent', async () => {
  const { user, calls } = await open();
  await user.type(await screen.findByLabelText('GTIN, EBB-1'), '4006381333930');
  await user.click(screen.getByRole('button', { name: /^Save(?! and)/ }));
  expect(await screen.findByRole('button', { name: /The check digit of this GTIN is wrong/ })).toBeTruthy();
  expect(screen.getByLabelText('GTIN, EBB-1').getAttribute('aria-invalid')).toBe('true');
  expect(calls.some((call) => call.name.startsWith('PATCH'))).toBe(false);
});

test('submitting shows the verdict: the rule, the law and what helps; nothing was sent in', async () => {
  const { user } = await open({ [`PUT ${API}/submission`]: { status: 409, code: 'catalog.listing_refused_by_rules', title: refusal.message, details: { refusals: [refusal] } } });
  await user.click(await screen.findByRole('button', { name: 'Submit for review' }));
  const verdict = await screen.findByRole('alert', { name: 'Refused by the rules' });
  for (const words of ['It was not sent in: one rule refuses the sale. Nothing is lost.', refusal.message, 'EU-GPSR-19A', refusal.cite, refusal.what_to_do]) expect(within(verdict).getByText(words)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Submit for review' })).toBeTruthy();
});

test('the rules are asked while somebody writes, and a market that refuses says why', async () => {
  const { user, calls } = await open({ 'POST /v1/vendor/listing-verdicts': { judgement: [{ market: 'de', outcome: 'refused', refusals: [refusal], gates: [] }] } });
  await user.click(await screen.findByRole('checkbox', { name: /We make it ourselves/ }));
  const market = within(await screen.findByRole('region', { name: 'Where it may be sold' }));
  expect(await market.findByText(refusal.what_to_do)).toBeTruthy();
  expect(calls.find((call) => call.name === 'POST /v1/vendor/listing-verdicts')?.body).toMatchObject({ made_by_vendor: false, pictures: 1, excluded_markets: [] });
});

test('somebody else’s save is not overwritten: both changes are named, and mine can be put on top', async () => {
  let saved = aListing();
  const { user, calls } = await open({
    [`GET ${API}`]: () => saved,
    [`PATCH ${API}`]: () => {
      if (saved.version === 2) return aListing({ ...saved, title: { de: 'Meiner' }, version: 3 });
      saved = aListing({ description: { de: 'Ihre Worte.' }, version: 2 });
      return { status: 412, code: 'catalog.listing_changed_meanwhile', title: 'Somebody saved this listing meanwhile.' };
    },
  });
  const title = await screen.findByLabelText(/^Title/);
  await user.clear(title);
  await user.type(title, 'Meiner');
  await user.click(screen.getByRole('button', { name: /^Save(?! and)/ }));
  await user.click(within(await screen.findByRole('dialog', { name: /Somebody else saved this listing/ })).getByRole('button', { name: 'Keep mine on top of theirs' }));
  expect([/^Title/, /^Description/].map((label) => (screen.getByLabelText(label) as HTMLInputElement).value)).toEqual(['Meiner', 'Ihre Worte.']);
  await user.click(screen.getByRole('button', { name: /^Save(?! and)/ }));
  await waitFor(() => expect(calls.filter((call) => call.name === `PATCH ${API}`).map((call) => call.body)).toEqual([{ title: { de: 'Meiner' } }, { title: { de: 'Meiner' } }]));
});

test('a listing that came back says why; one who may only read sees no way to save', async () => {
  await openPage(PATH, { session: aVendorSession(['catalog.read']), answers: theShop(aListing({ status: 'refused', refusal_reason: 'Picture 2 shows another mug.' })) });
  expect(await screen.findByText('Picture 2 shows another mug.')).toBeTruthy();
  expect([screen.queryByRole('button', { name: /Submit/ }), screen.queryByRole('button', { name: /Save/ })]).toEqual([null, null]);
});

test('another vendor’s listing is not there', async () => {
  await open({ [`GET ${API}`]: { status: 404, code: 'catalog.listing_not_found', title: 'There is no such listing.' } });
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
});
