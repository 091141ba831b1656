import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createRequestHandler } from '@react-router/express';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import type { ServerBuild } from 'react-router';
import type { ShopContext } from '../app/shop/load-context.js';
import type { StoreContext } from '../app/shop/store-types.js';
import type { Config } from './config.js';
import { sendPacked } from './packed.js';

export type Deps = {
  config: Config;
  build: ServerBuild;
  clientDir: string;
  /** The built script of each language's words. */
  wordsScripts: Readonly<Record<string, string>>;
  resolveShop: (host: string) => Promise<StoreContext | null>;
  log: Logger;
};

/** The storefront of all marketplaces: the host says which one, and a host that no marketplace has is a plain 404. */
export function createApp({ config, build, clientDir, wordsScripts, resolveShop, log }: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies.length > 0 ? [...config.trustedProxies] : false);
  app.get('/livez', (_req, res) => void res.type('text').send('alive'));
  app.use('/assets', sendPacked(clientDir));
  app.use(compression());
  app.use('/assets', express.static(`${clientDir}/assets`, { immutable: true, maxAge: '1y' }));
  app.use('/assets', (_req, res) => void res.status(404).type('text').send('There is no such file.')); // an older page may ask for what a newer build no longer has
  app.use(express.static(clientDir, { maxAge: '1h', index: false }));
  app.get('/media/*path', proxyMedia(config.apiUrl));
  app.use(refuseForeignWrites);
  app.use(openShop({ config, wordsScripts, resolveShop }));
  app.use(createRequestHandler({ build, mode: config.isProduction ? 'production' : 'development', getLoadContext: (_req, res) => res.locals['load'] }));
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    log.error({ err: error }, 'a storefront request failed');
    if (res.headersSent) return next(error);
    res.status(502).type('text').send('The marketplace does not answer right now. Nothing was lost; try again in a moment.');
  });
  return app;
}

function openShop({ config, wordsScripts, resolveShop }: Pick<Deps, 'config' | 'wordsScripts' | 'resolveShop'>) {
  return async (req: Request, res: Response, next: NextFunction) => {
    const alias = config.aliases.find((a) => a.port === req.socket.localPort);
    const host = alias ? new URL(config.originTemplate.replace('{slug}', alias.slug)).hostname : req.hostname;
    const shop = host ? await resolveShop(host) : null;
    if (!shop) return void res.status(404).type('text').send('There is no marketplace here.');
    const nonce = randomBytes(16).toString('base64');
    const requestId = randomUUID();
    setSecurityHeaders(res, nonce, config.cardFormOrigin);
    res.set('X-Request-Id', requestId);
    const load: ShopContext = {
      shop,
      origin: `${req.protocol}://${req.get('host')}`,
      apiUrl: config.apiUrl,
      nonce,
      requestId,
      clientIp: req.ip ?? '',
      wordsScripts,
      cardFormOrigin: config.cardFormOrigin,
      isSecure: req.secure,
      asked: new Map(),
    };
    res.locals['load'] = load;
    next();
  };
}

/** Only our own scripts run, and a page can only talk to us and to where cards are entered. */
function setSecurityHeaders(res: Response, nonce: string, cardFormOrigin: string | null): void {
  const cards = cardFormOrigin ?? 'https://api.stripe.com';
  res.set({
    'Content-Security-Policy': [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'", // widths of bars and swatches are values, not rules
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self' ${cards}`,
      `frame-src ${cards}`,
      "base-uri 'none'",
      `form-action 'self' ${cards}`,
      "frame-ancestors 'none'",
    ].join('; '),
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  });
}

/** A form of another site cannot buy in a shopper's name: browsers name the origin of every write. */
function refuseForeignWrites(req: Request, res: Response, next: NextFunction): void {
  const origin = req.get('origin');
  if (['GET', 'HEAD'].includes(req.method) || !origin || (URL.canParse(origin) && new URL(origin).host === req.get('host'))) return next();
  res.status(403).type('text').send('This form was sent from another site.');
}

/** Pictures lie with the API; they are handed through so that a page needs one origin and a CDN sees them under the shop's name. */
function proxyMedia(apiUrl: string) {
  return async (req: Request, res: Response) => {
    const upstream = await fetch(apiUrl + req.originalUrl, { headers: pick(req, ['accept', 'if-none-match']), signal: AbortSignal.timeout(15_000) });
    res.status(upstream.status);
    for (const name of ['content-type', 'cache-control', 'etag', 'vary', 'content-length']) {
      const value = upstream.headers.get(name);
      if (value) res.set(name, value);
    }
    if (!upstream.body || upstream.status === 304) return void res.end();
    Readable.fromWeb(upstream.body as Parameters<typeof Readable.fromWeb>[0]).on('error', (error) => res.destroy(error)).pipe(res);
  };
}

const pick = (req: Request, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => { const value = req.get(name); return value ? [[name, value]] : []; }));
