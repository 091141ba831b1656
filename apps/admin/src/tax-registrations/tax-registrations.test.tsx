/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { TaxOverlay } from './tax-registrations.queries.js';

const overlay: TaxOverlay = {
  version: 3, overlay_version: 4,
  registrations: [
    { id: 'given-1', country: 'DE', region: null, scheme: 'vat', name: 'VAT', number: 'DE287441905', intermediary: null, from: null, to: null, state: 'in_force' },
    { id: 'r3', country: 'US', region: 'CA', scheme: 'sales_tax', name: 'Sales tax permit', number: 'CA 102', intermediary: null, from: '2031-01-01', to: null, state: 'planned' },
  ],
  kinds: [
    { place: 'DE', scheme: 'vat', name: 'VAT', example: 'DE123456789', needs_intermediary: false, intermediary_example: null, cite: 'Dir. 2006/112/EC' }, { place: 'NO', scheme: 'vat', name: 'VAT', example: 'NO123456789MVA', needs_intermediary: false, intermediary_example: null, cite: 'mval.' },
    { place: 'NO', scheme: 'voec', name: 'VAT on e-commerce (VOEC)', example: '2021234', needs_intermediary: false, intermediary_example: null, cite: 'mval. § 14-4' },
  ],
  roles: [{ country: 'SA', name: 'Saudi Arabia', role: 'marketplace', means: 'An agent has no say.', cite: 'art. 47(3)', planned: [] }],
  changes: [{ version: 3, what: 'Registration sales_tax in US-CA: CA 102, from 2031-01-01', reason: 'We go west.', changed_at: '2026-03-01T09:00:00.000Z' }],
};
const none = { no_answer: null, scheme: 'import_border', liable: 'importer', treatment: 'border_tax', rates: '0' };
const effects = { effects: [{ place: 'NO', situation: 'sent_from_abroad', from: '2031-02-01', was: none, becomes: { no_answer: null, scheme: 'voec', liable: 'platform', treatment: 'standard', rates: '25' } }] };
const open = (permissions: string[], answers: Record<string, Answer> = {}) => openPage('/market/tax/registrations', { session: aSession({ permissions }), answers: { 'GET /v1/admin/tax-overlay': overlay, ...answers } });

test('each registration tells where, under which number, when and whether it holds; only who may write can change it', async () => {
  await open(['tax.read']);
  const row = within(await screen.findByRole('row', { name: /CA, United States/ }));
  expect([row.getByText('CA 102'), row.getByText('from 1 Jan 2031'), row.getByText('Planned')].length).toBe(3);
  expect(screen.getByText('We go west.')).toBeTruthy();
  expect(screen.queryAllByRole('button', { name: /Add|Change|Choose/ })).toEqual([]);
});

test('a registration is added in two steps: first what it changes and from which day, then with a reason', async () => {
  const { user, calls } = await open(['tax.read', 'tax.write'], { 'POST /v1/admin/tax-overlay/previews': effects, 'PATCH /v1/admin/tax-overlay': { ...overlay, version: 5 } });
  await user.click(await screen.findByRole('button', { name: 'Add a registration' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByLabelText('Country or state'), 'NO');
  await user.selectOptions(dialog.getByLabelText('Registration'), 'voec');
  expect(dialog.getByText('Such as 2021234')).toBeTruthy();
  await user.type(dialog.getByLabelText('Number'), '2021234');
  await user.click(dialog.getByRole('button', { name: 'What it changes' }));
  expect((await dialog.findByText(/Goods sent from abroad to consumers in Norway/)).closest('li')?.textContent).toContain('From 1 Feb 2031: you charge 25 % and owe it (voec).Until then: no tax at the checkout; the buyer pays at the border.');
  await user.type(dialog.getByLabelText('Reason'), 'We sell to Norway.');
  await user.click(dialog.getByRole('button', { name: 'Add the registration' }));
  const change = { kind: 'add_registration', country: 'NO', region: null, scheme: 'voec', number: '2021234', intermediary: null, from: null, to: null };
  expect(calls.filter((call) => /tax-overlay/.test(call.name) && call.body).map((call) => [call.name, call.body])).toEqual([['POST /v1/admin/tax-overlay/previews', { change }], ['PATCH /v1/admin/tax-overlay', { change, reason: 'We sell to Norway.' }]]);
});

test('what the API refuses is said where it was typed', async () => {
  const { user } = await open(['tax.read', 'tax.write'], { 'POST /v1/admin/tax-overlay/previews': { status: 400, code: 'tax.bad_registration_number', title: 'This is not written like a VAT number.' } });
  await user.click((await screen.findAllByRole('button', { name: 'Change or end' }))[0]!);
  await user.click(await screen.findByRole('button', { name: 'What it changes' }));
  expect((await screen.findByRole('alert')).textContent).toContain('This is not written like a VAT number.');
});

test('without a registration the page says what that means', async () => {
  await open(['tax.read'], { 'GET /v1/admin/tax-overlay': { ...overlay, registrations: [], changes: [] } });
  expect([await screen.findByText('You are registered nowhere'), screen.getByText('Nothing yet')].length).toBe(2);
});
