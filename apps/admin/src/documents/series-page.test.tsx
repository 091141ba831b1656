/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage } from '../app/open-page.testing.js';
import type { Numbering, Series } from './series.queries.js';

const endings = { invoice: '', receipt: '-R', credit_note: '-C', refund_receipt: '-CR', commission_invoice: '-F', commission_credit_note: '-FC', self_billed_invoice: '', self_billed_credit_note: '-C', proforma: '-P' };
const numbering: Numbering = { resets: 'year', year_starts_in: 1, digits: 5, proformas: false, endings, version: 3, examples: [{ kind: 'invoice', number: 'ABC-2026-00042' }] };
const series: Series = { issuer: 'Töpferei Brandt e.K.', vendor_id: null, kind: 'credit_note', prefix: 'TB-C', period: '2026', last_number: 'TB-C-2026-00007', documents: 6, is_complete: false, first_issued_at: '2026-03-01T09:00:00.000Z', last_issued_at: '2026-11-02T10:00:00.000Z' };
const answers = { 'GET /v1/admin/document-series': { data: [series], has_more: false, next: null }, 'GET /v1/admin/document-numbering': numbering, 'GET /v1/admin/access-point': { is_there: true, own_key: null } };

test('staff see how each series stands, and choose how the next documents are numbered', async () => {
  const { calls, user } = await openPage('/market/documents/series', { session: aSession({ permissions: ['invoicing.read', 'invoicing.write'] }), answers: { ...answers, 'PUT /v1/admin/document-numbering': { ...numbering, version: 4, resets: 'month', examples: [{ kind: 'invoice', number: 'ABC-2026-11-00042' }] } } });
  const [, row] = await screen.findAllByRole('row');
  expect(row!.textContent).toContain('TB-C-2026-00007');
  expect(within(row!).getByText('Numbers are missing')).toBeTruthy();
  expect(await screen.findByText('ABC-2026-00042')).toBeTruthy();

  await user.selectOptions(screen.getByRole('combobox', { name: 'A series begins at 1 again' }), 'Every month');
  await user.click(screen.getByRole('button', { name: 'Change the numbering' }));
  await user.type(await screen.findByRole('textbox', { name: /reason|why/i }), 'The accountant asks for it.');
  await user.click(screen.getByRole('button', { name: 'Change it' }));

  expect(await screen.findByText('ABC-2026-11-00042')).toBeTruthy();
  expect(screen.getByText('It holds from the next document on.')).toBeTruthy();
  const put = calls.find((call) => call.name === 'PUT /v1/admin/document-numbering')!;
  expect(put.body).toEqual({ resets: 'month', year_starts_in: 1, digits: 5, proformas: false, endings, reason: 'The accountant asks for it.' });
});

test('who may only read sees the form and cannot change it', async () => {
  await openPage('/market/documents/series', { session: aSession({ permissions: ['invoicing.read'] }), answers });
  expect(await screen.findByText('ABC-2026-00042')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Change the numbering' })).toBeNull();
});

test('staff bring the key of their own account with the access point, which is never shown again, and drop it', async () => {
  const own = { is_there: true, own_key: { ends_with: '5678', changed_at: '2026-11-22T10:00:00.000Z' } };
  const { calls, user } = await openPage('/market/documents/series', { session: aSession({ permissions: ['invoicing.read', 'invoicing.write'] }), answers: { ...answers, 'PUT /v1/admin/access-point': own, 'DELETE /v1/admin/access-point': { is_there: true, own_key: null } } });
  await user.type(await screen.findByLabelText('Key of your own account'), 'omas-own-key-5678');
  await user.click(screen.getByRole('button', { name: 'Use this key' }));
  expect(await screen.findByText('…5678')).toBeTruthy();
  expect((screen.getByLabelText('Key of your own account') as HTMLInputElement).value).toBe('');
  expect(calls.find((call) => call.name === 'PUT /v1/admin/access-point')?.body).toEqual({ key: 'omas-own-key-5678' });

  await user.click(screen.getByRole('button', { name: 'Use the deployment’s again' }));
  expect(await screen.findByText(/under the account of the deployment/)).toBeTruthy();
});
