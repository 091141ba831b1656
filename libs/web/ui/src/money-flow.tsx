import { useState } from 'react';
import { formatAmount, type MoneyValue } from './money.js';
import { layOutFlow, wayTo, type FlowLink, type FlowNode } from './money-flow-layout.js';

export type { FlowLink, FlowNode } from './money-flow-layout.js';
type Props = { nodes: readonly FlowNode[]; links: readonly FlowLink[]; currency: string; onOpen?: (nodeId: string) => void };

const FILL: Record<string, string> = { paid: 'var(--stoa-m-paid)', vendor: 'var(--stoa-m-vendor)', tax: 'var(--stoa-m-tax)', market: 'var(--stoa-m-market)', platform: 'var(--stoa-m-platform)', gateway: 'var(--stoa-m-gateway)' };

/** From the shopper's total to each recipient, to scale. Striped is earned but held, solid is booked to its owner. On a phone it becomes a list with bars. */
export function MoneyFlow({ nodes, links, currency, onOpen }: Props) {
  const [asked, setAsked] = useState<string | null>(null);
  const flow = layOutFlow(nodes, links);
  const amount = (minor: number): string => formatAmount({ amount: minor, currency } satisfies MoneyValue);
  const way = asked === null ? null : wayTo(asked, links);
  const isHit = (from: string, to: string): boolean => way !== null && way.has(from) && way.has(to);
  return (
    <>
      <div className={asked ? 'flow asks' : 'flow'} style={{ height: flow.height }}>
        <svg viewBox={`0 0 1000 ${flow.height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <defs><pattern id="held" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="6" height="6" fill="var(--stoa-m-vendor)" /><rect width="6" height="3" fill="var(--stoa-surface)" opacity=".62" /></pattern></defs>
          {flow.ribbons.map((r) => <path key={`${r.from}-${r.to}`} className={isHit(r.from, r.to) ? 'hit' : ''} fill={FILL[r.role]} d={r.path} />)}
          {flow.bars.map((b) => <rect key={b.id} x={b.x} y={b.y} width="9" height={b.height} rx="2" fill={b.striped ? 'url(#held)' : FILL[b.role]} />)}
        </svg>
        {flow.labels.map((label) => label.place === 'start'
          ? <div key={label.id} className="big" style={{ top: label.y - 24 }}><span className="su">{label.label}</span><b>{amount(label.amount)}</b></div>
          : label.place === 'middle'
            ? <div key={label.id} className={label.alignRight ? 'mid com' : 'mid'} style={label.alignRight ? { top: label.y } : { left: '33.9%', top: label.y }}><span className="nm">{label.label}</span> <span className="am">{amount(label.amount)}</span>{label.sub && <span className="su">{label.sub}</span>}</div>
            : <button key={label.id} type="button" className="end linkish" style={{ top: label.y, textAlign: 'left' }} onClick={() => onOpen?.(label.id)} onPointerEnter={() => setAsked(label.id)} onPointerLeave={() => setAsked(null)} onFocus={() => setAsked(label.id)} onBlur={() => setAsked(null)}><span className="nm">{label.label}</span><span className="am">{amount(label.amount)}</span>{label.sub && <span className="su">{label.sub}</span>}</button>)}
      </div>
      <ul className="strata">
        {flow.labels.filter((label) => label.place === 'end').map((label) => (
          <li key={label.id}><span>{label.label}</span><span className="m">{amount(label.amount)}</span>{label.sub && <span className="su">{label.sub}</span>}<span className={label.striped ? 'ln hatch' : 'ln'} style={{ '--v': Math.max(2, (100 * label.amount) / flow.largestEnd), '--k': FILL[label.role] } as React.CSSProperties} /></li>
        ))}
      </ul>
      <p className="flowfoot"><span><i className="key hatch" />Striped: earned, still held</span><span><i className="key" style={{ '--k': 'var(--stoa-m-market)' } as React.CSSProperties} />Solid: booked to its owner</span><span>To scale: bars of the same size are the same amount.</span></p>
    </>
  );
}
