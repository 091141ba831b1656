import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import type { TaxAnswer, TaxDecision } from '../decision/decision.js';
import { listDecisionsSince } from '../decision/decision.repository.js';
import { evaluate } from '../evaluation/evaluate.js';
import { lintPack, lintTable, type LintProblem } from '../pack/lint-pack.js';
import { assemblePacks } from '../pack/load-packs.js';
import type { PackSet, RateTable, TaxPack } from '../pack/pack.js';

/** What a decision came to, as far as anybody would notice a difference. */
export type Outcome = { readonly place: string; readonly scheme: string; readonly liable: string; readonly taxMinor: bigint; readonly paysMinor: bigint; readonly rates: string } | { readonly noAnswer: string };
export type Difference = { readonly decisionId: TaxDecisionId; readonly orderId: string; readonly decidedAt: Date; readonly currency: string; readonly was: Outcome; readonly becomes: Outcome };
export type ShadowRun = { readonly pack: string; readonly version: string; readonly installed: string | null; readonly problems: readonly LintProblem[]; readonly lookedAt: number; readonly changed: number; readonly differences: readonly Difference[] };

const DAYS_MS = 30 * 86_400_000;
const PORTION = 500;
/** As many differences are told one by one; the rest are counted. */
const TOLD = 100;

/** Holds a new version of a pack against lint and, where that has nothing to say, against the sales of the last 30 days: what would each have come to? Nothing is kept or changed. */
export async function shadowRun(ctx: TxCtx, { packs }: { packs: PackSet }, body: string): Promise<ShadowRun> {
  const { raw, problems } = lintCandidate(packs, body);
  const head = { pack: textAt(raw, 'id'), version: textAt(raw, 'version'), installed: (packs.packs.get(textAt(raw, 'id')) ?? packs.tables.get(textAt(raw, 'id')))?.document.version ?? null };
  if (problems.length > 0) return { ...head, problems, lookedAt: 0, changed: 0, differences: [] };
  const candidate = assemblePacks([...documentsWithout(packs, head.pack), body], { lint: false });
  const differences: Difference[] = [];
  let [lookedAt, changed] = [0, 0];
  for (let after: TaxDecisionId | null = null; ; ) {
    const portion = await listDecisionsSince(ctx, { since: new Date(ctx.now.getTime() - DAYS_MS), after, limit: PORTION });
    for (const { id, orderId, decidedAt, decision } of portion) {
      lookedAt += 1;
      const was = outcomeOf({ outcome: 'decided', decision });
      const becomes = outcomeOf(evaluate(candidate, decision.facts, decision.overlay));
      if (isSame(was, becomes)) continue;
      changed += 1;
      if (differences.length < TOLD) differences.push({ decisionId: id, orderId, decidedAt, currency: decision.currency, was, becomes });
    }
    if (portion.length < PORTION) return { ...head, problems: [], lookedAt, changed, differences };
    after = portion.at(-1)!.id;
  }
}

/** Lint of a pack that is not installed yet, among those that are. */
function lintCandidate(set: PackSet, body: string): { raw: unknown; problems: readonly LintProblem[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch (error) {
    return { raw: null, problems: [{ pack: '(no id)', at: '', line: 1, problem: `this is no JSON: ${(error as Error).message}` }] };
  }
  if (textAt(raw, 'schema') === 'taxtable/1') return { raw, problems: [...lintTable(raw, body), ...sameVersion(set, raw, body)] };
  const around = {
    packs: new Map([...[...set.packs.values()].map(({ pack }) => [pack.id, pack] as const), [textAt(raw, 'id'), raw as TaxPack] as const]),
    tables: new Map([...set.tables.values()].map(({ table }): [string, RateTable] => [table.id, table])),
  };
  return { raw, problems: [...lintPack(raw, around, body), ...sameVersion(set, raw, body)] };
}

function sameVersion(set: PackSet, raw: unknown, body: string): LintProblem[] {
  const installed = (set.packs.get(textAt(raw, 'id')) ?? set.tables.get(textAt(raw, 'id')))?.document;
  if (!installed || installed.version !== textAt(raw, 'version') || installed.body === body) return [];
  return [{ pack: installed.id, at: 'version', line: 1, problem: `${installed.version} is installed with other content: raise the version` }];
}

const textAt = (raw: unknown, key: 'schema' | 'id' | 'version'): string => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : null;
  return typeof value === 'string' ? value : '';
};

const documentsWithout = (set: PackSet, id: string): string[] =>
  [...set.packs.values(), ...set.tables.values()].map(({ document }) => document).filter((document) => document.id !== id).map((document) => document.body);

function outcomeOf(answer: TaxAnswer): Outcome {
  if (answer.outcome === 'no_answer') return { noAnswer: answer.reasons.map((reason) => reason.message).join(' ') };
  const d: TaxDecision = answer.decision;
  return { place: d.place, scheme: d.scheme, liable: d.liable, taxMinor: d.totals.taxMinor, paysMinor: d.totals.customerPaysMinor, rates: [...new Set(d.lines.map((line) => line.ratePct))].join(', ') };
}

function isSame(a: Outcome, b: Outcome): boolean {
  if ('noAnswer' in a || 'noAnswer' in b) return 'noAnswer' in a && 'noAnswer' in b;
  return a.place === b.place && a.scheme === b.scheme && a.liable === b.liable && a.taxMinor === b.taxMinor && a.paysMinor === b.paysMinor && a.rates === b.rates;
}
