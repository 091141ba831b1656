import { z } from 'zod';
import { v1, type Endpoint } from '../api/endpoint.js';
import { listOf } from '../api/list.js';
import { clearable, expand, mergeMetadata, metadata, paging, text } from '../api/params.js';
import { tell } from '../event/tell.js';
import { own, save } from '../world.js';
import { createTransfer, reversalParams, reverseTransfer, transferParams } from './transfer.js';

export const transferEndpoints: readonly Endpoint[] = [
  v1.post('/v1/transfers', { params: transferParams, handle: ({ scope, params }) => createTransfer(scope, params).object }),
  v1.get('/v1/transfers', {
    params: z.strictObject({ ...paging, destination: text.optional(), transfer_group: text.optional() }),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/transfers',
        scope.world.store
          .all('transfers')
          .filter(
            (r) =>
              r.account === scope.account &&
              (!params.destination || r.object.destination === params.destination) &&
              (!params.transfer_group || r.object.transfer_group === params.transfer_group),
          ),
        params,
      ),
  }),
  v1.get('/v1/transfers/:id', { params: z.strictObject({ expand }), handle: ({ scope, path }) => own(scope, 'transfers', path['id']!, 'transfer').object }),
  v1.post('/v1/transfers/:id', {
    params: z.strictObject({ description: clearable.optional(), metadata: metadata.optional(), expand }),
    handle: ({ scope, params, path }) => {
      const row = own(scope, 'transfers', path['id']!, 'transfer');
      const object = {
        ...row.object,
        description: params.description === undefined ? row.object.description : params.description,
        metadata: mergeMetadata(row.object.metadata, params.metadata),
      };
      save(scope, 'transfers', { ...row, object });
      tell(scope, 'transfer.updated', object, { metadata: row.object.metadata, description: row.object.description });
      return object;
    },
  }),
  v1.post('/v1/transfers/:id/reversals', {
    params: reversalParams,
    handle: ({ scope, params, path }) => reverseTransfer(scope, own(scope, 'transfers', path['id']!, 'transfer'), params).object,
  }),
  v1.get('/v1/transfers/:id/reversals', {
    params: z.strictObject(paging),
    handle: ({ scope, params, path }) =>
      listOf(
        `/v1/transfers/${path['id']}/reversals`,
        scope.world.store.all('transfer_reversals').filter((r) => r.account === scope.account && r.object.transfer === path['id']),
        params,
      ),
  }),
  v1.get('/v1/transfers/:id/reversals/:reversal', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) => own(scope, 'transfer_reversals', path['reversal']!, 'id').object,
  }),
];
