import type { TaxDecisionId } from '@stoa/events/tax';
import type { Id } from '@stoa/platform/ids';
import type { StoredDecision } from '../decision/decision.repository.js';
import type { TaxAnswer, TaxDecision } from '../decision/decision.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { LintProblem } from '../pack/lint-pack.js';
import type { PackSet } from '../pack/pack.js';

export type ShadowRunId = Id<'ShadowRunId'>;
/** `refused` by lint: nothing was held against it. `failed`: something of ours broke at it again and again. */
export type ShadowState = 'refused' | 'running' | 'done' | 'failed';
/** A new version of a pack or table, held against the sales of a month. It stands at the last sale that was looked at, so whoever takes it up goes on from there. */
export type ShadowRun = {
  readonly id: ShadowRunId; readonly pack: string; readonly version: string; readonly installed: string | null; /** The new version itself, until the run is over; one that was given up may be tried again. */ readonly body: string | null;
  readonly state: ShadowState; readonly problems: readonly LintProblem[]; readonly since: Date; readonly until: Date; readonly after: Cursor | null;
  readonly total: number; readonly lookedAt: number; readonly changed: number; /** How often in a row it was taken up and got nowhere. */ readonly stumbles: number;
  readonly dueAt: Date | null; readonly startedBy: string; readonly createdAt: Date; readonly finishedAt: Date | null;
};
/** How often a run is taken up without getting on before it is given up. */
export const MAX_TRIES = 5;
/** A sale by when it was made: the order in which a run goes through them. */
export type Cursor = { readonly taxPoint: Date; readonly id: TaxDecisionId };

/** What a decision came to, as far as anybody would notice a difference. */
export type Outcome = { readonly place: string; readonly scheme: string; readonly liable: string; readonly taxMinor: bigint; readonly paysMinor: bigint; readonly rates: string } | { readonly noAnswer: string };
/** A line whose rate or tax is another. Nothing is said of what it becomes where the sale would have no answer. */
export type LineChange = { readonly id: string; readonly category: string; readonly wasRate: string; readonly wasMinor: bigint; readonly becomesRate: string; readonly becomesMinor: bigint };
export type LawChange = { readonly id: string; readonly cite: string; readonly change: 'new' | 'gone' | 'same' };
/** A sale that would have come to something else, and why: the lines that differ, and the rules behind them. */
export type Difference = { readonly decisionId: TaxDecisionId; readonly orderId: string; readonly taxPoint: Date; readonly currency: string; readonly was: Outcome; readonly becomes: Outcome; readonly lines: readonly LineChange[]; readonly law: readonly LawChange[] };
/** What the sales taxed in a place come to. Those without an answer under the new version are counted as blocked, and are in neither amount. */
export type PlaceSum = { readonly place: string; readonly currency: string; readonly sales: number; readonly changed: number; readonly blocked: number; readonly wasMinor: bigint; readonly becomesMinor: bigint };
export type Judged = { readonly differences: readonly Difference[]; readonly sums: readonly PlaceSum[] };

/** Judges sales again by the candidate and says what differs, sale by sale and by place. Pure. */
export function judgeAgain(candidate: PackSet, sales: readonly StoredDecision[]): Judged {
  const differences: Difference[] = [];
  const sums = new Map<string, PlaceSum>();
  for (const sale of sales) {
    const { decision } = sale;
    const answer = evaluate(candidate, decision.facts, decision.overlay);
    const difference = differenceOf(sale, answer);
    if (difference) differences.push(difference);
    const key = `${decision.place} ${decision.currency}`;
    sums.set(key, added(sums.get(key) ?? { place: decision.place, currency: decision.currency, sales: 0, changed: 0, blocked: 0, wasMinor: 0n, becomesMinor: 0n }, { decision, answer, isChanged: difference !== null }));
  }
  return { differences, sums: [...sums.values()] };
}

function added(sum: PlaceSum, { decision, answer, isChanged }: { decision: TaxDecision; answer: TaxAnswer; isChanged: boolean }): PlaceSum {
  const counted = { ...sum, sales: sum.sales + 1, changed: sum.changed + (isChanged ? 1 : 0) };
  if (answer.outcome === 'no_answer') return { ...counted, blocked: sum.blocked + 1 };
  return { ...counted, wasMinor: sum.wasMinor + decision.totals.taxMinor, becomesMinor: sum.becomesMinor + answer.decision.totals.taxMinor };
}

function differenceOf({ id, orderId, decision }: StoredDecision, answer: TaxAnswer): Difference | null {
  const [was, becomes] = [outcomeOf({ outcome: 'decided', decision }), outcomeOf(answer)];
  if (isSame(was, becomes)) return null;
  const next = answer.outcome === 'decided' ? answer.decision : null;
  return { decisionId: id, orderId, taxPoint: decision.facts.taxPoint, currency: decision.currency, was, becomes, lines: next ? linesOf(decision, next) : [], law: next ? lawOf(decision, next) : [] };
}

function linesOf(was: TaxDecision, becomes: TaxDecision): LineChange[] {
  const all = (d: TaxDecision) => (d.shipping ? [...d.lines, d.shipping] : d.lines);
  const next = new Map(all(becomes).map((line) => [line.id, line]));
  return all(was).flatMap((line) => {
    const other = next.get(line.id)!;
    if (line.ratePct === other.ratePct && line.taxMinor === other.taxMinor) return [];
    return [{ id: line.id, category: line.category, wasRate: line.ratePct, wasMinor: line.taxMinor, becomesRate: other.ratePct, becomesMinor: other.taxMinor }];
  });
}

/** Rules that came and went; where they are the same, a figure in them changed, and they are told as they are. */
function lawOf(was: TaxDecision, becomes: TaxDecision): LawChange[] {
  const [before, after] = [new Map(was.rules.map((rule) => [rule.id, rule])), new Map(becomes.rules.map((rule) => [rule.id, rule]))];
  const gone = was.rules.filter(({ id }) => !after.has(id)).map((rule): LawChange => ({ ...rule, change: 'gone' }));
  const fresh = becomes.rules.filter(({ id }) => !before.has(id)).map((rule): LawChange => ({ ...rule, change: 'new' }));
  return gone.length + fresh.length > 0 ? [...gone, ...fresh] : becomes.rules.map((rule): LawChange => ({ ...rule, change: 'same' }));
}

function outcomeOf(answer: TaxAnswer): Outcome {
  if (answer.outcome === 'no_answer') return { noAnswer: answer.reasons.map((reason) => reason.message).join(' ') };
  const d: TaxDecision = answer.decision;
  return { place: d.place, scheme: d.scheme, liable: d.liable, taxMinor: d.totals.taxMinor, paysMinor: d.totals.customerPaysMinor, rates: [...new Set(d.lines.map((line) => line.ratePct))].join(', ') };
}

function isSame(a: Outcome, b: Outcome): boolean {
  if ('noAnswer' in a || 'noAnswer' in b) return 'noAnswer' in a && 'noAnswer' in b;
  return a.place === b.place && a.scheme === b.scheme && a.liable === b.liable && a.taxMinor === b.taxMinor && a.paysMinor === b.paysMinor && a.rates === b.rates;
}
