import { Card, ErrorFace, Note, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../app/session.js';
import { ratesQuery, useReadRates } from './tax-setup.queries.js';

/** The exchange rates that hold today, and where a new file of them goes in. */
export function RatesCard() {
  const rates = useQuery(ratesQuery);
  const read = useReadRates();
  const mayWrite = useMay('tax.write');
  async function take(event: React.ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = event.target.files?.[0];
    const text = file?.text();
    event.target.value = ''; // the same file, mended, may be chosen again
    if (text) read.mutate(await text);
  }
  return (
    <Card title="Exchange rates of today">
      <div className="stack g12">
      {rates.isPending && <Skeleton lines={3} />}
      {rates.error && <ErrorFace error={rates.error} retry={() => void rates.refetch()} />}
      {rates.data?.data.length === 0 && <Note tone="warn">There are none. Nothing is sold to countries whose limits are in another currency.</Note>}
      {rates.data && rates.data.data.length > 0 && (
        <ul className="plain">{rates.data.data.map((rate) => <li key={`${rate.source} ${rate.base} ${rate.quote} ${rate.from}`} className="num">1 {rate.base} = {rate.rate} {rate.quote} <span className="faint small">{rate.source}, {rate.from}, holds until {rate.holds_until}</span></li>)}</ul>
      )}
      {mayWrite && <div><label className="btn">{read.isPending ? 'Reading' : 'Read a file'}<input className="vh" type="file" aria-label="Read a file of exchange rates" accept=".xml,text/xml" disabled={read.isPending} onChange={(event) => void take(event)} /></label><p className="dim small">The daily file of the European Central Bank, eurofxref-daily.xml.</p></div>}
      <Refusal error={read.error} />
      {read.data && <Note tone="ok">{read.data.changed === 0 ? 'Nothing in it was new.' : `${read.data.changed} rates are new.`}</Note>}
      </div>
    </Card>
  );
}
