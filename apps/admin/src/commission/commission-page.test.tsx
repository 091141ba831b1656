/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

const plan: components['schemas']['CommissionPlan'] = { id: 'cpl_01h455vb4pex5vsknk084sn02q', version: 3, default_bp: 1400, set_at: '2026-11-18T19:42:00.000Z', rules: [{ category_path: 'ceramics', name: 'Ceramics', bp: 1250, vendor_id: null, amounts: [] }], currencies: ['EUR'] };
const reads: Record<string, Answer> = { 'GET /v1/admin/commission-plan': plan };
const open = (answers: Record<string, Answer>, permissions: string[]) => openPage('/market/commission', { session: aSession({ permissions }), answers: { ...reads, ...answers } });

test('a changed percentage becomes the next version, in basis points', async () => {
  const { user, calls } = await open({ 'PUT /v1/admin/commission-plan': { ...plan, version: 4, default_bp: 1650 } }, ['pricing.read', 'pricing.write']);
  const field = await screen.findByLabelText('Default commission');
  expect(screen.queryByRole('button', { name: /Set version/ })).toBeNull();
  await user.clear(field);
  await user.type(field, '16,5');
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  await screen.findByText(/Version 4, in force/);
  expect(calls.find((call) => call.name.startsWith('PUT'))?.body).toEqual({ default_bp: 1650, rules: [{ category_path: 'ceramics', bp: 1250, vendor_id: null, amounts: [] }] });
});

test('what is no percentage is said at its field, and nothing is sent', async () => {
  const { user, calls } = await open({}, ['pricing.read', 'pricing.write']);
  const rule = within(await screen.findByRole('group', { name: 'Rule 1' }));
  await user.clear(rule.getByLabelText('Commission'));
  await user.type(rule.getByLabelText('Commission'), '120');
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  expect(rule.getByText('Write a percentage from 0 to 100, such as 12.5.')).toBeTruthy();
  expect(rule.getByLabelText('Commission').getAttribute('aria-invalid')).toBe('true');
  expect(calls.filter((call) => call.name.startsWith('PUT'))).toEqual([]);
});

test('two rules for the same goods are refused before they are sent', async () => {
  const { user, calls } = await open({}, ['pricing.read', 'pricing.write']);
  await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
  await user.selectOptions(within(screen.getByRole('group', { name: 'Rule 2' })).getByLabelText('Category'), 'ceramics');
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  expect(screen.getByText('There is a rule for this already. Keep one of them.')).toBeTruthy();
  expect(calls.filter((call) => call.name.startsWith('PUT'))).toEqual([]);
});

test('a fixed part and limits are sent in minor units; a most below the least is said at its field', async () => {
  const { user, calls } = await open({ 'PUT /v1/admin/commission-plan': { ...plan, version: 4 } }, ['pricing.read', 'pricing.write']);
  const rule = within(await screen.findByRole('group', { name: 'Rule 1' }));
  await user.click(rule.getByRole('button', { name: 'Add a fixed part or limits' }));
  await user.type(rule.getByLabelText('Plus, a piece'), '0,30');
  await user.type(rule.getByLabelText('At least, a piece'), '1.00');
  await user.type(rule.getByLabelText('At most, a piece'), '0.50');
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  expect(rule.getByText('The most is not less than the least.')).toBeTruthy();
  expect(calls.filter((call) => call.name.startsWith('PUT'))).toEqual([]);
  await user.clear(rule.getByLabelText('At most, a piece'));
  await user.type(rule.getByLabelText('At most, a piece'), '20');
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  await screen.findByText(/Version 4, in force/);
  expect(calls.find((call) => call.name.startsWith('PUT'))?.body).toEqual({ default_bp: 1400, rules: [{ category_path: 'ceramics', bp: 1250, vendor_id: null, amounts: [{ currency: 'EUR', fixed: 30, minimum: 100, maximum: 2000 }] }] });
});

test('a rule below one that fits all its goods is refused until it is moved up: the order is what is saved', async () => {
  const { user, calls } = await open({ 'PUT /v1/admin/commission-plan': { ...plan, version: 4 }, 'GET /v1/admin/vendors': { data: [{ id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Töpferei Brandt', status: 'active' }], has_more: false, after: null } }, ['pricing.read', 'pricing.write', 'vendors.read']);
  await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
  const rule = within(screen.getByRole('group', { name: 'Rule 2' }));
  await user.selectOptions(rule.getByLabelText('Category'), 'ceramics');
  await user.selectOptions(rule.getByLabelText('Sold by'), await rule.findByRole('option', { name: 'Töpferei Brandt' }));
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  expect(rule.getByText('Never reached: rule 1 comes first and fits all its goods. Move this one up.')).toBeTruthy();
  await user.click(rule.getByRole('button', { name: 'Move rule 2 up' }));
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  await screen.findByText(/Version 4, in force/);
  expect((calls.find((call) => call.name.startsWith('PUT'))?.body as { rules: { vendor_id: string | null }[] }).rules.map((one) => one.vendor_id)).toEqual(['ven_01h455vb4pex5vsknk084sn02q', null]);
});

test('who set a plan second is told so, and nothing of it was saved', async () => {
  const { user } = await open({ 'PUT /v1/admin/commission-plan': { status: 412, code: 'pricing.plan_changed_meanwhile', title: 'Somebody set another commission meanwhile.' } }, ['pricing.read', 'pricing.write']);
  await user.type(await screen.findByLabelText('Default commission'), '.5');
  await user.click(screen.getByRole('button', { name: 'Set version 4' }));
  expect(await screen.findByRole('button', { name: 'Load the new version' })).toBeTruthy();
});

test('who may only read it cannot type', async () => {
  await open({}, ['pricing.read']);
  const field = (await screen.findByLabelText('Default commission')) as HTMLInputElement;
  expect(field.matches(':disabled')).toBe(true);
  expect(screen.queryByRole('button', { name: 'Add a rule' })).toBeNull();
});

test('who may not see it is told whom to ask', async () => {
  await open({ 'GET /v1/admin/commission-plan': { status: 403, code: 'forbidden', title: 'Your role may not read commissions.' } }, []);
  expect(await screen.findByRole('heading', { name: 'You may not see this' })).toBeTruthy();
});
