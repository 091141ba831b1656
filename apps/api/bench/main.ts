import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { openFleetWorld } from '@stoa/tools/fleet/fleet-world';
import { measureTax } from '@stoa/tools/bench/tax';
import { FLOOR, measureFloor, serveFloor } from './floor.js';
import { measureDocuments } from './documents.js';
import { fillShelf } from './goods.js';
import { CONNECTIONS } from './load.js';
import { memoryOfApi } from './memory.js';
import { measureReads } from './reads.js';
import { atLeast, atMost, elsewhere, type Line, missed, perSecond, tableOf } from './table.js';
import { measureFlash, measureWrites } from './writes.js';

/** Measures what DESIGN.md section 11 promises, on the real processes, with the floor of this machine beside it (docs/bench.md). How many statements a thing takes is the
 *  tree's doing, and too many fail; how fast it was today is the machine's as well, and is told. `npm run bench -- [seconds] [--only writes] [--table docs/bench.md]` */
const seconds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 3);
const table = process.argv.includes('--table') ? process.argv[process.argv.indexOf('--table') + 1] : undefined;
const PRODUCTS = 2_000;
/** Some of it, for whoever works on that part: `--only reads`, `writes` (or `carts`, `checkout`, `card` of them), `flash`, `documents`, `tax`. */
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const wanted = (part: string): boolean => only === undefined || only === part;

async function main(): Promise<void> {
  const idle = memoryOfApi(); // before anybody has asked it for anything
  const world = await openFleetWorld(process.env, 'bench');
  try {
    await fillShelf(world, PRODUCTS);
    const floor = await measureFloor(process.argv[1]!, process.env['DATABASE_URL'] ?? '', seconds);
    const lines = [
      ...(wanted('reads') ? await measureReads(world, { floor: floor.http, seconds }) : []), ...(await measureWrites(world, seconds, wanted)), ...(wanted('flash') ? [await measureFlash(world)] : []),
      ...memoryLines(idle, memoryOfApi()), ...(wanted('documents') ? await measureDocuments() : []), ...(wanted('tax') ? taxLines() : []), ...(only === undefined ? ELSEWHERE : []),
    ];
    const machine = `${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; ${CONNECTIONS} connections, ${PRODUCTS.toLocaleString('en')} products, ${seconds} s each; load, server and PostgreSQL share the machine.`;
    const beneath = `The floor: Express with 10 kB ${perSecond(floor.http.perSecond)}, \`select 1\` ${perSecond(floor.database.perSecond)}.`;
    const text = `${machine}\n${beneath}\n\n${tableOf(lines)}`;
    console.log(`\n${text}`);
    if (table !== undefined) keepTable(table, text);
    for (const line of missed(lines)) console.log(line);
    const counts = lines.filter(({ isCount }) => isCount);
    const failed = counts.filter(({ isMet }) => !isMet).length;
    console.log(`${counts.length - failed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await world.db.close();
  }
}

/** Writes the table between its two marks; all else in the page stays. */
function keepTable(file: string, text: string): void {
  const page = readFileSync(file, 'utf8');
  const [head, tail] = [page.split(BEGIN)[0], page.split(END)[1]];
  if (head === undefined || tail === undefined || head === page) throw new Error(`${file} has no place for the table: ${BEGIN} and ${END}.`);
  writeFileSync(file, `${head}${BEGIN}\n${text}\n${END}${tail}`);
}
const [BEGIN, END] = ['<!-- table -->', '<!-- /table -->'];

const memoryLines = (idle: number | null, loaded: number | null): Line[] =>
  idle === null || loaded === null ? [elsewhere('memory of the API', '150 / 250 MB', 'no /proc here')] : [atMost('memory of the API, idle', 150, idle, 'MB'), atMost('memory of the API, after load', 250, loaded, 'MB')];

function taxLines(): Line[] {
  const tax = measureTax(join(process.cwd(), 'config/rule-packs'));
  return [atMost(`all ${tax.packs} rule packs loaded`, 300, tax.loadMs, 'ms'), atLeast('consignments judged by one core', 20_000, tax.evaluationsPerSecond, `${Math.round(tax.answered * 100)} % decided`)];
}

const ELSEWHERE: readonly Line[] = [
  elsewhere('`npm start`, warm / fresh clone to the first page', '5 s / 75 s', 'its table says how long it took; `.ci/run` starts it both ways'),
  elsewhere('200 tenants, a million offers', 'p95 at most 1.5 times', 'needs a world of that size'),
];

if (process.argv.includes(FLOOR)) serveFloor();
else await main();
