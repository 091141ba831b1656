import type { RateTable, TableAuthority, TableComponent, TableRow } from './pack.js';

/** The two quarterly files that a member state of the Streamlined Sales Tax agreement publishes, and what they are for. */
export type SstFiles = { rates: string; boundaries: string; region: string; version: string; asOf: string; cite: string };
type SstRate = { code: string; pct: string; foodPct: string; from: string; to: string | null };
type Boundary = { zips: string[]; codes: string; whole: boolean };

/** Jurisdiction types of the agreement: the state's own rate stands in its pack, everything else is local. */
const STATE_TYPE = '45';
const KIND: Readonly<Record<string, string>> = { '0': 'County', '00': 'County', '1': 'City', '01': 'City' };

/**
 * Makes a table of local rates of the files of a state. A ZIP that its boundary file divides among places of different rates is left out:
 * its sales have no answer until an address says more, instead of a neighbour's rate.
 */
export function tableFromSst(files: SstFiles): RateTable {
  const rates = readRates(files.rates, files.asOf);
  const byZip = new Map<string, Set<string>>();
  for (const boundary of readBoundaries(files.boundaries, files.asOf)) for (const zip of boundary.zips) byZip.set(zip, (byZip.get(zip) ?? new Set()).add(boundary.codes));
  const zipsByCodes = new Map<string, string[]>();
  for (const [zip, codes] of byZip) if (codes.size === 1) zipsByCodes.set([...codes][0]!, [...(zipsByCodes.get([...codes][0]!) ?? []), zip]);
  const authorities: Record<string, TableAuthority> = {};
  const rows = [...zipsByCodes].flatMap(([codes, zips]): TableRow[] => {
    const components = codes.split('+').flatMap((code) => componentsOf(code, { rates, authorities, region: files.region }));
    return components.length === 0 ? [] : [{ id: codes.toLowerCase().replaceAll('+', '-'), city: null, postcodes: runsOf(zips), components }];
  });
  return { schema: 'taxtable/1', id: `${files.region.toLowerCase()}-local`, version: files.version, region: files.region, as_of: files.asOf, valid_from: files.asOf, cite: files.cite, authorities, rows };
}

function componentsOf(code: string, { rates, authorities, region }: { rates: ReadonlyMap<string, SstRate[]>; authorities: Record<string, TableAuthority>; region: string }): TableComponent[] {
  const key = `${region.slice(3)}-${code}`;
  return (rates.get(code) ?? []).map((rate) => {
    const [type, number] = code.split(':') as [string, string];
    authorities[key] ??= { name: `${KIND[type] ?? 'District'} ${number}`, ...(Number(rate.foodPct) === 0 ? { exempts: ['grocery', 'exempt'] } : {}) };
    return rate.to === null ? [key, rate.pct, rate.from] : [key, rate.pct, rate.from, rate.to];
  });
}

/** Rates still in force on the day or later, for sales from another state: state, type, code, general within, general between, food within, food between, from, to. */
function readRates(csv: string, asOf: string): Map<string, SstRate[]> {
  const rates = new Map<string, SstRate[]>();
  for (const [, type, number, , general, , food, begin, end] of rowsOf(csv)) {
    const to = dayOf(end!);
    if (type === STATE_TYPE || (to !== null && to < asOf) || Number(general) === 0) continue;
    const code = `${type}:${number}`;
    rates.set(code, [...(rates.get(code) ?? []), { code, pct: percentOf(general!), foodPct: percentOf(food!), from: dayOf(begin!)!, to }]);
  }
  return rates;
}

/** Record type, from, to; ZIP range in columns 18 and 20, county 25, city 26, and from 31 on pairs of district code and type. */
function readBoundaries(csv: string, asOf: string): Boundary[] {
  return rowsOf(csv).flatMap((columns): Boundary[] => {
    const to = dayOf(columns[2]!);
    if (!/^[z4]$/i.test(columns[0]!) || (to !== null && to < asOf) || dayOf(columns[1]!)! > asOf) return [];
    const [low, high, county, city] = [columns[17], columns[19], columns[24], columns[25]];
    if (!/^\d{5}$/.test(low ?? '')) return [];
    const districts = [30, 33, 36, 39, 42].flatMap((at) => (columns[at] && columns[at + 1] && columns[at + 1] !== STATE_TYPE ? [`${columns[at + 1]}:${columns[at]}`] : []));
    const codes = [...(county ? [`00:${county}`] : []), ...(city ? [`01:${city}`] : []), ...districts].sort().join('+');
    return [{ zips: between(low!, high || low!), codes, whole: columns[0]!.toLowerCase() === 'z' }];
  });
}

const rowsOf = (csv: string): string[][] => csv.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => line.split(','));
/** 29991231 and 99991231 mean "without end". */
const dayOf = (text: string): string | null => (/^(2|9)999/.test(text) ? null : `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`);

/** "0.0985" as a percentage, digit by digit: a float would print 9.850000000000001. */
function percentOf(fraction: string): string {
  const [whole, decimals = ''] = fraction.split('.');
  const digits = `${whole}${decimals.padEnd(2, '0')}`;
  const point = digits.length - Math.max(decimals.length - 2, 0);
  return `${BigInt(digits.slice(0, point))}${digits.slice(point).replace(/0+$/, '').replace(/^(?=.)/, '.')}`;
}

function between(low: string, high: string): string[] {
  return Array.from({ length: Number(high) - Number(low) + 1 }, (_, i) => String(Number(low) + i).padStart(5, '0'));
}

/** Postcodes as single ones and runs: 55401-55404. */
function runsOf(zips: readonly string[]): string[] {
  const runs: [number, number][] = [];
  for (const zip of [...new Set(zips)].sort().map(Number)) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === zip) last[1] = zip;
    else runs.push([zip, zip]);
  }
  const write = (zip: number) => String(zip).padStart(5, '0');
  return runs.map(([from, to]) => (from === to ? write(from) : `${write(from)}-${write(to)}`));
}
