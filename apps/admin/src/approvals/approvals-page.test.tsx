/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { Judgement, Listing } from './approvals.queries.js';

const id = 'lst_01h455vb4pex5vsknk084sn02q';
const refused: Judgement = {
  market: 'de', outcome: 'refused', gates: [],
  refusals: [{ rule: 'DE-EPR-PACK-01', place: 'DE', message: 'Packaging register number is missing.', cite: 'VerpackG § 7 (7)', what_to_do: 'Enter the LUCID number under Setup.', found: null }],
} as unknown as Judgement;
const allowed = { market: 'fi', outcome: 'allowed', gates: [], refusals: [] } as unknown as Judgement;
const listing = (judgement: Judgement[]): Listing => ({
  id, handle: 'candle', status: 'submitted', is_live: false, live_version: null, version_number: 1, vendor: { id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Pihka Oy', mark_colour: '#B0472F' }, title: { en: 'Candle “Kuura”' }, description: { en: 'Burns for 30 hours.' },
  category: null, tax_category: 'goods.household', attributes: {}, media: [], options: [], variants: [], made_by_vendor: true, manufacturer: null, responsible_person: null, warnings: {}, excluded_markets: [], gaps: [], refusal_reason: null, judgement, versions: [],
  submitted_at: '2026-11-21T07:02:00.000Z', published_at: null, created_at: '2026-11-20T07:02:00.000Z', updated_at: '2026-11-21T07:02:00.000Z', version: 2,
});
const none = { data: [], has_more: false, next: null };
const open = (answers: Record<string, Answer>, judgement = [allowed], permissions = ['vendors.review', 'catalog.review']) => openPage(`/market/approvals?item=${id}`, {
  session: aSession({ permissions }),
  answers: { 'GET /v1/admin/vendors': none, 'GET /v1/admin/listings': none, 'GET /v1/admin/listings-to-review': { count: 0 }, 'GET /v1/admin/categories': { data: [] }, [`GET /v1/admin/listings/${id}`]: { listing: listing(judgement), changes: [] }, ...answers },
});

test('a refusal of the rules names the rule, the law and what helps, and the button says where it may be sold', async () => {
  await open({}, [refused, allowed]);
  const rule = within(await screen.findByRole('region', { name: 'Packaging register number is missing.' }));
  for (const words of ['DE-EPR-PACK-01', 'VerpackG § 7 (7)', 'Enter the LUCID number under Setup.']) expect(rule.getByText(words)).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Approve for FI/ })).toBeTruthy();
});

test('approving publishes what was looked at', async () => {
  const { user, calls } = await open({ [`PUT /v1/admin/listings/${id}/approval`]: {} });
  await user.click(await screen.findByRole('button', { name: /^Approve and publish/ }));
  await waitFor(() => expect(calls.filter((call) => call.name.startsWith('PUT')).map((call) => [call.name, call.body])).toEqual([[`PUT /v1/admin/listings/${id}/approval`, null]]));
});

test('a refusal needs a reason, and sends it', async () => {
  const { user, calls } = await open({ [`PUT /v1/admin/listings/${id}/refusal`]: {} });
  await user.click(await screen.findByRole('button', { name: /^Refuse/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Refuse' }));
  expect(calls.filter((call) => call.name.startsWith('PUT'))).toEqual([]);
  await user.type(dialog.getByLabelText('Reason'), 'Show the whole candle.');
  await user.click(dialog.getByRole('button', { name: 'Refuse' }));
  await waitFor(() => expect(calls.find((call) => call.name.endsWith('/refusal'))?.body).toEqual({ reason: 'Show the whole candle.' }));
});

test('who may look but not decide has no buttons', async () => {
  await open({}, [allowed], ['catalog.read']);
  expect(await screen.findByText('You may look at this. Deciding needs the role “catalog” or “owner”.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
});
