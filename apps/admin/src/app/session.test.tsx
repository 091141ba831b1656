/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import { aSession, openPage } from './open-page.testing.js';

const noOrders = { data: [], has_more: false, next: null };

test('who has no session is asked to sign in', async () => {
  await openPage('/market/orders', { session: null });
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
});

test('a token that has run out is renewed once, and the page never notices', async () => {
  let token = 0;
  const { calls } = await openPage('/market/orders', {
    session: null,
    answers: {
      'POST /v1/auth/refresh': () => aSession({ permissions: ['orders.read'], token: `token-${++token}` }),
      'GET /v1/admin/orders': () => (token < 2 ? { status: 401, code: 'identity.token_expired', title: 'Sign in again.' } : noOrders),
    },
  });
  await screen.findByText('No orders yet');
  expect(calls.filter((call) => call.name === 'POST /v1/auth/refresh')).toHaveLength(2);
  expect(calls.filter((call) => call.name === 'GET /v1/admin/orders').map((call) => call.token)).toEqual(['Bearer token-1', 'Bearer token-2']);
});

test('a session that ended elsewhere leads to the sign-in', async () => {
  let asked = 0;
  await openPage('/market/orders', {
    session: null,
    answers: {
      'POST /v1/auth/refresh': () => (asked++ === 0 ? aSession({ permissions: ['orders.read'] }) : { status: 401, code: 'identity.session_ended', title: 'Sign in again.' }),
      'GET /v1/admin/orders': { status: 401, code: 'identity.token_expired', title: 'Sign in again.' },
    },
  });
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
});

test('after signing in one stands in the only place one has', async () => {
  const { user, router } = await openPage('/sign-in', { session: null, answers: { 'POST /v1/auth/sign-in': aSession() } });
  await user.type(screen.getByLabelText('E-mail'), 'ida@oma.example');
  await user.type(screen.getByLabelText('Password'), 'correct horse battery');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/market/home'));
});

test('a page one may not see says so, and whom to ask', async () => {
  await openPage('/market/orders', { session: aSession({ permissions: [] }), answers: { 'GET /v1/admin/orders': { status: 403, code: 'forbidden', title: 'Your role may not read orders.' } } });
  expect(await screen.findByRole('heading', { name: 'You may not see this' })).toBeTruthy();
  expect(screen.getByText('Your role may not read orders. Ask an owner of this place for the role you need.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('a page that could not be loaded names the reference and tries again', async () => {
  let isDown = true;
  const { user } = await openPage('/market/orders', { session: aSession({ permissions: ['orders.read'] }), answers: { 'GET /v1/admin/orders': () => (isDown ? { status: 409, code: 'broken', title: 'Something broke on our side.', request_id: 'req-7' } : noOrders) } });
  await screen.findByText('req-7');
  isDown = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('No orders yet')).toBeTruthy();
});

test('the rail shows only what the role may see', async () => {
  await openPage('/market/orders', { session: aSession({ permissions: ['orders.read'] }), answers: { 'GET /v1/admin/orders': noOrders } });
  const rail = within(screen.getByRole('navigation', { name: 'Main' }));
  expect(rail.getAllByRole('link').map((link) => link.textContent)).toEqual(['Home', 'Orders']);
});
