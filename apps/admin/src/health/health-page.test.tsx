/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

type Health = components['schemas']['Health'];
const session = aSession({ kind: 'operator', permissions: ['operator.tenants', 'operator.health', 'operator.tasks'] });
const solano = { id: 'tnt_01h455vb4pex5vsknk084sn02q', name: 'Solano' };
const invariant = (code: string, label: string, breaks = 0): Health['invariants'][number] => ({ code, label, how: 'Debits minus credits is zero.', looked_at: 12_904, breaks, tenants: 2, took_ms: 210, ran_at: '2026-11-21T09:14:02Z', broken_in: breaks > 0 ? [{ tenant: solano, examples: ['jrn_1 is off by 0.01 EUR'] }] : [] });
const health = (change: Partial<Health> = {}): Health => ({
  ok: true, checked_at: '2026-11-21T09:14:02Z', tenants: 2, outbox: { waiting: 3, oldest_seconds: 0.2 }, queue: { waiting: 17, active: 1, delayed: 0, failed: 0 }, tasks: { dead: 0 }, webhooks: { waiting: 0, refused: 0 },
  invariants: [invariant('ledger.journals_balance', 'Every journal balances'), invariant('audit.sealed', 'Audit is sealed')], ...change,
});
const task = (id: string) => ({ id, tenant: solano, handler: 'notifications.mail_order', event: 'invoicing.invoice_issued', attempts: 10, error: '550 5.1.1 mailbox unavailable', died_at: '2026-11-20T23:40:00Z' });
const open = (answers: Record<string, Answer>) => openPage('/operator/health', { session, answers: { 'GET /v1/operator/health': health(), 'GET /v1/operator/tenants': { data: [solano], has_more: false, next: null }, 'GET /v1/operator/dead-tasks': { data: [], has_more: false, next: null }, ...answers } });

test('each invariant stands there with how it is checked, over how much, and its breaks', async () => {
  await open({});
  expect(await screen.findByRole('heading', { name: 'All 2 invariants hold' })).toBeTruthy();
  expect(screen.getByText(/over 25,808 rows/)).toBeTruthy();
  const row = within(screen.getByRole('row', { name: /Every journal balances/ }));
  expect(row.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['Debits minus credits is zero.', '2', '12,904', '0', '210 ms']);
  expect(screen.getByText('2 tenants. Nothing needs a person.')).toBeTruthy();
  expect(screen.getByText('oldest 0.2 s')).toBeTruthy();
});

test('a broken invariant says in which marketplace, and what was found', async () => {
  await open({ 'GET /v1/operator/health': health({ ok: false, invariants: [invariant('ledger.journals_balance', 'Every journal balances', 1), invariant('audit.sealed', 'Audit is sealed')] }) });
  expect(await screen.findByRole('heading', { name: '1 of 2 invariants are broken' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Solano' })).toBeTruthy();
  expect(screen.getByText('jrn_1 is off by 0.01 EUR')).toBeTruthy();
});

test('one marketplace alone is asked for by its name, and checked now', async () => {
  const { user, calls } = await open({ 'POST /v1/operator/health/check': health({ invariants: [invariant('audit.sealed', 'Audit is sealed')] }) });
  await screen.findByRole('option', { name: 'Solano' });
  await user.selectOptions(screen.getByLabelText('Tenant'), 'Solano');
  await waitFor(() => expect(calls.some((call) => call.name === 'GET /v1/operator/health' && call.url.searchParams.get('tenant_id') === solano.id)).toBe(true));
  await user.click(screen.getByRole('button', { name: 'Check now' }));
  expect(await screen.findByRole('heading', { name: 'All 1 invariants hold' })).toBeTruthy();
  expect(calls.find((call) => call.name === 'POST /v1/operator/health/check')?.url.searchParams.get('tenant_id')).toBe(solano.id);
});

test('dead jobs of all marketplaces are tried again, each of them once', async () => {
  let dead = [task('tsk_1'), task('tsk_2')];
  const retry = (id: string): Answer => () => { dead = dead.filter((one) => one.id !== id); return {}; };
  const { user, calls } = await open({ 'GET /v1/operator/dead-tasks': () => ({ data: dead, has_more: false, next: null }), 'POST /v1/operator/dead-tasks/tsk_1/retry': retry('tsk_1'), 'POST /v1/operator/dead-tasks/tsk_2/retry': retry('tsk_2') });
  expect(await screen.findByText('2 need a person')).toBeTruthy();
  expect(screen.getAllByText('Mail order, notifications')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Try both again' }));
  expect(await screen.findByText('No job was given up')).toBeTruthy();
  expect(calls.filter((call) => call.name.endsWith('/retry')).map((call) => call.name)).toEqual(['POST /v1/operator/dead-tasks/tsk_1/retry', 'POST /v1/operator/dead-tasks/tsk_2/retry']);
});
