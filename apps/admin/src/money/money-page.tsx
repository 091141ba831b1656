import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { Badge, ErrorFace, formatAmount, formatDay, MoneyFlow, Page, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { download } from '../app/download.js';
import { cardName } from '../app/words.js';
import { Equation } from './equation.js';
import { moneyQuery, type MoneyPageData } from './money.queries.js';
import { PALETTE } from './money-words.js';
import { Proof } from './proof.js';
import { Statement } from './statement.js';
import { statementCsv } from './statement-csv.js';
import { TaxDecisionDialog } from './tax-decision-dialog.js';

/** One page per order: from the shopper's total to each who gets a part of it, and that nothing is left over. */
export function MoneyPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const money = useQuery(moneyQuery(id));
  const crumbs = [<Link key="o" to="/market/orders">Orders</Link>, <Link key="n" to="/market/orders/$id" params={{ id }}>{money.data?.number ?? 'Order'}</Link>, <span key="w" aria-current="page">Where the money went</span>];
  if (money.isPending) return <Page title="Where the money went" crumbs={crumbs}><Skeleton lines={12} /></Page>;
  if (money.error) return <Page title="Where the money went" crumbs={crumbs}><ErrorFace error={money.error} retry={() => void money.refetch()} /></Page>;
  return <Loaded page={money.data} crumbs={crumbs} />;
}

function Loaded({ page, crumbs }: { page: MoneyPageData; crumbs: React.ReactNode[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['commission']));
  const [decision, setDecision] = useState<string | null>(null);
  usePaperIsLight();
  const toggle = (code: string): void => setOpen((before) => new Set(before.has(code) ? [...before].filter((one) => one !== code) : [...before, code]));
  const card = page.payment.card;
  return (
    <Page title="Where the money went" documentTitle={`Where the money of ${page.number} went`} crumbs={crumbs}
      badges={<Badge tone={page.difference.amount === 0 ? 'ok' : 'bad'}>Difference {formatAmount(page.difference)}</Badge>}
      lead={<>Order {page.number}{page.shopper_name ? `, ${page.shopper_name}` : ''}. Paid by {card ? `${cardName(card.brand)} ending ${card.last4}` : 'card'} on <Time iso={page.payment.captured_at ?? page.placed_at} exact />, sold by {soldBy(page)}. All amounts in {page.currency}.</>}
      actions={<><button className="btn" type="button" onClick={() => download(`money-${page.number}.csv`, statementCsv(page))}><IconDownload className="i s" aria-hidden />CSV</button><button className="btn" type="button" onClick={() => window.print()}><IconPrinter className="i s" aria-hidden />Print</button></>}>
      <div className="stack g16">
        <section className="card flowcard" aria-labelledby="h-flow">
          <h2 id="h-flow" className="vh">From the shopper’s total to each recipient</h2>
          <Equation page={page} />
          <MoneyFlow currency={page.currency} onOpen={(node) => openLine(node, setOpen)}
            nodes={page.flow.nodes.map((node) => ({ ...node, amount: node.amount.amount, role: PALETTE[node.role] ?? 'paid', sub: node.held_until ? `Held until ${formatDay(node.held_until)}` : node.sub || null }))}
            links={page.flow.links.map((link) => ({ ...link, amount: link.amount.amount, role: PALETTE[link.role] ?? 'paid' }))} />
        </section>
        <Statement page={page} open={open} onToggle={toggle} onDecision={setDecision} />
        <Proof page={page} />
      </div>
      <TaxDecisionDialog id={decision} onClose={() => setDecision(null)} />
    </Page>
  );
}

/** "Three vendors" in the middle of a sentence; one vendor by its name. */
const soldBy = ({ statement, parts }: MoneyPageData): string => (statement.columns.length === 1 ? (statement.columns[0]?.vendor_name ?? 'one vendor') : (parts.find((part) => part.role === 'vendors')?.label.toLowerCase() ?? `${statement.columns.length} vendors`));

const LINE_OF: Record<string, string> = { vendor: 'vendors_receive', tax: 'tax_by_marketplace', marketplace: 'commission_total', platform: 'platform_fee', gateway: 'gateway_fee' };

/** A recipient in the picture leads to its line of the statement, opened. */
function openLine(node: string, setOpen: React.Dispatch<React.SetStateAction<ReadonlySet<string>>>): void {
  const code = LINE_OF[node.split(':')[0] ?? ''];
  if (!code) return;
  setOpen((before) => new Set([...before, code]));
  requestAnimationFrame(() => {
    const button = document.querySelector<HTMLButtonElement>(`[aria-controls="why-${code}"]`);
    button?.scrollIntoView({ block: 'center' });
    button?.focus();
  });
}

/** Paper is white, whatever the screen is. */
function usePaperIsLight(): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | null = null;
    const toPaper = (): void => { before = root.getAttribute('data-mantine-color-scheme'); root.setAttribute('data-mantine-color-scheme', 'light'); };
    const toScreen = (): void => { if (before) root.setAttribute('data-mantine-color-scheme', before); };
    window.addEventListener('beforeprint', toPaper);
    window.addEventListener('afterprint', toScreen);
    return () => { window.removeEventListener('beforeprint', toPaper); window.removeEventListener('afterprint', toScreen); };
  }, []);
}
