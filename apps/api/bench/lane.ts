import { connect, type Socket } from 'node:net';

/** One connection that is kept, asked for one thing at a time. It reads an answer's head and counts its bytes, nothing more: what a client would do with them would be measured as if it were the server's time. */
export type Lane = { ask(path: string, headers: Readonly<Record<string, string>>): Promise<void>; close(): void };

type Waiting = { readonly what: string; resolve(): void; reject(error: Error): void };

export async function openLane(origin: string): Promise<Lane> {
  const { hostname, port, host } = new URL(origin);
  const socket = await connected(hostname, Number(port));
  let waiting: Waiting | null = null;
  let [head, missing] = ['', 0];
  const fail = (error: Error) => waiting?.reject(error);
  const done = () => {
    const { resolve } = waiting!;
    [waiting, head] = [null, ''];
    resolve();
  };
  socket.on('error', fail).on('close', () => fail(new Error('The connection was closed.'))).on('data', (bytes) => {
    if (head === '') missing = begin(bytes);
    else missing -= bytes.length;
    if (waiting && missing === 0) done();
  });

  /** How much of the body is still to come. A head arrives whole: it is small, and written at once. */
  function begin(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n');
    head = bytes.toString('latin1', 0, end);
    const [status, length] = [Number(head.slice(9, 12)), /^content-length: (\d+)$/im.exec(head)?.[1]];
    if (end < 0 || status >= 400 || length === undefined) fail(new Error(`${waiting?.what ?? 'Nobody'} was answered with ${end < 0 ? 'half a head' : head.slice(0, 300)}`));
    return Number(length) - (bytes.length - end - 4);
  }
  return {
    ask: (path, headers) => new Promise((resolve, reject) => {
      waiting = { what: path, resolve, reject };
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    }),
    close: () => socket.destroy(),
  };
}

const connected = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket.removeListener('error', reject)));
    socket.once('error', reject);
  });
