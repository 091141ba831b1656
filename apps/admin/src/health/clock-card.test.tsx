/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

const DAY_MS = 86_400_000;
const clock = (days: number, movable = true) => ({ now: '2026-11-21T18:00:00.000Z', offset_ms: days * DAY_MS, movable });
const health = { ok: true, checked_at: null, tenants: 1, outbox: { waiting: 0, oldest_seconds: 0 }, queue: { waiting: 0, active: 0, delayed: 0, failed: 0 }, tasks: { dead: 0 }, webhooks: { waiting: 0, refused: 0 }, invariants: [] };
const open = (answers: Record<string, Answer>) => openPage('/operator/health', {
  session: aSession({ kind: 'operator', permissions: ['operator.health', 'operator.tenants', 'operator.tasks'] }),
  answers: { 'GET /v1/operator/health': health, 'GET /v1/operator/tenants': { data: [], has_more: false, next: null }, 'GET /v1/operator/dead-tasks': { data: [], has_more: false, next: null }, ...answers },
});

test('an operator lets two weeks pass, where time may be moved', async () => {
  const { user, calls } = await open({ 'GET /v1/operator/clock': clock(0), 'POST /v1/operator/clock': clock(14) });
  const card = within(await screen.findByRole('region', { name: 'Business time' }));
  expect(card.getByText(/As on the wall/)).toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Let 14 days pass' }));
  expect(await card.findByText(/14 days ahead of the wall/)).toBeTruthy();
  expect(calls.find((call) => call.name === 'POST /v1/operator/clock')?.body).toEqual({ advance_ms: 14 * DAY_MS });
});

test('production has no such card', async () => {
  const { calls } = await open({ 'GET /v1/operator/clock': clock(0, false) });
  await screen.findByText(/Nothing needs a person/);
  expect(calls.some((call) => call.name === 'GET /v1/operator/clock')).toBe(true);
  expect(screen.queryByRole('region', { name: 'Business time' })).toBeNull();
});
