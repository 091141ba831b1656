import { createHash } from 'node:crypto';
import type { TxCtx } from '@stoa/platform/context';
import type { SubjectId } from '@stoa/events/privacy';
import { configurePrivacy, putSubject, type Address, type SubjectData } from './index.js';
import { useRetentionRoots } from './retention/retention-roots.js';

export { sealForRetention } from './key/retention.js';

// Importing this file is what gives a test its master key.
configurePrivacy({ masterKey: '7'.repeat(64) });
/** Roots that are the same in every test, without a store of files. */
export const rootsForTests = (): void => useRetentionRoots(new Map(Array.from({ length: 60 }, (_, index) => [2020 + index, createHash('sha256').update(`root ${2020 + index}`).digest()])));
rootsForTests();

export const anAddress = (changes: Partial<Address> = {}): Address => ({
  name: 'Lena Vogt', line1: 'Gartenweg 7', line2: null, city: 'Köln', region: null, postcode: '50667', country: 'DE', phone: null, ...changes,
});

/** A shopper in the subject store. */
export const savedSubject = (ctx: TxCtx, changes: Partial<SubjectData> = {}): Promise<SubjectId> =>
  putSubject(ctx, { email: 'lena@example.test', name: 'Lena Vogt', phone: null, address: anAddress(), locale: 'de', ...changes });
