import { openTestCluster } from './cluster.mjs';

/** One cluster, migrations once into a template, a copy for each Jest worker. */
export default async function globalSetup(globalConfig) {
  const opened = await openTestCluster({ workers: globalConfig.maxWorkers });
  process.env.STOA_TEST_HARNESS = JSON.stringify(opened.harness);
  globalThis.stoaTestCluster = opened;
}
