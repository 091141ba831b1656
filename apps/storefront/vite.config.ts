import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { reactRouter } from '@react-router/dev/vite';
import { defineConfig, type Plugin } from 'vite';

/** Lays a Brotli copy beside each script and style: packed once, with all effort, instead of for every visitor. */
const pack = (): Plugin => ({
  name: 'pack-assets',
  apply: 'build',
  writeBundle(options, bundle) {
    if (this.environment.name !== 'client') return;
    for (const file of Object.keys(bundle)) {
      if (!/^assets\/.+\.(js|css)$/.test(file)) continue;
      const built = path.join(options.dir ?? '', file);
      const bytes = readFileSync(built);
      const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
      if (packed.length < bytes.length) writeFileSync(`${built}.br`, packed);
    }
  },
});

export default defineConfig({
  plugins: [reactRouter(), pack()],
  build: { target: 'es2022', assetsInlineLimit: 0, cssMinify: true, manifest: true },
});
