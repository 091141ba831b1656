import type Stripe from 'stripe';
import { z } from 'zod';
import { v1, v2, type Endpoint } from '../api/endpoint.js';
import { missing } from '../api/errors.js';
import { listOf, listV2 } from '../api/list.js';
import { expand, paging, text } from '../api/params.js';
import { own, type Scope } from '../world.js';
import { accountV1, capabilityV1 } from './account-v1.js';
import {
  accountView,
  closeAccount,
  closeAccountBody,
  createAccount,
  createAccountBody,
  listAccountsQuery,
  retrieveAccountQuery,
  updateAccount,
  updateAccountBody,
} from './account.js';
import { createLink, linkBody } from './onboarding.js';

const find = (scope: Scope, id: string) => own({ ...scope, account: scope.platform }, 'accounts', id, 'account');
const mine = (scope: Scope) => scope.world.store.all('accounts').filter((r) => r.account === scope.platform);

export const accountEndpoints: readonly Endpoint[] = [
  v2.post('/v2/core/accounts', { params: createAccountBody, handle: ({ scope, params }) => accountView(createAccount(scope, params), params.include) }),
  v2.get('/v2/core/accounts', {
    params: listAccountsQuery,
    handle: ({ scope, params }) =>
      listV2(
        '/v2/core/accounts',
        mine(scope)
          .filter((r) => (params.closed === undefined ? !r.object.closed : r.object.closed === params.closed))
          .map((r) => accountView(r)),
        params,
      ),
  }),
  v2.get('/v2/core/accounts/:id', { params: retrieveAccountQuery, handle: ({ scope, params, path }) => accountView(find(scope, path['id']!), params.include) }),
  v2.post('/v2/core/accounts/:id', {
    params: updateAccountBody,
    handle: ({ scope, params, path }) => accountView(updateAccount(scope, find(scope, path['id']!), params), params.include),
  }),
  v2.post('/v2/core/accounts/:id/close', { params: closeAccountBody, handle: ({ scope, path }) => accountView(closeAccount(scope, find(scope, path['id']!))) }),
  v2.post('/v2/core/account_links', { params: linkBody, handle: ({ scope, params }) => createLink(scope, params) }),
  v1.get('/v1/accounts', {
    params: z.strictObject(paging),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/accounts',
        mine(scope).map((r) => ({ id: r.id, object: accountV1(r) })),
        params,
      ),
  }),
  v1.get('/v1/accounts/:id', { params: z.strictObject({ expand }), handle: ({ scope, path }) => accountV1(find(scope, path['id']!)) }),
  v1.get('/v1/accounts/:id/external_accounts', {
    params: z.strictObject({ ...paging, object: text.optional() }),
    handle: ({ scope, path }) => accountV1(find(scope, path['id']!)).external_accounts,
  }),
  v1.get('/v1/accounts/:id/capabilities/:capability', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) => {
      if (path['capability'] !== 'transfers') throw missing('capability', path['capability']!, 'capability');
      return capabilityV1(find(scope, path['id']!));
    },
  }),
  v1.post('/v1/accounts/:id/login_links', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) =>
      ({
        object: 'login_link',
        created: scope.world.clock.seconds(),
        url: `${scope.world.publicUrl()}/#account-${find(scope, path['id']!).id}`,
      }) satisfies Stripe.LoginLink,
  }),
];
