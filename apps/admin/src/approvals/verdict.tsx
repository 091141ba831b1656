import { IconGavel, IconShieldCheck } from '@tabler/icons-react';
import { Badge } from '@stoa/web-ui';
import { useMarketName } from '../app/marketplace.queries.js';
import { inWords } from '../app/words.js';
import type { Judgement } from './approvals.queries.js';

const WORD = { allowed: 'May be sold', refused: 'May not be sold', excluded: 'Not offered' } as const;
const TONE = { allowed: 'ok', refused: 'bad', excluded: 'idle' } as const;

/** What the rule packs say, market by market; each refusal with what was found, the law, and what helps. */
export function Verdict({ judgement }: { judgement: readonly Judgement[] }) {
  const marketName = useMarketName();
  return (
    <>
      <div className="verdicts">
        {judgement.map((one) => (
          <section key={one.market} className={`card verdict ${one.outcome}`} aria-label={`Market ${marketName(one.market)}`}>
            <div className="between"><span className="med">{marketName(one.market)}</span><Badge tone={TONE[one.outcome]}>{WORD[one.outcome]}</Badge></div>
            <p className="small dim">{one.outcome === 'refused' ? `${one.refusals.length} ${one.refusals.length === 1 ? 'rule refuses' : 'rules refuse'}` : one.outcome === 'excluded' ? 'The vendor leaves this market out' : one.gates.length > 0 ? `Under ${one.gates.length} ${one.gates.length === 1 ? 'condition' : 'conditions'}` : 'No rule refuses'}</p>
          </section>
        ))}
      </div>
      {judgement.flatMap((one) => one.refusals.map((refusal) => (
        <section key={`${one.market}${refusal.rule}`} className="card refusal" aria-label={refusal.message}>
          <header><IconGavel className="i" aria-hidden /><div><h3>{refusal.message}</h3><p className="small">Rule <span className="mono">{refusal.rule}</span> in {refusal.place}</p></div></header>
          <dl><dt>The law</dt><dd className="med">{refusal.cite}</dd><dt>What helps</dt><dd>{refusal.what_to_do}</dd><dt>Can you overrule it?</dt><dd className="dim">No. Rules from law are not waived by staff.</dd></dl>
        </section>
      )))}
      {judgement.flatMap((one) => one.gates.map((gate) => (
        <div key={`${one.market}${gate.place}${gate.rule}`} className="note info"><IconShieldCheck className="i" aria-hidden /><div className="grow"><span className="med">{gate.place}: {inWords(gate.words)}</span><br /><span className="dim">Rule <span className="mono">{gate.rule}</span>, {gate.cite}</span></div></div>
      )))}
    </>
  );
}
