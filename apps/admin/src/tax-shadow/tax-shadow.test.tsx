/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { ShadowDifference, ShadowRun, ShadowRunWithSums } from './tax-shadow.queries.js';

const ID = 'tsr_01h455vb4pex5vsknk084sn02q';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const aRun = (more: Partial<ShadowRun> = {}): ShadowRun => ({
  id: ID, pack: 'DE', version: '2027.1.1', installed_version: '2026.11.3', state: 'done', problems: [], progress: { done: 3, total: 3 }, changed: 2, since: '2026-01-30T09:00:00.000Z', until: '2026-03-01T09:00:00.000Z', created_at: '2026-03-01T09:00:00.000Z', finished_at: '2026-03-01T09:00:05.000Z', ...more,
});
const sums: ShadowRunWithSums['sums'] = [{ place: 'DE', sales: 3, changed: 2, blocked: 1, was: eur(543), becomes: eur(590), difference: eur(47) }];
const none = { no_answer: null, place: null, scheme: null, liable: null, rates: null, tax: null, pays: null };
const outcome = { ...none, place: 'DE', scheme: 'domestic', liable: 'seller', rates: '19', tax: eur(543), pays: eur(3400) };
const dearer: ShadowDifference = {
  decision_id: 'txd_01h455vb4pex5vsknk084sn02q', order_id: 'ord_01h455vb4pex5vsknk084sn02q', tax_point: '2026-02-20T08:00:00.000Z', was: outcome, becomes: { ...outcome, rates: '21', tax: eur(590) },
  lines: [{ id: 'l1', category: 'goods.household', was_rate: '19', was_tax: eur(543), becomes_rate: '21', becomes_tax: eur(590) }], law: [{ id: 'DE-rate:standard', cite: 'UStG § 12 Abs. 1', change: 'same' }],
};
const blocked: ShadowDifference = { ...dearer, decision_id: 'txd_01h455vb4pex5vsknk084sn02r', becomes: { ...none, no_answer: 'There is no exchange rate.' }, lines: [], law: [] };
/** This browser has files that cannot be read. */
const aFile = (text: string) => Object.assign(new File([text], 'DE.json', { type: 'application/json' }), { text: () => Promise.resolve(text) });
const open = (run: ShadowRun, { path = `/market/tax/shadow/${ID}`, permissions = ['tax.read'], answers = {} }: { path?: string; permissions?: string[]; answers?: Record<string, Answer> } = {}) =>
  openPage(path, {
    session: aSession({ permissions }),
    answers: { 'GET /v1/admin/tax-shadow-runs': { data: [run] }, [`GET /v1/admin/tax-shadow-runs/${ID}`]: { ...run, sums: run.changed > 0 ? sums : [] }, [`GET /v1/admin/tax-shadow-runs/${ID}/differences`]: { data: [dearer, blocked], has_more: false, next: null }, ...answers },
  });

test('a run that is through says what it comes to in sum and by place, and each sale with its reason', async () => {
  await open(aRun());
  expect(await screen.findByText('2 of 3 sales would have come to something else.')).toBeTruthy();
  const place = within(screen.getByRole('table', { name: 'Tax by place' })).getByRole('row', { name: /DE/ });
  expect([...place.children].map((cell) => cell.textContent)).toEqual(['DE', '3', '2 of 3 differ', '1', '5.43EUR', '5.90EUR', '+0.47EUR']);
  const table = await screen.findByRole('table', { name: 'Sales that would have been taxed differently' });
  expect(within(table).getByText(/goods\.household: 19 % becomes 21 %/).textContent).toBe('goods.household: 19 % becomes 21 %, 5.43EUR becomes 5.90EUR');
  expect([within(table).getByText('There is no exchange rate.'), within(table).getByText('not possible'), within(table).getByText(/UStG § 12 Abs\. 1/)].length).toBe(3);
});

test('a sale leads to the page of the whole order it is part of', async () => {
  const group = 'ogr_01h455vb4pex5vsknk084sn02q';
  const { user, router } = await open(aRun(), { permissions: ['tax.read', 'orders.read'], answers: { 'GET /v1/admin/vendor-orders/ord_01h455vb4pex5vsknk084sn02q': { id: dearer.order_id, number: 'OMA-1-1', order_group_id: group }, [`GET /v1/admin/orders/${group}`]: { status: 404, code: 'orders.order_not_found', title: 'There is no such order.' } } });
  await user.click((await screen.findAllByRole('link', { name: dearer.order_id }))[0]!);
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
  expect(router.state.location.pathname).toBe(`/market/orders/${group}`);
});

test('while it is under way it says how far it is', async () => {
  await open(aRun({ state: 'running', progress: { done: 200, total: 1_000 }, changed: 0, finished_at: null }));
  expect((await screen.findByText(/looked at/)).textContent).toBe('200 of 1,000 sales looked at, 0 differ');
});

test.each([
  ['nothing differs', aRun({ changed: 0 }), 'All 3 sales would have come to the same.'], ['nothing was sold', aRun({ changed: 0, progress: { done: 0, total: 0 } }), /Nothing was sold in these 30 days/],
  ['lint refuses it', aRun({ state: 'refused', changed: 0, problems: [{ at: 'rates.0', line: 12, problem: 'a rate needs a citation: write cite' }] }), 'a rate needs a citation: write cite'],
  ['it was given up', aRun({ state: 'failed', changed: 0 }), /Something broke on our side/],
])('the page has words for it: %s', async (_what, run, said) => {
  await open(run);
  expect(await screen.findByText(said)).toBeTruthy();
});

test('a file is handed in and its run is opened; without the permission there is no button, and a refusal is said', async () => {
  const path = '/market/tax/shadow';
  const { user, calls, router } = await open(aRun(), { path, permissions: ['tax.read', 'tax.write'], answers: { 'POST /v1/admin/tax-shadow-runs': aRun({ state: 'running', finished_at: null }) } });
  await user.upload(await screen.findByLabelText('Choose the file of a new version'), aFile('{ "id": "DE" }'));
  expect(await screen.findByText('2 of 3 sales would have come to something else.')).toBeTruthy();
  expect([calls.find((call) => call.name.startsWith('POST /v1/admin/tax'))?.body, router.state.location.pathname]).toEqual([{ pack: '{ "id": "DE" }' }, `/market/tax/shadow/${ID}`]);
  await open(aRun(), { path });
  expect(await screen.findByRole('link', { name: 'DE 2027.1.1' })).toBeTruthy();
  expect(screen.queryByLabelText('Choose the file of a new version')).toBeNull();
  const busy = await open(aRun(), { path, permissions: ['tax.read', 'tax.write'], answers: { 'POST /v1/admin/tax-shadow-runs': { status: 409, code: 'tax.shadow_run_under_way', title: 'One is under way.' } } });
  await busy.user.upload(await screen.findByLabelText('Choose the file of a new version'), aFile('{}'));
  expect((await screen.findByRole('alert')).textContent).toContain('One is under way.');
});
