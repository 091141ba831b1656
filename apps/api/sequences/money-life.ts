import { randomIn } from './random.js';
import { STEPS, type Step } from './money-steps.js';

export const ROUNDS = 6;
/** Not a round of its own: when all is quiet, all that is left of the sale goes back. */
export const REST = ROUNDS + 1;

/** A sequence: a sale, and the rounds in which something happens to it. What happens in a round is drawn from its number alone, so rounds can be left out and the others stay as they were. */
export type Life = { readonly seed: number; readonly rounds: readonly number[] };

/** From a sale to which nothing happens to one of seven steps. */
export function lifeOf(seed: number): Life {
  const random = randomIn(seed, 100);
  const length = random.pick([0, 1, 1, 2, 2, 2, 3, 3, 4, 6]);
  const rounds = Array.from({ length: ROUNDS }, (_, i) => i + 1);
  while (rounds.length > length) rounds.splice(random.int(rounds.length), 1);
  return { seed, rounds: random.chance(35) ? [...rounds, REST] : rounds };
}

/** What happens to a sale in a round. */
export const stepIn = ({ seed }: Life, round: number): readonly [string, Step] => randomIn(seed, round).pick(STEPS);

/** `1003.1.4,1017`: the first with what happens in rounds 1 and 4, of the second all. `.0`: nothing happens to it after it is paid. */
export function readLives(text: string): Life[] {
  return text.split(',').map((word) => {
    const [seed, ...rounds] = word.split('.').map(Number);
    if (seed === undefined || [seed, ...rounds].some((number) => !Number.isInteger(number))) throw new Error(`--only is sequences with their rounds, such as 1003.1.4,1017: ${word} is none.`);
    return rounds.length === 0 ? lifeOf(seed) : { seed, rounds: rounds.filter((round) => round > 0) };
  });
}

export const writeLives = (lives: readonly Life[]): string => lives.map(({ seed, rounds }) => [seed, ...(rounds.length === 0 ? [0] : rounds)].join('.')).join(',');
/** In words. */
export const tell = (life: Life): string => `${life.seed}: pay${life.rounds.map((round) => `, ${round === REST ? 'give the rest back' : stepIn(life, round)[0]}`).join('')}`;

/** The shortest of these lives, and the fewest steps in them, that still `fails`: halves are left out first, then one after the other. Answers with the best it found until `until`. */
export async function shortest(lives: readonly Life[], fails: (lives: readonly Life[]) => Promise<boolean>, until: number): Promise<readonly Life[]> {
  let best = lives;
  const attempt = async (fewer: readonly Life[]): Promise<boolean> => {
    if (fewer.length === 0 || Date.now() > until || !(await fails(fewer))) return false;
    best = fewer;
    return true;
  };
  for (let size = Math.ceil(best.length / 2); size >= 1 && best.length > 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length; ) if (!(await attempt([...best.slice(0, at), ...best.slice(at + size)]))) at += size;
  }
  for (let i = 0; i < best.length; i += 1) {
    for (const round of best[i]!.rounds) await attempt(best.map((life, k) => (k === i ? { ...life, rounds: life.rounds.filter((one) => one !== round) } : life)));
  }
  return best;
}
