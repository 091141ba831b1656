import { createServer } from 'node:net';
import { choosePorts, isFreePort, usualPorts } from './ports.mjs';

const busy = (...taken: number[]) => async (port: number) => !taken.includes(port);

test('an undisturbed start gets the usual ports and says nothing', async () => {
  const notes: string[] = [];
  expect(await choosePorts(usualPorts(), { isFree: busy(), note: (line) => notes.push(line) })).toEqual({ storefront: 4100, oma: 4101, solano: 4102, admin: 4110, api: 4120, sandbox: 4130, smtp: 4135, postgres: 4140 });
  expect(notes).toEqual([]);
});

test('a taken port is named, and the next free one that no other part wants is used', async () => {
  const notes: string[] = [];
  const ports = await choosePorts(usualPorts(), { isFree: busy(4100, 4103), note: (line) => notes.push(line) });
  expect(ports).toMatchObject({ storefront: 4104, oma: 4101, solano: 4102 });
  expect(notes).toEqual(['Port 4100 (storefront) is taken by another program: using 4104 instead.']);
});

test('a second clone beside the first gets eight ports of its own', async () => {
  const first = Object.values(usualPorts());
  const second = Object.values(await choosePorts(usualPorts(), { isFree: busy(...first) }));
  expect(new Set([...first, ...second]).size).toBe(16);
});

test('a port that somebody listens on is not free, on one address or on all', async () => {
  for (const host of ['127.0.0.1', undefined]) {
    const server = createServer();
    const port = await new Promise<number>((done) => server.listen({ port: 0, host }, () => done((server.address() as { port: number }).port)));
    expect(await isFreePort(port)).toBe(false);
    await new Promise((done) => server.close(done));
    expect(await isFreePort(port)).toBe(true);
  }
});

test('no free port at all is a refusal in words', async () => {
  await expect(choosePorts(usualPorts(), { isFree: async () => false })).rejects.toThrow('None of the ports 4100 to 5099 on 127.0.0.1 is free.');
});
