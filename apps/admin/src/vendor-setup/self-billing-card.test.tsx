/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen } from '@testing-library/react';
import { aSession, openPage } from '../app/open-page.testing.js';

const text = { version: '2026-11', locale: 'en', paragraphs: ['Oma writes your invoices to itself.'], sha256: '0'.repeat(64) };
const vendor = aSession({ kind: 'vendor', permissions: ['vendors.read', 'vendors.write', 'invoicing.read'] });

test('a vendor reads the agreement on self-billing and agrees to the text it was shown', async () => {
  const { calls, user } = await openPage('/vendor/setup', {
    session: vendor, answers: {
      'GET /v1/vendor/self-billing-agreement': { text, accepted: null, is_current: false, ending: null, can_end_on: [] },
      'PUT /v1/vendor/self-billing-agreement': { text, accepted: { version: '2026-11', at: '2026-11-20T10:00:00.000Z', by: 'vendor' }, is_current: true, ending: null, can_end_on: ['2026-11-30'] },
    },
  });
  expect(await screen.findByText('Oma writes your invoices to itself.')).toBeTruthy();
  const button = screen.getByRole('button', { name: 'Agree to self-billing' });
  expect((button as HTMLButtonElement).disabled).toBe(true);

  await user.click(screen.getByRole('checkbox', { name: 'I have read it and agree for my business.' }));
  await user.click(button);

  expect(await screen.findByText(/You agreed on/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Agree to self-billing' })).toBeNull();
  expect(calls.find((call) => call.name === 'PUT /v1/vendor/self-billing-agreement')?.body).toEqual({ version: '2026-11' });
});

test('what waits for the agreement is named among the vendor’s documents, with the way to it', async () => {
  await openPage('/vendor/documents', {
    session: vendor, answers: {
      'GET /v1/vendor/documents': { data: [], has_more: false, next: null },
      'GET /v1/vendor/waiting-documents': { data: [{ vendor_id: 'ven_01h455vb4pex5vsknk084sn02q', period: '2026-10', currency: 'EUR', kind: 'supply', code: 'invoicing.self_billing_not_agreed', reason: 'Töpferei Brandt has not agreed to self-billing yet.' }] },
    },
  });
  expect(await screen.findByText('Self-billing invoice, October 2026, EUR')).toBeTruthy();
  expect(screen.getByRole('link', { name: /Read and agree/ }).getAttribute('href')).toBe('/vendor/setup');
});

test('a vendor ends the agreement with a month, and is told what that means; agreeing again is offered', async () => {
  const agreed = { text, accepted: { version: '2026-11', at: '2026-11-20T10:00:00.000Z', by: 'vendor' }, is_current: true, ending: null, can_end_on: ['2026-11-30', '2026-12-31'] };
  const { calls, user } = await openPage('/vendor/setup', {
    session: vendor, answers: {
      'GET /v1/vendor/self-billing-agreement': agreed,
      'PUT /v1/vendor/self-billing-agreement/ending': { ...agreed, ending: { ends_on: '2026-12-31', by: 'vendor', at: '2026-11-22T10:00:00.000Z' }, can_end_on: [] },
    },
  });
  await user.selectOptions(await screen.findByRole('combobox', { name: 'It ends on', hidden: true }), '2026-12-31');
  await user.click(screen.getByRole('button', { name: 'End it', hidden: true }));

  expect(await screen.findByText(/by you/)).toBeTruthy();
  expect(calls.find((call) => call.name === 'PUT /v1/vendor/self-billing-agreement/ending')?.body).toEqual({ ends_on: '2026-12-31' });
  expect(screen.queryByRole('button', { name: 'End it', hidden: true })).toBeNull();
  expect(screen.getByRole('button', { name: 'Agree to self-billing' })).toBeTruthy();
});
