import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiReference } from '@scalar/express-api-reference';
import { Router, type RequestHandler } from 'express';

/** `/openapi.json`, and the reference that shows it. Its script is served from here, so the page works without the internet. */
export function docsPage(describe: () => object, assetsDir: string): Router {
  const script = onceAsked(() => readFileSync(join(assetsDir, 'scalar-1.44.20.js.gz')));
  const bytes = onceAsked(() => JSON.stringify(describe()));
  const page = apiReference({ url: '/openapi.json', cdn: '/docs/scalar.js', theme: 'default', withDefaultFonts: false, hideClientButton: true, pageTitle: 'Stoa API', telemetry: false, showDeveloperTools: 'never', agent: { disabled: true }, defaultOpenFirstTag: false });
  return Router()
    .get('/openapi.json', (_req, res) => void res.set({ 'Cache-Control': 'public, max-age=60', 'Access-Control-Allow-Origin': '*' }).type('application/json').send(bytes()))
    .get('/docs/scalar.js', (_req, res) => void res.set({ 'Content-Encoding': 'gzip', 'Cache-Control': 'public, max-age=86400' }).type('text/javascript').send(script()))
    .get('/docs', allowOwnScript, page as unknown as RequestHandler);
}

/** Describing hundreds of routes takes longer than all else that a process begins with, and most processes are never asked. */
function onceAsked<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** The reference writes its styles into the page and begins with an inline script; it loads nothing from elsewhere. */
const allowOwnScript: RequestHandler = (_req, res, next) => {
  res.set('Content-Security-Policy', "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  next();
};
