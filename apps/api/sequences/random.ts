/** Chance that can be had again: the same seed gives the same numbers. */
export type Random = { int(below: number): number; pick<T>(list: readonly T[]): T; chance(percent: number): boolean };

/** Mulberry32: small, and good enough to shuffle what happens. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return { int, pick: (list) => list[int(list.length)]!, chance: (percent) => int(100) < percent };
}

/** Chance for one part of a sequence, which does not change when other parts are left out. */
export const randomIn = (seed: number, part: number): Random => randomOf(Math.imul(seed, 0x9e37_79b1) ^ Math.imul(part + 1, 0x85eb_ca6b));

/** What a run is of: sequences `seed`, `seed + 1`, … `seed + count - 1`. Each can be run alone by its own number. */
export type Run = { readonly seed: number; readonly count: number; readonly say?: (line: string) => void; /** Which part of the run this process does, of how many. */ readonly slice?: { readonly at: number; readonly of: number }; /** Lets the database count its rows, which it does not do of itself in so young a one. */ readonly gather?: () => Promise<void> };
/** After so many rounds the tables have become other tables. */
const GATHERED: readonly number[] = [1, 4, 16, 64, 256, 1024, 4096];
export const isTimeToGather = (rounds: number): boolean => GATHERED.includes(rounds);
export type Outcome = { readonly passed: number; readonly failures: readonly { readonly seed: number; readonly what: string }[] };

/** Runs sequences, some at the same time, and says which failed and why. */
export async function runAll({ seed, count, say = () => {}, slice = { at: 0, of: 1 }, gather }: Run, { atOnce, each }: { atOnce: number; each: (seed: number) => Promise<void> }): Promise<Outcome> {
  const failures: { seed: number; what: string }[] = [];
  let [next, done] = [seed + slice.at, 0];
  const worker = async () => {
    while (next < seed + count) {
      const own = next;
      next += slice.of;
      try {
        await each(own);
      } catch (error) {
        failures.push({ seed: own, what: saidBy(error) });
        say(`sequence ${own} failed: ${failures.at(-1)!.what}`);
      }
      done += 1;
      if (isTimeToGather(done)) await gather?.();
      if (done % 1_000 === 0) say(`${done} sequences of stock`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { passed: done - failures.length, failures };
}

/** A promise of this suite is broken: said with what was expected and what was found. */
export function agree(what: string, found: unknown, expected: unknown): void {
  const [a, b] = [written(found), written(expected)];
  if (a !== b) throw new Error(`${what}: found ${a}, expected ${b}`);
}

export const saidBy = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const written = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one));
