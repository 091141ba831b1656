import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Card, formatDay, Pairs } from '@stoa/web-ui';
import type { components } from '@stoa/web-api-client';
import { AddressLines, countryName, languageName } from './places.js';

type Vendor = components['schemas']['Vendor'];

/** Who the trader is, as the law wants it on file (DSA Art. 30), and what is still missing. */
export function TraderFile({ vendor: v }: { vendor: Vendor }) {
  const gaps = v.trader_file_gaps;
  return (
    <>
      <Card title="Trader file" aside={<span className="small dim">{gaps.length === 0 ? 'Complete' : gaps.length === 1 ? 'One thing is missing' : `${gaps.length} things are missing`}</span>}>
        <div className="grid2 trader">
          <div className="stack g8 from-top"><span className="eyebrow">Legal name and seat</span><p className="med">{v.legal_name}</p><AddressLines address={v.address} /></div>
          <Pairs rows={[['Register', v.register_number ?? '–'], ['VAT id', v.vat_id ?? '–'], ['E-mail', v.email], ['Phone', v.phone], ['Identity document', v.id_document ?? '–'], ['Establishments', v.establishments.length === 0 ? '–' : v.establishments.map(countryName).join(', ')]]} />
        </div>
        <ul className="ticks" style={{ marginTop: 12 }}>
          <Tick isDone={v.self_certified} words="Declares to offer only goods that comply with the law" cite="DSA Art. 30(1)(e)" />
          <Tick isDone={v.register_number !== null || v.id_document !== null} words="Register entry or identity document" cite="DSA Art. 30(1)(b), (d)" />
          {gaps.map((gap) => <Tick key={gap} isDone={false} words={`Missing: ${gap.replace(/_/g, ' ')}`} cite="" />)}
        </ul>
      </Card>
      <Card title="Registrations" flush>
        {v.registrations.length === 0 ? <p className="small dim card-text">None given. Selling to some markets needs one: the rule packs say so when a listing is sent in.</p> : (
          <table className="t tight list"><caption className="vh">Registrations</caption><thead><tr><th scope="col">Scheme</th><th scope="col">Where</th><th scope="col">Number</th><th scope="col" className="r">Valid</th></tr></thead>
            <tbody>{v.registrations.map((r) => <tr key={`${r.country}${r.scheme}${r.number}`}><td className="med">{schemeName(r.scheme)}</td><td>{[r.region, countryName(r.country)].filter(Boolean).join(', ')}</td><td className="mono">{r.number}</td><td className="r">from {formatDay(r.valid_from)}{r.valid_to && ` to ${formatDay(r.valid_to)}`}</td></tr>)}</tbody></table>
        )}
      </Card>
      {Object.keys(v.about).length > 0 && <Card title="About">{Object.entries(v.about).map(([locale, text]) => <p key={locale} className="small" style={{ marginBottom: 8 }}><span className="faint">{languageName(locale)}</span><br />{text}</p>)}</Card>}
    </>
  );
}

const SCHEMES: Record<string, string> = { vat: 'VAT', union_oss: 'Union OSS', import_oss: 'Import OSS', lucid: 'LUCID packaging register', sales_tax: 'Seller’s permit', ca_abc: 'California ABC licence', co_liquor: 'Colorado liquor licence' };

/** How a register calls itself; of one we do not know, its code as words. */
const schemeName = (code: string): string => SCHEMES[code] ?? code.charAt(0).toUpperCase() + code.slice(1).replace(/_/g, ' ');

const Tick = ({ isDone, words, cite }: { isDone: boolean; words: string; cite: string }) => (
  <li>{isDone ? <IconCircleCheck className="i ok" role="img" aria-label="done" /> : <IconCircleDashed className="i off" role="img" aria-label="missing" />}<span>{words}</span><span className="t-r">{cite}</span></li>
);
