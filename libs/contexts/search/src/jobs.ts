import { schedule, type Schedule } from '@stoa/platform/jobs';
import { mendServer } from './document/mend-server.js';
import type { SearchServer } from './document/opensearch.js';

const MINUTE_MS = 60_000;

/** What this context does by the clock: where a search server is, it is compared with PostgreSQL and mended. */
export const schedules = ({ searchServer }: { searchServer: SearchServer | null }): Schedule[] => (searchServer ? [
  schedule({
    name: 'search.mend_server', everyMs: MINUTE_MS, due: 'every_tenant',
    run: async (ctx) => {
      await searchServer.prepare();
      return mendServer(ctx, searchServer);
    },
  }),
] : []);
