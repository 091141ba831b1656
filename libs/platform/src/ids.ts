import { randomFillSync } from 'node:crypto';

/** A UUID that knows what it names: the brand exists for the compiler only. */
export type Id<B extends string> = string & { readonly __brand: B };

export const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
let poolOffset = POOL_BYTES;
let lastMs = 0;
let counter = 0;

/** A UUIDv7: sorts by the time it was made, and within one process strictly by the order in which it was asked for. */
export function newId<T extends string = string>(): T {
  const random = takeRandom(10);
  advance(random);
  const hex = [
    lastMs.toString(16).padStart(12, '0'),
    (0x7000 | counter).toString(16),
    ((random[2]! & 0x3f) | 0x80).toString(16).padStart(2, '0') + random[3]!.toString(16).padStart(2, '0'),
    Buffer.from(random.buffer, random.byteOffset + 4, 6).toString('hex'),
  ];
  return `${hex[0]!.slice(0, 8)}-${hex[0]!.slice(8)}-${hex[1]!}-${hex[2]!}-${hex[3]!}` as T;
}

/** Is this the text of a UUID as we write them (lower case, with dashes)? */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID_PATTERN.test(value);

function takeRandom(bytes: number): Uint8Array {
  if (poolOffset + bytes > POOL_BYTES) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  const taken = pool.subarray(poolOffset, poolOffset + bytes);
  poolOffset += bytes;
  return taken;
}

/** Twelve bits count within a millisecond; when they run out, or the clock steps back, we borrow from the next millisecond. */
function advance(random: Uint8Array): void {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = ((random[0]! << 8) | random[1]!) & 0x7ff;
    return;
  }
  counter += 1;
  if (counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
}
