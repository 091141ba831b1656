/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import { timeLeft } from './visit.js';

const VISIT = 'vis_01h455vb4pex5vsknk084sn02q', TENANT = 'tnt_01h455vb4pex5vsknk084sn02q', REASON = 'Ticket 4711: orders are missing.';
const home: Record<string, Answer> = Object.fromEntries(['GET /v1/admin/audit'].map((name) => [name, { data: [], has_more: false, next: null }]));

/** The session of an operator who looks at Oma until then. */
function visiting(endsAt: string): components['schemas']['Session'] {
  const [desk, inside] = [aSession({ kind: 'operator', permissions: ['operator.tenants'] }), aSession({ permissions: ['audit.read'] })];
  const place = { ...inside.membership!, id: VISIT as never, role: 'operator', visit: { reason: REASON, ends_at: endsAt } };
  return { ...desk, memberships: [...desk.memberships, place], membership: place };
}
const deskAnswers = (): Record<string, Answer> => ({
  'POST /v1/auth/memberships/operator/token': aSession({ kind: 'operator', permissions: ['operator.tenants'], token: 'desk' }), [`DELETE /v1/operator/tenants/${TENANT}/impersonations/${VISIT}`]: {},
  'GET /v1/operator/tenants': { data: [], has_more: false, next: null },
});

test('while an operator looks, every page says so: whose, why, how long, and the way out', async () => {
  const { user, calls, router } = await openPage('/market/audit', { session: visiting(new Date(Date.now() + 25 * 60_000).toISOString()), answers: { ...home, ...deskAnswers() } });
  const bar = within(await screen.findByRole('region', { name: 'Visit of an operator' }));
  expect(bar.getByText('You look at Oma as an operator and can change nothing.')).toBeTruthy();
  expect(bar.getByText(`“${REASON}”`)).toBeTruthy();
  expect(bar.getByRole('timer').textContent).toMatch(/^2[45]:\d\d left$/);

  await user.click(bar.getByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/operator/tenants'));
  expect(calls.find((call) => call.name.startsWith('DELETE'))).toMatchObject({ name: `DELETE /v1/operator/tenants/${TENANT}/impersonations/${VISIT}`, token: 'Bearer desk' });
  expect(screen.queryByRole('region', { name: 'Visit of an operator' })).toBeNull();
});

test('when the time is up, the operator is back at their desk by themselves', async () => {
  const { router, calls } = await openPage('/market/audit', { session: visiting(new Date(Date.now() - 1_000).toISOString()), answers: { ...home, ...deskAnswers() } });
  await waitFor(() => expect(router.state.location.pathname).toBe('/operator/tenants'));
  expect(calls.filter((call) => call.name.startsWith('DELETE'))).toEqual([]); // there is nothing left to end
});

test('what is left of a visit, in minutes and seconds', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  expect([timeLeft('2026-11-21T10:30:00Z', now), timeLeft('2026-11-21T10:00:05Z', now), timeLeft('2026-11-21T10:00:00Z', now)]).toEqual(['30:00', '0:05', null]);
});

test('staff see no such bar', async () => {
  await openPage('/market/audit', { session: aSession({ permissions: ['audit.read'] }), answers: home });
  expect(screen.queryByRole('region', { name: 'Visit of an operator' })).toBeNull();
});
