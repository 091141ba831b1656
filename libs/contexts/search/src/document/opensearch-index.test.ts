import { newId } from '@stoa/platform/ids';
import { aSearchServer, describeAdapter } from '@stoa/platform/parts.testing';
import type { TenantId } from '@stoa/platform/context';
import { indexContract, type Shelf } from './index-contract.testing.js';
import { openSearchServer, type SearchServer } from './opensearch.js';
import { serverIndex } from './opensearch-index.js';
import type { Asker } from './search-index.js';

describeAdapter('search', 'opensearch', () => {
  let server: SearchServer;
  beforeAll(async () => {
    server = await openSearchServer(aSearchServer());
    await server.prepare();
  }, 60_000);
  afterAll(async () => {
    for (const index of await server.targets()) await server.send('DELETE', `/${index}`);
    await server.close();
  });

  // The index lies outside the database: who asks it opens no transaction.
  const asker = (tenantId: TenantId): Asker => ({ tenantId, ask: () => Promise.reject(new Error('A search server needs no database.')) });
  const shelfOf = (tenantId: TenantId): Shelf => ({
    search: (request) => serverIndex(server).search(asker(tenantId), request),
    suggest: (request) => serverIndex(server).suggest(asker(tenantId), request),
    put: async (states) => {
      const taken = await server.put(tenantId, states);
      await server.refresh();
      return taken;
    },
    stranger: async () => shelfOf(newId<TenantId>()),
  });

  indexContract((work) => work(shelfOf(newId<TenantId>())));
});
