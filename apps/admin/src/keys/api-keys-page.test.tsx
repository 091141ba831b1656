/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { ApiKey, NewApiKey } from './key.queries.js';

const key: ApiKey = {
  id: 'key_01h455vb4pex5vsknk084sn02q', name: 'Stock system', hint: 'stoa_sk_aB3x', permissions: ['catalog.read', 'inventory.read', 'inventory.write'], vendor_id: null, created_by: 'Ida Berger', created_at: '2026-11-01T08:00:00.000Z',
  expires_at: '2027-02-01T08:00:00.000Z', last_used_at: null, is_expired: false,
};
const made: NewApiKey = { key: { ...key, name: 'Accounts' }, token: 'stoa_sk_the-whole-token-once' };
const list = { data: [key], grantable: ['orders.read', 'payments.refund'] };
const openMarket = (answers: Record<string, Answer> = {}) => openPage('/market/keys', { session: aSession({ permissions: ['identity.keys'] }), answers: { 'GET /v1/admin/api-keys': list, ...answers } });

test('a key is listed with what it may do, who made it and when it was used; never its token', async () => {
  await openMarket();
  const row = within(await screen.findByRole('row', { name: /Stock system/ }));
  expect(row.getByText('stoa_sk_aB3x…')).toBeTruthy();
  expect([...row.getByRole('list').children].map((item) => item.textContent)).toEqual(['Listings read', 'Stock read, write']);
  expect(row.getByText('Never used')).toBeTruthy();
  expect(row.getByText('1 Feb 2027')).toBeTruthy();
});

test('a new key offers only what one may do oneself, and shows its token once, to copy', async () => {
  const { user, calls } = await openMarket({ 'POST /v1/admin/api-keys': made });
  await user.click(await screen.findByRole('button', { name: 'Make a key' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent)).toEqual(['See orders', 'Refund shoppers']);
  await user.type(dialog.getByLabelText('Name'), 'Accounts');
  await user.click(dialog.getByRole('button', { name: 'Make the key' }));
  expect(dialog.getByText('Choose at least one thing that the key may do.')).toBeTruthy();
  expect(calls.filter((call) => call.name.startsWith('POST /v1/admin'))).toEqual([]);

  await user.click(dialog.getByLabelText('See orders'));
  await user.selectOptions(dialog.getByLabelText('Runs out'), 'Never');
  await user.click(dialog.getByRole('button', { name: 'Make the key' }));
  expect((await dialog.findByLabelText('The key Accounts')).textContent).toBe('stoa_sk_the-whole-token-once');
  expect(calls.find((call) => call.name === 'POST /v1/admin/api-keys')?.body).toEqual({ name: 'Accounts', permissions: ['orders.read'], expires_at: null });
  await user.click(dialog.getByRole('button', { name: 'Copy the key' }));
  expect(await dialog.findByText('Copied')).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe('stoa_sk_the-whole-token-once');

  await user.click(dialog.getByRole('button', { name: 'I have kept it' }));
  await user.click(await screen.findByRole('button', { name: 'Make a key' }));
  expect(await screen.findByRole('button', { name: 'Make the key' })).toBeTruthy();
  expect(document.body.textContent).not.toContain('the-whole-token-once');
});

test('a refusal of the key stands in the dialog, and nothing that was typed is lost', async () => {
  const { user } = await openMarket({ 'POST /v1/admin/api-keys': { status: 403, code: 'identity.key_above_own', title: 'A key may not do more than you may: payments.refund.' } });
  await user.click(await screen.findByRole('button', { name: 'Make a key' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Name'), 'Accounts');
  await user.click(dialog.getByLabelText('Refund shoppers'));
  await user.click(dialog.getByRole('button', { name: 'Make the key' }));
  expect(await dialog.findByText('A key may not do more than you may: payments.refund.')).toBeTruthy();
  expect((dialog.getByLabelText('Name') as HTMLInputElement).value).toBe('Accounts');
});

test('a vendor revokes a key of its own, and says why', async () => {
  let isRevoked = false;
  const { user, calls } = await openPage('/vendor/keys', {
    session: aSession({ kind: 'vendor', permissions: ['identity.keys'] }),
    answers: { 'GET /v1/vendor/api-keys': () => ({ ...list, data: isRevoked ? [] : [key] }), [`PUT /v1/vendor/api-keys/${key.id}/revocation`]: () => { isRevoked = true; return {}; } },
  });
  await user.click(await screen.findByRole('button', { name: 'Revoke Stock system' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Reason'), 'We changed the system.');
  await user.click(dialog.getByRole('button', { name: 'Revoke the key' }));
  expect(await screen.findByText('No keys yet')).toBeTruthy();
  expect(calls.find((call) => call.name.startsWith('PUT'))?.body).toEqual({ reason: 'We changed the system.' });
});
