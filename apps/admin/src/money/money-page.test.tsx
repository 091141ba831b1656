/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import { aMoneyPage } from './a-money-page.testing.js';
import { statementCsv } from './statement-csv.js';

const id = 'ogr_01h455vb4pex5vsknk084sn02q';
const session = aSession({ permissions: ['orders.read', 'ledger.read', 'tax.read'] });
const open = async (page: Answer, more: Record<string, Answer> = {}) => {
  const opened = await openPage(`/market/orders/${id}/money`, { session, answers: { [`GET /v1/admin/orders/${id}/money`]: page, ...more } });
  await screen.findByRole('heading', { name: 'Where the money went', level: 1 });
  return opened;
};
const minor = (text: string | null | undefined): number => Number((text ?? '').replace(/[,.]/g, '').replace('\u2212', '-'));

test('on the screen the parts add up to what the shopper paid, and each row to its order', async () => {
  await open(aMoneyPage());
  await screen.findByText('Difference 0.00');

  const parts = [...document.querySelectorAll('.eqn .v')].map((part) => minor(part.textContent));
  expect(parts).toEqual([45_730, 40_385, 1_110, 2_793, 731, 711]);
  expect(parts.slice(1).reduce((a, b) => a + b, 0)).toBe(parts[0]);
  const cells = (name: string) => within(screen.getByRole('row', { name: new RegExp(`^${name}`) })).getAllByRole('cell').map((cell) => minor(cell.textContent));
  for (const name of ['Shopper paid', 'Goods, net', 'Commission −', 'Vendors receive']) {
    const shown = cells(name);
    expect([name, shown.length, shown.slice(0, -1).reduce((a, b) => a + b, 0)]).toEqual([name, 4, shown.at(-1)]);
  }
  expect(screen.getByText(/sold by three vendors/).textContent).toContain('Paid by Visa ending 4242');
});

test('a line opens its journals, debits equal to credits, and how it was made', async () => {
  const { user } = await open(aMoneyPage());
  const line = await screen.findByRole('button', { name: 'Shopper paid' });
  expect(line.getAttribute('aria-expanded')).toBe('false');
  expect(screen.queryByRole('table', { name: /^Journal 1/ })).toBeNull();

  await user.click(line);

  expect(line.getAttribute('aria-expanded')).toBe('true');
  const captured = within(screen.getByRole('table', { name: 'Journal 1 · captured' }));
  expect(captured.getAllByRole('row').map((row) => row.textContent)).toEqual(['AccountDebitCredit', 'gateway.pending Stripe457.30', 'order.clearing Oma457.30', 'Balances457.30457.30']);
  const split = within(screen.getByRole('table', { name: 'Journals 2, 3 and 4 · split to its owners' }));
  expect(split.getAllByRole('row').at(-1)?.textContent).toBe('Each balances457.30457.30');
  expect(split.getAllByRole('rowheader').map((head) => head.textContent)).toEqual(['2', '3', '4', 'Each balances']);
});

test('every line of the statement opens, and no journal is left that none of them opens', async () => {
  const { user } = await open(aMoneyPage());
  await screen.findByRole('heading', { name: 'Statement' });
  for (const line of [...document.querySelectorAll<HTMLButtonElement>('.stmt button[aria-expanded="false"]')]) await user.click(line);
  expect(document.querySelectorAll('.stmt > tbody > tr:not(.why) > th:not(:has(button))')).toHaveLength(0);
  for (const journal of aMoneyPage().journals) expect([journal.id, screen.queryAllByText((text) => text.includes(journal.id)).length > 0]).toEqual([journal.id, true]);
});

test('commission is shown line by line and sums to the row', async () => {
  await open(aMoneyPage());
  const made = within(await screen.findByRole('table', { name: 'How “Commission” was made' }));
  expect(made.getAllByRole('row').map((row) => row.textContent?.replace(/\u00a0/g, ' '))).toEqual([
    'LineNetRuleAmount', 'Serving bowl “Ebbe”74.79Ceramics 12 %8.97', 'Mug “Ebbe” × 480.67Ceramics 12 %9.68', 'Wool scarf “Halla”108.40Textiles 10 %10.84', 'Canvas tote “Ruis” × 247.90Textiles 10 %4.79', 'Cherry spoon set53.78Woodwork 15 %8.07', 'Sum365.5442.35',
  ]);
});

test('a tax line leads to the decision that made it', async () => {
  const eur = (amount: number) => ({ amount, currency: 'EUR' });
  const decision = {
    id: 'txd_1', headline: 'Oma files German VAT for Alder & Ash Ltd', recomputes_to_the_same: true, place: 'Germany', scheme: 'oss', liable: 'platform', tax_point: '2026-11-18T19:42:31Z', rounding: { mode: 'half up', level: 'line' }, packs: [{ id: 'DE', version: '2026.11.1' }],
    lines: [{ id: 'l1', label: 'VAT 19 %, Germany', tax: eur(1_022), steps: ['53.78 × 19 % = 10.22'] }], fees: [], rules: [{ id: 'EU-30', cite: 'Directive 2006/112/EC, Art. 14a(2)' }], notes: [],
  };
  const { user } = await open(aMoneyPage(), { 'GET /v1/admin/tax-decisions/txd_1': decision });
  await user.click(await screen.findByRole('button', { name: 'Tax that Oma files' }));
  await user.click(screen.getByRole('button', { name: 'Why the tax on Cherry spoon set is 10.22' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('Oma files German VAT for Alder & Ash Ltd')).toBeTruthy();
  expect(dialog.getByText('53.78 × 19 % = 10.22')).toBeTruthy();
  expect(dialog.getByText(/Art. 14a\(2\)/)).toBeTruthy();
});

test('before the gateway names its fee the page says so, and shows it as soon as it is known', async () => {
  const whole = aMoneyPage();
  const early = aMoneyPage({
    payment: { ...whole.payment, fee: null, net: null, settlement_ref: null },
    parts: whole.parts.map((part) => (part.role === 'gateway' ? { ...part, amount: { amount: 0, currency: 'EUR' } } : part.role === 'marketplace' ? { ...part, amount: { amount: 3_504, currency: 'EUR' } } : part)),
  });
  let isKnown = false;
  await open(() => (isKnown ? whole : early));
  await screen.findByText('Stripe, fee to come');
  isKnown = true;
  await waitFor(() => expect(screen.queryByText('Stripe, fee to come')).toBeNull(), { timeout: 5_000 });
  expect([...document.querySelectorAll('.eqn .v')].at(-1)?.textContent).toBe('7.11');
});

test('a difference is never hidden: it is told at the top and in the proof', async () => {
  await open(aMoneyPage({ difference: { amount: 1, currency: 'EUR' }, checks: [{ code: 'captured_is_handed_out', label: 'Captured equals what was handed out', amount: { amount: 45_729, currency: 'EUR' }, ok: false }] }));
  expect(await screen.findByText('Difference 0.01')).toBeTruthy();
  expect(screen.getByRole('img', { name: 'does not hold' })).toBeTruthy();
});

test('who may not read the ledger is told so', async () => {
  await open({ status: 403, code: 'forbidden', title: 'Your role may not read the ledger.' });
  expect(await screen.findByRole('heading', { name: 'You may not see this' })).toBeTruthy();
});

test('the file has a line per row, amounts as plain numbers, a column per vendor', () => {
  const lines = statementCsv(aMoneyPage()).split('\r\n');
  expect(lines[0]).toBe('code,line,currency,O-10482-1 Töpferei Brandt,O-10482-2 Saarikuu Oy,O-10482-3 Alder & Ash Ltd,O-10482,journals');
  expect(lines.find((line) => line.startsWith('commission,'))).toBe('commission,Commission,EUR,-18.65,-15.63,-8.07,-42.35,jrn_com1 jrn_com2 jrn_com3');
  expect(lines.at(-2)).toBe('difference,Difference,EUR,,,,0.00,');
});
