import type { components } from '@stoa/web-api-client';
import { aSession } from '../app/open-page.testing.js';

type Schemas = components['schemas'];
export const IMPORT = 'imp_01h455vb4pex5vsknk084sn02q';
const none = { rows: 0, listings: 0 };

export const aVendorSession = (permissions = ['catalog.read', 'catalog.write', 'inventory.write']) => aSession({ kind: 'vendor', permissions });

/** A table that was checked: most of it is good. */
export const anImport = (change: Partial<Omit<Schemas['Import'], 'tally'>> & { tally?: Partial<Schemas['Import']['tally']> } = {}): Schemas['Import'] => ({
  id: IMPORT, file_name: 'autumn.csv', size_bytes: 184_000, state: 'checked', problem: null, notes: 0, mistakes: 3, waits: false, progress: { done: 500, total: 500 }, submits: false,
  created_at: '2026-03-01T09:00:00.000Z', confirmed_at: null, finished_at: null, ...change,
  tally: { read: none, bad: { rows: 3, listings: 2 }, to_create: { rows: 462, listings: 120 }, to_update: { rows: 31, listings: 20 }, to_keep: { rows: 4, listings: 4 }, created: none, updated: none, kept: none, failed: none, ...change.tally },
});

export const aRow = (change: Partial<Schemas['ImportRow']> = {}): Schemas['ImportRow'] => ({
  number: 241, sku: 'FLU-VAS-31', state: 'bad', note: null, problems: [{ column: 'price:EUR', value: '-4,90', message: 'A price is not negative. Write it like 34.90, without a currency sign.' }], ...change,
});

export const pageOf = <T>(data: T[]) => ({ data, has_more: false, next: null });
export const someColumns: Schemas['ImportColumns'] = {
  limits: { bytes: 64 * 1024 * 1024, rows: 50_000 },
  columns: [{ name: 'sku', about: 'Your own number of the variant.', example: 'MUG-BLUE', needed: 'always' }, { name: 'stock:Leipzig', about: 'How many pieces lie in Leipzig.', example: '12', needed: 'no' }],
};
