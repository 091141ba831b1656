import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsText } from './events.js';
import { readFacts, writeMap } from './map.mjs';

type Told = { name: string; version: number; payload: { properties?: Record<string, unknown> } };

async function readEvents(): Promise<Told[]> {
  const modules: Record<string, unknown>[] = [];
  for (const file of readdirSync('libs/events/src').filter((name) => name.endsWith('.ts'))) modules.push((await import(join(process.cwd(), 'libs/events/src', file))) as Record<string, unknown>);
  return JSON.parse(eventsText(modules)) as Told[];
}

test('events.json is what the contexts tell each other', async () => {
  // Run `npm run map` and look at the diff: rows of the outbox and jobs under way still have the former shape.
  expect(JSON.parse(readFileSync('events.json', 'utf8'))).toEqual(await readEvents());
});

test('every event is told under one name and version', async () => {
  const names = (await readEvents()).map(({ name, version }) => `${name} ${version}`);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('no payload carries a person, a token or a secret: whoever reads the outbox learns ids and figures', async () => {
  const personal = /^(e_?mail|phone|first_?name|last_?name|token|secret|password|address|line1)$/i; // the names of shops are public
  const found = (await readEvents()).flatMap(({ name, payload }) => Object.keys(payload.properties ?? {}).filter((field) => personal.test(field)).map((field) => `${name}.${field}`));
  expect(found).toEqual([]);
});

test('docs/context-map.md is what the code draws: `npm run map` writes it anew', () => {
  expect(readFileSync('docs/context-map.md', 'utf8')).toBe(writeMap(readFacts('.')));
});
