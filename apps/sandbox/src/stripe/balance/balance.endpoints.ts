import { z } from 'zod';
import { v1, type Endpoint } from '../api/endpoint.js';
import { listOf } from '../api/list.js';
import { currency, expand, paging, text } from '../api/params.js';
import { own } from '../world.js';
import { balanceOf } from './balance.js';

export const balanceEndpoints: readonly Endpoint[] = [
  v1.get('/v1/balance', { params: z.strictObject({ expand }), handle: ({ scope }) => balanceOf(scope) }),
  v1.get('/v1/balance_transactions', {
    params: z.strictObject({ ...paging, currency: currency.optional(), payout: text.optional(), source: text.optional(), type: text.optional() }),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/balance_transactions',
        scope.world.store
          .all('balance_transactions')
          .filter(
            (r) =>
              r.account === scope.account &&
              !params.payout &&
              (!params.currency || r.object.currency === params.currency) &&
              (!params.source || r.object.source === params.source) &&
              (!params.type || r.object.type === params.type),
          ),
        params,
      ),
  }),
  v1.get('/v1/balance_transactions/:id', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) => own(scope, 'balance_transactions', path['id']!, 'id').object,
  }),
];
