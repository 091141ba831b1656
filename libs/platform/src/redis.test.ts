import { createServer, type AddressInfo, type Socket } from 'node:net';
import { silentLog } from './log.js';
import { openRedis, untilReady } from './redis.js';

/** Something that says OK to every command, until it falls silent; what it did not say it says when it speaks again. */
async function openDoll() {
  const sockets = new Map<Socket, number>();
  let isSilent = false;
  let asked = 0;
  const answer = (socket: Socket) => {
    socket.write('+OK\r\n'.repeat(sockets.get(socket) ?? 0));
    sockets.set(socket, 0);
  };
  const server = createServer((socket) => {
    sockets.set(socket, 0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      const commands = bytes.toString().match(/^\*\d+\r$/gm)?.length ?? 0;
      asked += commands;
      sockets.set(socket, (sockets.get(socket) ?? 0) + commands);
      if (!isSilent) answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence: (silent: boolean) => {
      isSilent = silent;
      if (!silent) for (const socket of sockets.keys()) answer(socket);
    },
    asked: () => asked,
    close: () => new Promise<void>((resolve) => {
      for (const socket of sockets.keys()) socket.destroy();
      server.close(() => resolve());
    }),
  };
}

const took = async (work: Promise<unknown>): Promise<{ outcome: string; ms: number }> => {
  const begun = Date.now();
  const outcome = await work.then(String, (error: Error) => error.message);
  return { outcome, ms: Date.now() - begun };
};

test('a Redis that falls silent is waited for once; then it is left in peace for a while, and used again', async () => {
  const doll = await openDoll();
  const redis = await openRedis({ url: doll.url, prefix: 'test' }, silentLog);
  try {
    expect(await untilReady(redis)).toBe(true);
    expect((await took(redis.set('a', '1'))).outcome).toBe('OK');
    doll.silence(true);
    expect((await took(redis.set('a', '2'))).outcome).toBe('Command timed out');

    const before = doll.asked();
    const many = await Promise.all(Array.from({ length: 20 }, (_, n) => took(redis.get(`key-${n}`))));
    expect(many.map(({ outcome }) => outcome)).toEqual(Array(20).fill('Redis did not answer a moment ago, and is left in peace.'));
    expect(Math.max(...many.map(({ ms }) => ms))).toBeLessThan(500);
    expect(doll.asked()).toBe(before);

    doll.silence(false);
    await new Promise((wake) => setTimeout(wake, 3_100));
    expect((await took(redis.set('a', '3'))).outcome).toBe('OK');
  } finally {
    redis.disconnect();
    await doll.close();
  }
}, 20_000);
