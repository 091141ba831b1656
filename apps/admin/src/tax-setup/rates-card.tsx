import { Card, ErrorFace, Note, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../app/session.js';
import { ratesQuery, useFetchRates, useReadRates, type RateFeed } from './tax-setup.queries.js';

const SOURCES: Readonly<Record<string, string>> = { ecb: 'European Central Bank', eu_customs: 'EU customs', hmrc: 'HMRC' };
const nameOf = (source: string): string => SOURCES[source] ?? source;

/** The exchange rates that hold today, how they come in, and where a file of them goes in by hand. */
export function RatesCard() {
  const rates = useQuery(ratesQuery);
  const mayWrite = useMay('tax.write');
  return (
    <Card title="Exchange rates of today">
      <div className="stack g12">
      {rates.isPending && <Skeleton lines={3} />}
      {rates.error && <ErrorFace error={rates.error} retry={() => void rates.refetch()} />}
      {rates.data?.feeds.map((feed) => <Feed key={feed.source} feed={feed} mayWrite={mayWrite} />)}
      {rates.data?.data.length === 0 && <Note tone="warn">There are none. Nothing is sold to countries whose limits are in another currency.</Note>}
      {rates.data && rates.data.data.length > 0 && (
        <details open={rates.data.data.length <= SHOWN}>
          <summary className="small">{rates.data.data.length} rates</summary>
          <ul className="plain">{rates.data.data.map((rate) => <li key={`${rate.source} ${rate.base} ${rate.quote} ${rate.from}`} className="num">1 {rate.base} = {rate.rate} {rate.quote} <span className="faint small">{nameOf(rate.source)}, {rate.from}, holds until {rate.holds_until}</span></li>)}</ul>
        </details>
      )}
      {mayWrite && <ByHand />}
      </div>
    </Card>
  );
}

const SHOWN = 6;

/** How the rates of one source come in. */
function Feed({ feed, mayWrite }: { feed: RateFeed; mayWrite: boolean }) {
  const fetch = useFetchRates();
  return (
    <div className="stack g8">
      {feed.failures > 0 && <Note tone="warn">The last look at the {nameOf(feed.source)}{feed.tried_at && <>, <Time iso={feed.tried_at} inText />,</>} brought nothing ({feed.reason}). A rate holds for a week; after that, sales that need it have no answer.</Note>}
      <p className="small">
        {feed.succeeded_at ? <>{nameOf(feed.source)}: rates of {feed.newest_day}, fetched <Time iso={feed.succeeded_at} inText />.</> : <>{nameOf(feed.source)}: nothing has been fetched yet.</>}{' '}
        <span className="dim">The next look is <Time iso={feed.due_at} inText />.</span>
      </p>
      {mayWrite && <div><button className="btn sm" disabled={fetch.isPending} onClick={() => fetch.mutate()}>Fetch now</button></div>}
      {fetch.isSuccess && <Note tone="ok">They are fetched within a minute.</Note>}
      <Refusal error={fetch.error} />
    </div>
  );
}

function ByHand() {
  const read = useReadRates();
  async function take(event: React.ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = event.target.files?.[0];
    const text = file?.text();
    event.target.value = ''; // the same file, mended, may be chosen again
    if (text) read.mutate(await text);
  }
  return (
    <>
      <div><label className="btn sm">{read.isPending ? 'Reading' : 'Read a file'}<input className="vh" type="file" aria-label="Read a file of exchange rates" accept=".xml,text/xml" disabled={read.isPending} onChange={(event) => void take(event)} /></label><p className="dim small">The daily file of the European Central Bank, eurofxref-daily.xml, where it is not fetched by itself.</p></div>
      <Refusal error={read.error} />
      {read.data && <Note tone="ok">{read.data.changed === 0 ? 'Nothing in it was new.' : `${read.data.changed} rates are new.`}</Note>}
    </>
  );
}
