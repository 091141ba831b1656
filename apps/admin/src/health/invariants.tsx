import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { Time } from '@stoa/web-ui';
import { Link } from '@tanstack/react-router';
import type { Health, Invariant } from './health.queries.js';

/** What must always hold, how it is looked at, over how much, and where it does not. */
export function Invariants({ health }: { health: Health }) {
  const broken = health.invariants.filter((one) => one.breaks > 0).length;
  const asked = health.invariants.filter((one) => one.ran_at !== null);
  const oldest = asked.map((one) => one.ran_at ?? '').sort()[0];
  const looked = asked.reduce((sum, one) => sum + one.looked_at, 0);
  const isGood = broken === 0 && asked.length > 0;
  return (
    <section className="card invariants" aria-labelledby="h-invariants">
      <header className={isGood ? 'verdict-bar' : 'verdict-bar broken'}>
        {isGood ? <IconShieldCheck className="i" aria-hidden /> : <IconShieldX className="i" aria-hidden />}
        <h2 id="h-invariants">{asked.length === 0 ? 'Not checked yet' : broken > 0 ? `${broken} of ${health.invariants.length} invariants are broken` : `All ${health.invariants.length} invariants hold`}</h2>
        {oldest && <span className="small grow"><Time iso={oldest} exact />, over {looked.toLocaleString('en')} rows</span>}
      </header>
      <table className="t inv">
        <caption className="vh">Invariants</caption>
        <thead><tr><th scope="col">What must hold</th><th scope="col">How it is checked</th><th scope="col" className="r">Tenants</th><th scope="col" className="r">Looked at</th><th scope="col" className="r">Breaks</th><th scope="col" className="r">Took</th></tr></thead>
        <tbody>{health.invariants.map((one) => <InvariantRows key={one.code} invariant={one} />)}</tbody>
      </table>
    </section>
  );
}

function InvariantRows({ invariant: one }: { invariant: Invariant }) {
  return (
    <>
      <tr className={one.breaks > 0 ? 'broken' : undefined}>
        <th scope="row" className="i1"><span className="row">{one.ran_at === null ? <IconCircleDashed className="i off" role="img" aria-label="not checked yet" /> : one.breaks > 0 ? <IconAlertTriangle className="i" role="img" aria-label="broken" /> : <IconCircleCheck className="i" role="img" aria-label="holds" />}<span className="med">{one.label}</span></span></th>
        <td className="i2 dim">{one.how}</td>
        <td className="r i3 dim">{one.tenants}</td>
        <td className="r i3 dim">{one.looked_at.toLocaleString('en')}</td>
        <td className="r i4 strong">{one.ran_at === null ? '–' : one.breaks.toLocaleString('en')}</td>
        <td className="r i5 faint">{one.took_ms < 1_000 ? `${one.took_ms} ms` : `${(one.took_ms / 1_000).toFixed(1)} s`}</td>
      </tr>
      {one.broken_in.length > 0 && (
        <tr className="where"><td colSpan={6}>{one.broken_in.map(({ tenant, examples }) => <div key={tenant.id}><Link to="/operator/tenants/$id" params={{ id: tenant.id }}>{tenant.name}</Link><ul>{examples.map((example) => <li key={example}>{example}</li>)}</ul></div>)}</td></tr>
      )}
    </>
  );
}
