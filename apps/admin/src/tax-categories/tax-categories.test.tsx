/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { TaxCategories } from './tax-categories.queries.js';

const shelf = { made_with: 'goods.general', by: null, planned: [] };
const found: TaxCategories = {
  data: [
    { ...shelf, path: 'books', names: { en: 'Books' }, tax_category: 'goods.book', source: 'chosen', by: { path: 'books', from: '2026-01-01' } },
    { ...shelf, path: 'books/maps', names: { en: 'Maps' }, tax_category: 'goods.book', source: 'inherited', by: { path: 'books', from: '2026-01-01' }, planned: [{ tax_category: 'goods.general', from: '2031-01-01' }] },
    { ...shelf, path: 'rest', names: { de: 'Rest' }, tax_category: 'goods.general', source: 'nobody' },
  ],
  unsaid: 1, known: [{ code: 'goods.general', rates: [{ place: 'DE', pct: '19' }] }, { code: 'goods.book', rates: [{ place: 'DE', pct: '7' }] }],
};
const open = (permissions: string[], { path = '/market/tax/categories', answers = {} }: { path?: string; answers?: Record<string, Answer> } = {}) => openPage(path, { session: aSession({ permissions }), answers: { 'GET /v1/admin/tax-categories': found, ...answers } });

test('each category tells what it is for tax law, at which rate and by whose word; of which nobody said it is counted', async () => {
  await open(['tax.read']);
  const row = within(await screen.findByRole('row', { name: /Maps/ }));
  expect([row.getByText('goods.book'), row.getByText('DE 7 %'), row.getByText('From above'), row.getByText('goods.general from 1 Jan 2031')].length).toBe(4);
  expect(screen.getByText(/Of one category nobody said/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Choose' })).toBeNull();
});

test('the filter shows only those of which nobody said it', async () => {
  await open(['tax.read'], { path: '/market/tax/categories?show=unsaid' });
  expect(await screen.findByRole('row', { name: /Rest/ })).toBeTruthy();
  expect(screen.queryByRole('row', { name: /Maps/ })).toBeNull();
});

test('a choice is made with the rate it will have, a day and a reason', async () => {
  const { user, calls } = await open(['tax.read', 'tax.write'], { answers: { 'PUT /v1/admin/tax-categories': { ...found, unsaid: 0 } } });
  await user.click(within(await screen.findByRole('row', { name: /Rest/ })).getByRole('button', { name: 'Choose' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByLabelText('The goods are, for tax law'), 'goods.book');
  expect([dialog.getByText('DE 19 %'), dialog.getByText('DE 7 %')].length).toBe(2);
  await user.clear(dialog.getByLabelText('From'));
  await user.type(dialog.getByLabelText('From'), '2031-01-01');
  await user.type(dialog.getByLabelText('Reason'), 'They are books.');
  await user.click(dialog.getByRole('button', { name: 'Choose it' }));
  expect(calls.find((call) => call.name.startsWith('PUT'))?.body).toEqual({ path: 'rest', tax_category: 'goods.book', from: '2031-01-01', reason: 'They are books.' });
});
