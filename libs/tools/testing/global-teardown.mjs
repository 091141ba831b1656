import { closeTestCluster } from './cluster.mjs';

export default async function globalTeardown() {
  await closeTestCluster(globalThis.stoaTestCluster);
}
