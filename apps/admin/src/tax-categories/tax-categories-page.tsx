import { Badge, CheckField, Face, formatDay, Note, Page, Table, type Tone } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { CategoryDialog } from './category-dialog.js';
import { ratesOf } from './rates-of.js';
import { taxCategoriesQuery, type ShelfTaxCategory } from './tax-categories.queries.js';

const SOURCES: Record<ShelfTaxCategory['source'], readonly [Tone, string]> = { chosen: ['ok', 'Chosen'], inherited: ['idle', 'From above'], made: ['idle', 'As it was made'], nobody: ['warn', 'Nobody said'] };

/** What the goods of each shelf are for tax law: the choice of the shelf, or of the nearest above it. The filter stands in the address. */
export function TaxCategoriesPage() {
  const navigate = useNavigate();
  const onlyUnsaid = (useSearch({ strict: false }) as { show?: string }).show === 'unsaid';
  const found = useQuery(taxCategoriesQuery);
  const mayWrite = useMay('tax.write');
  const [open, setOpen] = useState<ShelfTaxCategory | null>(null);
  const unsaid = found.data?.unsaid ?? 0;
  return (
    <Page title="Tax categories" full crumbs={[<Link key="tax" to="/market/tax">Tax returns</Link>, <Link key="setup" to="/market/tax/setup">Tax set-up</Link>]}
      lead="What the goods of your categories are for tax law. A category goes by the nearest above it that says so; a listing that names its own keeps it.">
      <div className="stack g16">
        {unsaid > 0 && <Note tone="warn">{unsaid === 1 ? 'Of one category' : `Of ${unsaid} categories`} nobody said what the goods are. They are taxed at the rate of everything else, never less.</Note>}
        <div className="filters"><CheckField label="Only where nobody said it" checked={onlyUnsaid} onChange={(event) => void navigate({ to: '/market/tax/categories', search: event.target.checked ? { show: 'unsaid' } : {} })} /></div>
        <Table<ShelfTaxCategory> caption="Tax categories" rows={{ data: found.data?.data.filter((one) => !onlyUnsaid || one.source === 'nobody'), error: found.error, isPending: found.isPending, refetch: () => void found.refetch() }} rowKey={(one) => one.path}
          columns={[
            { key: 'shelf', head: 'Category', cell: (one) => <span className="med" style={{ paddingInlineStart: `${(one.path.split('/').length - 1) * 16}px` }}>{nameOf(one)}</span> },
            { key: 'is', head: 'For tax law', cell: (one) => <span className="stack"><span className="mono small">{one.tax_category}</span>{one.planned.map((plan) => <span key={plan.from} className="small dim">{plan.tax_category ?? 'as above'} from {formatDay(plan.from)}</span>)}</span> },
            { key: 'rates', head: 'Rate today', cell: (one) => <span className="small num">{ratesOf(found.data?.known ?? [], one.tax_category)}</span>, hidePhone: true },
            { key: 'source', head: 'By', cell: (one) => <Badge tone={SOURCES[one.source][0]}>{SOURCES[one.source][1]}</Badge> },
            ...(mayWrite ? [{ key: 'act', head: <span className="vh">Choose</span>, right: true, cell: (one: ShelfTaxCategory) => <button className="btn sm" onClick={() => setOpen(one)}>Choose</button> }] : []),
          ]}
          empty={onlyUnsaid ? <Face title="Every category says what its goods are" text="Nothing is taxed as everything else for want of a word." /> : <Face title="There are no categories yet" text="They come with the marketplace." />} />
      </div>
      {open && found.data && <CategoryDialog shelf={open} known={found.data.known} onClose={() => setOpen(null)} />}
    </Page>
  );
}

const nameOf = ({ names, path }: ShelfTaxCategory): string => names['en'] ?? Object.values(names)[0] ?? path;
