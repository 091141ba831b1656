import { fork } from 'node:child_process';
import { once } from 'node:events';
import express from 'express';
import pg from 'pg';
import { CONNECTIONS, loop, openTarget, type Rate } from './load.js';

/** What this machine can do at all: Express with a route that answers 10 kB, and PostgreSQL with a statement that does nothing, each over eight connections. */
export type Floor = { readonly http: Rate; readonly database: Rate };

export async function measureFloor(program: string, databaseUrl: string, seconds: number): Promise<Floor> {
  return { http: await measureHttp(program, seconds), database: await measureDatabase(databaseUrl, seconds) };
}

/** In a process of its own, as the API has one. */
async function measureHttp(program: string, seconds: number): Promise<Rate> {
  const child = fork(program, [FLOOR], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [port] = (await once(child, 'message')) as [number];
  const target = openTarget(`http://127.0.0.1:${port}`);
  try {
    await loop(0.5, () => target.hit({ path: '/' }));
    return await loop(seconds, () => target.hit({ path: '/' }));
  } finally {
    await target.close();
    child.kill();
  }
}

export const FLOOR = '--floor';
/** What the forked process does instead of measuring. */
export function serveFloor(): void {
  const bytes = Buffer.from(JSON.stringify({ text: 'x'.repeat(10_000) }));
  const server = express().get('/', (_req, res) => void res.type('application/json').send(bytes)).listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port));
}

async function measureDatabase(url: string, seconds: number): Promise<Rate> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }));
  try {
    return await loop(seconds, (lane) => clients[lane]!.query('select 1'));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
