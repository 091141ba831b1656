// Writes openapi.json at the root from the routes: `npm run openapi`. Its diff is a review of what changed for the world.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Below node_modules, so that the packages which stay outside the bundle are found.
const folder = mkdtempSync(join(root, 'node_modules', '.openapi-'));
const packagesStayOutside = {
  name: 'packages stay outside',
  setup: (bundle) => bundle.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => (kind === 'entry-point' || path.startsWith('@stoa/') ? undefined : { path, external: true })),
};
try {
  const outfile = join(folder, 'openapi.mjs');
  await build({ entryPoints: [join(root, 'apps/api/src/openapi.ts')], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', absWorkingDir: root, plugins: [packagesStayOutside] });
  const { openapiText } = await import(pathToFileURL(outfile).href);
  writeFileSync(join(root, 'openapi.json'), openapiText());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
