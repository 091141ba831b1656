import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { TenantId } from './context.js';
import { diskFiles, type FileStore, tenantKey } from './files.js';
import { s3Files } from './files-s3.js';
import { newId } from './ids.js';
import { aBucket, describeAdapter } from './parts.testing.js';

type WithFiles = (work: (files: FileStore) => Promise<void>) => Promise<void>;

const onDisk = async (work: (files: FileStore, directory: string) => Promise<void>) => {
  const directory = await mkdtemp(join(tmpdir(), 'stoa-files-'));
  try {
    await work(diskFiles(directory), directory);
  } finally {
    await rm(directory, { recursive: true });
  }
};

describeAdapter('files', 'embedded', () => {
  contract((work) => onDisk(work));

  test('a removed file leaves nothing behind, its type included', () =>
    onDisk(async (files, directory) => {
      const key = tenantKey(newId<TenantId>(), 'invoices/2026/1.pdf');
      await files.put(key, Buffer.from('one'), 'application/pdf');
      await files.remove(key);
      expect((await readdir(directory, { recursive: true })).filter((name) => name.includes('.pdf'))).toEqual([]);
    }));
});

describeAdapter('files', 's3', () =>
  contract(async (work) => {
    const files = await s3Files(aBucket());
    try {
      await work(files);
    } finally {
      files.close();
    }
  }));

/** What every store of files does. */
function contract(withFiles: WithFiles): void {
  const aKey = (path = 'invoices/2026/1.pdf') => tenantKey(newId<TenantId>(), path);

  test('what was put is got, replaced and removed whole', () =>
    withFiles(async (files) => {
      const key = aKey();
      expect([await files.get(key), await files.stream(key)]).toEqual([null, null]);
      await files.put(key, Buffer.from('one'), 'application/pdf');
      await files.put(key, Buffer.from('two'), 'application/pdf');
      expect(await files.get(key)).toEqual({ bytes: Buffer.from('two'), contentType: 'application/pdf' });
      await files.put(key, Buffer.from('three'), 'application/octet-stream');
      expect([await files.get(key), (await files.stream(key))?.contentType]).toEqual([{ bytes: Buffer.from('three'), contentType: 'application/octet-stream' }, 'application/octet-stream']);
      await files.remove(key);
      await files.remove(key);
      expect(await files.get(key)).toBeNull();
    }));

  test('a large file comes as a stream, byte for byte', () =>
    withFiles(async (files) => {
      const key = aKey('pictures/large.bin');
      const bytes = Buffer.alloc(3_000_000, 'Stoa');
      await files.put(key, bytes, 'application/octet-stream');
      const found = await files.stream(key);
      expect([found?.size, found?.contentType]).toEqual([3_000_000, 'application/octet-stream']);
      const parts: Buffer[] = [];
      for await (const part of found!.stream) parts.push(part as Buffer);
      expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    }));

  test('what is too large to hold goes in as a stream; one that breaks off leaves what was there', () =>
    withFiles(async (files) => {
      const key = aKey('imports/large.csv');
      const piece = Buffer.alloc(1_000_000, 'a;b\n');
      const pieces = function* (until: number) {
        for (let n = 0; n < 11; n += 1) {
          if (n === until) throw new Error('The line went dead.');
          yield piece;
        }
      };
      await files.putStream(key, Readable.from(pieces(99)), 'text/csv');
      expect(await files.stream(key).then((found) => { found!.stream.destroy(); return [found!.size, found!.contentType]; })).toEqual([11_000_000, 'text/csv']);
      await expect(files.putStream(key, Readable.from(pieces(9)), 'text/plain')).rejects.toThrow('The line went dead.');
      expect((await files.get(key))?.contentType).toBe('text/csv');
      expect((await files.get(key))?.bytes.equals(Buffer.concat(Array.from({ length: 11 }, () => piece)))).toBe(true);
      await files.putStream(aKey('imports/empty.csv'), Readable.from([]), 'text/csv');
    }));

  test('no key leads out of the store, nor to another tenant', () =>
    withFiles(async (files) => {
      for (const bad of ['../etc/passwd', '/etc/passwd', 'a/../../b', '', 'a.type']) {
        await expect(files.put(bad, Buffer.alloc(0), 'x')).rejects.toThrow('Invariant broken');
        await expect(files.get(bad)).rejects.toThrow('Invariant broken');
      }
      expect(() => tenantKey(newId<TenantId>(), '../other')).toThrow('Invariant broken');
    }));

  test('the same path is two files in two marketplaces', () =>
    withFiles(async (files) => {
      const [ours, theirs] = [newId<TenantId>(), newId<TenantId>()].map((tenantId) => tenantKey(tenantId, 'invoices/1.pdf'));
      await files.put(ours!, Buffer.from('ours'), 'application/pdf');
      expect(await files.get(theirs!)).toBeNull();
      await files.put(theirs!, Buffer.from('theirs'), 'application/pdf');
      expect((await files.get(ours!))?.bytes.toString()).toBe('ours');
    }));
}
