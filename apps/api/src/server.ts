import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from '@stoa/platform/log';

export type Health = { isDraining: boolean };
export type Listening = { readonly port: number; stop(): Promise<void> };

/** Listens. `stop` says "not ready", gives the load balancer time to see it, answers what runs, and takes nothing new. */
export async function listen(app: RequestListener, { port, drainMs, health, log }: { port: number; drainMs: number; health: Health; log: Logger }): Promise<Listening> {
  const server = createServer(app);
  // A little longer than a load balancer keeps a connection, so that it is never we who close one it is about to use.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.requestTimeout = 30_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => answerUnreadable(error, socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  server.on('error', (error) => log.error({ err: error }, 'the server failed'));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      health.isDraining = true;
      await new Promise((resolve) => setTimeout(resolve, drainMs));
      await closed(server);
    },
  };
}

const IDLE_LOOK_MS = 50;

/** A connection that answers its last request now becomes idle only afterwards, and would be kept for a minute: so it is looked for again and again. */
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const looking = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
    server.close(() => {
      clearInterval(looking);
      resolve();
    });
  });

/** What Node cannot even read as HTTP never becomes a request; it gets a problem document all the same. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code, title] = PROBLEMS[error.code ?? ''] ?? [400, 'request.unreadable', 'This cannot be read as HTTP.'];
  const body = JSON.stringify({ type: `https://stoa.example/problems/${code}`, status, code, title });
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

const PROBLEMS: Readonly<Record<string, [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'request.headers_too_large', 'The headers are too large: at most 16 kB together.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request.too_slow', 'The request did not arrive in time.'],
};
