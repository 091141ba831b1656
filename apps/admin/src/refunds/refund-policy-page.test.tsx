/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

const policy = { commission: 'returned', goodwill_by: 'marketplace' };
const open = (answers: Record<string, Answer>, permissions = ['payments.read', 'payments.refund']) => openPage('/market/commission/refunds', { session: aSession({ permissions }), answers: { 'GET /v1/admin/refund-policy': policy, ...answers } });

test('the policy is set as a whole, and only when something changed', async () => {
  const { user, calls } = await open({ 'PUT /v1/admin/refund-policy': { commission: 'kept', goodwill_by: 'marketplace' } });
  const kept = await screen.findByRole('radio', { name: /Kept by Oma/ });
  expect(screen.queryByRole('button', { name: 'Set the policy' })).toBeNull();
  await user.click(kept);
  await user.click(screen.getByRole('button', { name: 'Set the policy' }));
  expect(await screen.findByRole('radio', { name: /Kept by Oma/, checked: true })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Set the policy' })).toBeNull();
  expect(calls.find((call) => call.name.startsWith('PUT'))?.body).toEqual({ commission: 'kept', goodwill_by: 'marketplace' });
});

test('discarded, nothing is sent', async () => {
  const { user, calls } = await open({});
  await user.click(await screen.findByRole('radio', { name: /Paid by the vendor/ }));
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(screen.getByRole('radio', { name: /Paid by Oma/, checked: true })).toBeTruthy();
  expect(calls.filter((call) => call.name.startsWith('PUT'))).toEqual([]);
});

test('who may only read it cannot choose; who may not see it is told whom to ask', async () => {
  await open({}, ['payments.read']);
  expect((await screen.findByRole('radio', { name: /Kept by Oma/ })).matches(':disabled')).toBe(true);
  await open({ 'GET /v1/admin/refund-policy': { status: 403, code: 'forbidden', title: 'Your role may not read this.' } }, []);
  expect(await screen.findByRole('heading', { name: 'You may not see this' })).toBeTruthy();
});
