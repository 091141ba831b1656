import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryCache } from './cache.js';
import { openClock } from './clock.js';
import type { TenantId } from './context.js';
import { blindIndex, equalSecrets, hashToken, hmacToken, newKey, newToken, open, seal } from './crypto.js';
import { diskFiles, tenantKey } from './files.js';
import { newId } from './ids.js';
import { memoryRateLimiter } from './rate-limit.js';
import { withDatabase } from './testing.js';

describe('crypto', () => {
  test('what is sealed opens with its key and its context only, and looks different each time', () => {
    const [key, other] = [newKey(), newKey()];
    const sealed = seal(key, 'Jörg 🏺', 'subject-1');
    expect(open(key, sealed, 'subject-1')).toBe('Jörg 🏺');
    expect(seal(key, 'Jörg 🏺', 'subject-1')).not.toBe(sealed);
    expect(() => open(other, sealed, 'subject-1')).toThrow();
    expect(() => open(key, sealed, 'subject-2')).toThrow();
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (const at of [0, 13, 29, bytes.length - 1]) {
      const bent = Buffer.from(bytes);
      bent[at]! ^= 1;
      expect(() => open(key, `v1.${bent.toString('base64url')}`, 'subject-1')).toThrow();
    }
    expect(() => open(key, sealed.slice(0, 20), 'subject-1')).toThrow();
  });

  test('tokens and indexes depend on every part of what they are made of', () => {
    const made = [hmacToken('s', 'a', 'b', 1), hmacToken('t', 'a', 'b', 1), hmacToken('s', 'ab', '', 1), hmacToken('s', 'a', 'b', 2)];
    expect(new Set(made).size).toBe(4);
    const key = newKey();
    expect(blindIndex(key, 'a@b.example')).toBe(blindIndex(key, 'a@b.example'));
    expect(blindIndex(newKey(), 'a@b.example')).not.toBe(blindIndex(key, 'a@b.example'));
    expect(equalSecrets(hashToken('x'), hashToken('x')) && !equalSecrets('x', 'xx')).toBe(true);
    expect(newToken()).not.toBe(newToken());
  });
});

describe('cache', () => {
  test('those who ask at once share one load, and a tag forgets', async () => {
    const told: string[][] = [];
    const cache = memoryCache({ broadcast: async (tags) => void told.push([...tags]) });
    let loads = 0;
    const read = () => cache.read('k', { ttlMs: 60_000, tags: ['listing'] }, async () => ({ n: ++loads }));
    expect(await Promise.all([read(), read(), read()])).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    await cache.invalidate(['other']);
    expect(cache.peek('k')).toEqual({ n: 1 });
    await cache.invalidate(['listing']);
    expect(cache.peek('k')).toBeUndefined();
    expect(await read()).toEqual({ n: 2 });
    expect(told).toEqual([['other'], ['listing']]);
  });

  test('what became stale while it was being loaded is not kept', async () => {
    const cache = memoryCache();
    const loading = cache.read('k', { ttlMs: 60_000, tags: ['listing'] }, async () => {
      await cache.invalidate(['listing']);
      return 'old';
    });
    expect(await loading).toBe('old');
    expect(cache.peek('k')).toBeUndefined();
  });

  test('a load that fails is tried again, and an entry put anew loses its former tags', async () => {
    const cache = memoryCache();
    await expect(cache.read('k', { ttlMs: 1_000 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.read('k', { ttlMs: 1_000, tags: ['a'] }, async () => 'yes')).toBe('yes');
    cache.put('k', 'again', { ttlMs: 1_000, tags: ['b'] });
    cache.forget(['a']);
    expect(cache.peek('k')).toBe('again');
  });

  test('memory stays within its bound', () => {
    const cache = memoryCache({ maxBytes: 10_000 });
    for (let n = 0; n < 100; n += 1) cache.put(`k${n}`, Buffer.alloc(1_000), { ttlMs: 60_000 });
    expect(Array.from({ length: 100 }, (_, n) => cache.peek(`k${n}`)).filter(Boolean).length).toBeLessThan(10);
    expect(cache.peek('k99')).toBeDefined();
  });
});

test('files: what was put is got, replaced and removed whole, and no key leaves the directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stoa-files-'));
  try {
    const files = diskFiles(directory);
    const key = tenantKey(newId<TenantId>(), 'invoices/2026/1.pdf');
    expect(await files.get(key)).toBeNull();
    await files.put(key, Buffer.from('one'), 'application/pdf');
    await files.put(key, Buffer.from('two'), 'application/pdf');
    expect(await files.get(key)).toEqual({ bytes: Buffer.from('two'), contentType: 'application/pdf' });
    expect((await files.stream(key))?.size).toBe(3);
    await files.remove(key);
    expect([await files.get(key), await files.stream(key)]).toEqual([null, null]);
    for (const bad of ['../etc/passwd', '/etc/passwd', 'a/../../b', '']) await expect(files.put(bad, Buffer.alloc(0), 'x')).rejects.toThrow('Invariant broken');
    expect(() => tenantKey(newId<TenantId>(), '../other')).toThrow('Invariant broken');
    expect((await readdir(directory, { recursive: true })).filter((name) => name.includes('.pdf'))).toEqual([]);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a rate limit gives back steadily what was taken', () => {
  const one = { limit: 2, windowMs: 1_000 };
  const limiter = memoryRateLimiter({ read: one, write: one, search: one, checkout: one, sign_in: one, export: one });
  const take = (now: number, key = 'a') => limiter.take(key, 'read', now).allowed;
  expect([take(0), take(0), take(0), take(499), take(500), take(500)]).toEqual([true, true, false, false, true, false]);
  expect(take(500, 'b')).toBe(true);
  expect(limiter.take('a', 'write', 500).allowed).toBe(true);
});

test('business time is the wall clock plus an offset that every process reads; in production it does not move', () =>
  withDatabase(async ({ db }) => {
    const [mine, theirs, real] = await Promise.all([openClock(db, { movable: true }), openClock(db, { movable: true }), openClock(db, { movable: false })]);
    const day = 86_400_000;
    await mine.move(day);
    await mine.move(day);
    await theirs.refresh();
    expect(Math.round((theirs.now().getTime() - Date.now()) / day)).toBe(2);
    await real.refresh();
    expect(Math.round((real.now().getTime() - Date.now()) / day)).toBe(0);
    await expect(real.move(day)).rejects.toThrow('never moved');
    await expect(mine.move(-1)).rejects.toThrow('only goes forward');
    [mine, theirs, real].forEach((clock) => clock.stop());
  }));
