import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import path from 'node:path';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';

/** What belongs to the API. The browser calls it on the admin's own origin, so the session cookie is first-party and no CORS is needed. */
const ofTheApi = ['/v1', '/media', '/docs', '/openapi.json'];

/** Serves the built admin, and hands its calls on to the API. */
export function createApp({ apiUrl, distDir }: { apiUrl: string; distDir: string }): Express {
  const dist = path.resolve(distDir);
  const app = express();
  app.disable('x-powered-by');
  app.get('/livez', (_req, res) => void res.type('text').send('alive'));
  app.use(ofTheApi, handOn(apiUrl));
  app.use(helmet({ strictTransportSecurity: false, contentSecurityPolicy: { useDefaults: false, directives: policy } }));
  app.use(compression());
  app.use('/assets', express.static(path.join(dist, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(express.static(dist, { index: false, maxAge: '1h' }));
  app.get('/*path', (req, res, next) => sendPage(req, res, next, dist));
  app.get('/', (req, res, next) => sendPage(req, res, next, dist));
  return app;
}

/** Mantine writes `style` attributes and style elements; scripts are only our own files. */
const policy = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:', 'http:', 'https:'], // pictures of a marketplace may lie on its own host or a CDN
  'font-src': ["'self'", 'data:'],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'form-action': ["'self'"],
};

/** What a build leaves in its folder. An address may hold a dot itself: the tokens of invitations do. */
const looksLikeFile = /\.(css|html|ico|js|json|map|mjs|php|png|svg|txt|webp|woff2?|xml)$/;

/** Every address of the single-page app is the same page; a file that does not exist is not one of them. */
function sendPage(req: Request, res: Response, next: NextFunction, dist: string): void {
  if (looksLikeFile.test(req.path)) return void res.status(404).type('text').send('There is no such file.');
  res.sendFile('index.html', { root: dist, headers: { 'Cache-Control': 'no-cache' } }, (error) => error && next(error));
}

/** Streams both ways, so that server-sent events and uploads pass. */
function handOn(apiUrl: string) {
  const api = new URL(apiUrl);
  const request = api.protocol === 'https:' ? httpsRequest : httpRequest;
  return (req: Request, res: Response) => {
    const headers = { ...req.headers, 'x-forwarded-host': req.headers.host, 'x-forwarded-for': req.socket.remoteAddress, 'x-forwarded-proto': req.protocol, host: api.host };
    const onward = request({ host: api.hostname, port: api.port, method: req.method, path: req.originalUrl, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => {
      if (res.headersSent) return void res.destroy();
      res.status(502).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: 'The API does not answer right now.', status: 502, code: 'admin.api_unreachable' }));
    });
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  };
}
