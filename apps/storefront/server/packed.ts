import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';

const TYPES: Record<string, string> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

/**
 * Sends a built script or style as Brotli that was packed when it was built, to whoever takes it. Packed once with all effort it is a fifth
 * smaller than what a server packs while somebody waits. Everything else goes on to the next handler.
 */
export function sendPacked(clientDir: string): RequestHandler {
  const assets = path.join(clientDir, 'assets');
  const packed = new Map<string, Buffer>();
  for (const file of listFiles(assets)) if (file.endsWith('.br')) packed.set(`/${file.slice(0, -3)}`, readFileSync(path.join(assets, file)));
  return (req, res, next) => {
    const body = packed.get(req.path);
    const type = TYPES[path.extname(req.path)];
    if (!body || !type || !['GET', 'HEAD'].includes(req.method)) return next();
    res.vary('Accept-Encoding');
    if (req.acceptsEncodings('br') !== 'br') return next();
    res.set({ 'Content-Type': type, 'Content-Encoding': 'br', 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Content-Type-Options': 'nosniff' });
    res.send(body);
  };
}

type Manifest = Record<string, { file: string; src?: string }>;

/** Where the words of each language were built to, by language (`de` → `/assets/de-….js`), as the build's own list says. */
export function readWordsScripts(clientDir: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(path.join(clientDir, '.vite/manifest.json'), 'utf8')) as Manifest;
  const words = Object.values(manifest).flatMap(({ src, file }) => { const language = /^app\/words\/([a-z]{2})\.ts$/.exec(src ?? '')?.[1]; return language ? [[language, `/${file}`] as const] : []; });
  if (words.length === 0) throw new Error('The build of the storefront has no words: build it anew.');
  return Object.fromEntries(words);
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing is built: nothing is packed
    throw error;
  }
}
