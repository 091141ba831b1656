import { Link } from '@tanstack/react-router';

/** The rules of a marketplace's money, side by side: what it keeps of sales, and what happens when one is undone. */
export function MoneyRules({ current }: { current: 'commission' | 'refunds' }) {
  return (
    <nav className="tabs money-rules" aria-label="Rules of money">
      <Link to="/market/commission" activeOptions={{ exact: true }} aria-current={current === 'commission' ? 'page' : undefined}>Commission</Link>
      <Link to="/market/commission/refunds" activeOptions={{ exact: true }} aria-current={current === 'refunds' ? 'page' : undefined}>Refunds</Link>
    </nav>
  );
}
