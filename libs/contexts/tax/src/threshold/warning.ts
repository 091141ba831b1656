import type { Threshold } from '../pack/pack.js';
import type { ThresholdState } from './threshold.js';

/** A step towards a limit that staff are told of: before it is crossed, and when it is. */
export type Step = 'near' | 'crossed';
/** Which step of which limit, of whom, and of which count: a calendar year begins anew, the last twelve months go on. */
export type StepKey = { readonly code: string; readonly place: string; readonly sellerId: string | null; readonly step: Step; readonly period: string };
export type Told = StepKey & { readonly toldAt: Date };
/** What a look at the limits comes to. */
export type Look = { /** Steps that are passed now and were not before. */ readonly passed: readonly StepKey[]; /** Of these the ones that staff are told of: of a limit crossed at one stride only that it is crossed. */ readonly tell: readonly { readonly key: StepKey; readonly state: ThresholdState }[]; /** Steps that are not reached any more: should they be again, it is told again. */ readonly gone: readonly StepKey[] };

const ROLLING = 'rolling';

/** The count that a limit's sales are of. */
export const periodOf = (period: Threshold['period'], today: string): string => (period === 'year' ? today.slice(0, 4) : ROLLING);
const same = (a: StepKey, b: StepKey): boolean => a.code === b.code && a.place === b.place && a.sellerId === b.sellerId && a.step === b.step && a.period === b.period;

/** Compares where limits stand with what staff were told. Whoever is registered needs no warning; where amounts cannot be compared, nothing is said and nothing forgotten. Pure. */
export function lookAt(states: readonly ThresholdState[], told: readonly StepKey[], todayIn: (place: string) => string): Look {
  const [passed, tell, stands]: [StepKey[], { key: StepKey; state: ThresholdState }[], StepKey[]] = [[], [], []];
  for (const state of states) {
    const keys = stepsOf(state, periodOf(state.period, todayIn(state.place)));
    stands.push(...keys);
    if (state.state === 'unknown') continue;
    const fresh = keys.filter((key) => !told.some((one) => same(one, key)));
    passed.push(...fresh);
    const last = keys.at(-1);
    if (last && fresh.includes(last)) tell.push({ key: last, state });
  }
  return { passed, tell, gone: told.filter((one) => one.period === ROLLING && !stands.some((key) => same(key, one))) };
}

/** The steps that a limit's state has passed, or may have. */
function stepsOf({ code, place, sellerId, state, isRegistered }: ThresholdState, period: string): StepKey[] {
  if (isRegistered || state === 'below') return [];
  const near: StepKey = { code, place, sellerId, period, step: 'near' };
  return state === 'near' ? [near] : [near, { ...near, step: 'crossed' }];
}
