import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '@stoa/platform/log';
import { createApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { openDeps } from '../src/deps.js';

/** The same API once more, in this process, where every statement can be heard. Each is one round trip: `begin` and the tenant go as one message. */
export type Counted = { readonly url: string; /** Once nothing is read into its memory any more. */ settled(): Promise<void>; count(work: () => Promise<unknown>): Promise<readonly string[]>; close(): Promise<void> };

export async function openCounted(env: NodeJS.ProcessEnv): Promise<Counted> {
  const deps = await openDeps(readConfig(env), silentLog);
  deps.clock.stop(); // it reads the offset of business time each second, whoever asks for what
  const server = createServer(createApp({ ...deps, limiter: { take: async () => ({ allowed: true, limit: 1, remaining: 1, resetSeconds: 0 }) } }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settled: () => deps.columns.settled(),
    count: async (work) => {
      const heard: string[] = [];
      const stop = deps.db.onQuery((sql) => void heard.push(sql));
      await work();
      stop();
      return heard;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await deps.close();
    },
  };
}
