import type { FleetWorld } from '@stoa/tools/fleet/fleet-world';
import { beside, loop, openTarget, type Rate } from './load.js';
import { openCounted } from './statements.js';
import { atLeast, type Line, statements as counts } from './table.js';
import { withCpu } from './writes.js';

type Read = { readonly work: string; readonly budget: number; readonly path: () => string; readonly most: number; readonly locale?: () => string };

/** So many questions and a shelf is read into memory; and what a process does for the first time is not yet compiled. */
const [TIMES, WARM_SECONDS] = [8, 0.5];

/** What shoppers read: a listing and pages of them, asked for just now by somebody else, and by nobody. */
export async function measureReads(world: FleetWorld, { floor, seconds }: { floor: Rate; seconds: number }): Promise<Line[]> {
  const [target, counted] = [openTarget(world.apiUrls[0]!), await openCounted(process.env)];
  const here = openTarget(counted.url);
  let n = 0;
  /** Guests are counted by their address. */
  const from = (locale = 'de') => ({ 'stoa-publishable-key': world.tenant.key, 'stoa-market': 'de', 'stoa-locale': locale, 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n++ & 255}` });
  const never = () => `&price_max=${1_000_000 + n}`;
  const shelf = (await target.ask({ path: '/v1/store/search?limit=1&sort=newest&q=usva', headers: from() })).body as { data: { handle: string }[] };
  const listing = shelf.data[0]!.handle;
  /** Nobody's language is this one: what is shown is the market's own, and what is kept is kept under its name. */
  const nobodys = () => `xx-${10_000 + n}`;
  const reads: Read[] = [
    { work: 'one listing, cached', budget: 6_000, path: () => `/v1/store/listings/${listing}`, most: 0 }, { work: 'listing page of 20, cached', budget: 6_000, path: () => '/v1/store/search?limit=20', most: 0 },
    { work: 'one listing, uncached', budget: 1_000, path: () => `/v1/store/listings/${listing}`, most: 1, locale: nobodys }, { work: 'listing page of 20, uncached', budget: 1_000, path: () => `/v1/store/search?limit=20${never()}`, most: 1 },
    { work: 'search + facets, cached', budget: 1_500, path: () => '/v1/store/search?q=becher', most: 0 }, { work: 'search + facets, uncached', budget: 800, path: () => `/v1/store/search?q=becher${never()}`, most: 1 },
  ];
  const lines: Line[] = [];
  for (const { work, budget, path, most, locale = () => 'de' } of reads) {
    const ask = (at: typeof target) => at.hit({ path: path(), headers: from(locale()) });
    for (let time = 0; time < TIMES; time += 1) await ask(here);
    await counted.settled();
    await ask(here); // whatever that took longer than, is there again
    const sent = await counted.count(() => ask(here));
    await loop(WARM_SECONDS, () => ask(target));
    const [rate, cpu] = await withCpu(world, () => loop(seconds, () => ask(target)));
    lines.push(atLeast(work, budget, rate.perSecond, beside(rate, sent, `${cpu}; ${((100 * rate.perSecond) / floor.perSecond).toFixed(0)} % of the floor`)), counts(work, most, sent.length));
  }
  await Promise.all([target.close(), here.close()]);
  await counted.close();
  return lines;
}
