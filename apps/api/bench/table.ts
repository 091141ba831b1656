/** One line of DESIGN.md section 11: what was promised, what came out. */
export type Line = { readonly work: string; readonly budget: string; readonly measured: string; readonly isMet: boolean | null; readonly beside: string; /** Whether it is the tree's doing alone, and not the machine's: then a miss fails the suite. */ readonly isCount: boolean };

/** As it is printed, and as it is kept in docs/bench.md. */
export function tableOf(lines: readonly Line[]): string {
  const head = ['work', 'budget', 'measured', 'verdict', 'beside'];
  const rows = lines.map(({ work, budget, measured, isMet, beside }) => [work, budget, measured, isMet === null ? 'not measured here' : isMet ? 'met' : 'MISSED', beside]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`;
/** A budget of so many a second. */
export const atLeast = (work: string, wanted: number, rate: number, beside: string): Line => ({ work, budget: perSecond(wanted), measured: perSecond(rate), isMet: rate >= wanted, beside, isCount: false });
/** A budget of so many at most. */
export const atMost = (work: string, wanted: number, found: number, unit: string, beside = ''): Line => ({ work, budget: `${wanted} ${unit}`, measured: `${Math.round(found * 10) / 10} ${unit}`, isMet: found <= wanted, beside, isCount: false });
/** So many statements at most. */
export const statements = (work: string, wanted: number, found: number, beside = ''): Line => ({ ...atMost(`${work}, statements`, wanted, found, '', beside), isCount: true });
export const elsewhere = (work: string, budget: string, beside: string): Line => ({ work, budget, measured: '', isMet: null, beside, isCount: false });

/** What was missed, by name and by how much; empty when nothing was. */
export const missed = (lines: readonly Line[]): string[] => lines.filter(({ isMet }) => isMet === false).map(({ work, budget, measured, isCount }) => `${isCount ? 'FAILED' : 'missed'}  ${work}: ${measured.trim()}, budget ${budget.trim()}`);
