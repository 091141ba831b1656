export type Path = readonly (string | number)[];

/** Finds the line (from 1) where a value stands in a JSON text; for what is missing, that of the nearest thing around it. */
export function lineOf(body: string, path: Path): number {
  let best = 0;
  const scanner = { body, at: 0 };
  skipSpace(scanner);
  walk(scanner, path, 0, (offset) => (best = offset));
  return body.slice(0, best).split('\n').length;
}

/** Keys that one object says twice: a reader keeps the last and drops the rest without a word. */
export function repeatedKeys(body: string): Path[] {
  const repeated: Path[] = [];
  const scanner = { body, at: 0 };
  skipSpace(scanner);
  visit(scanner, [], repeated);
  return repeated;
}

function visit(s: Scanner, path: Path, repeated: Path[]): void {
  const open = s.body[s.at];
  if (open !== '{' && open !== '[') return skipValue(s);
  const seen = new Set<string>();
  s.at += 1;
  for (let index = 0; ; ) {
    skipSpace(s);
    const char = s.body[s.at];
    if (char === undefined || char === '}' || char === ']') break;
    if (char === ',') {
      s.at += 1;
      index += 1;
      continue;
    }
    const key = open === '{' ? readKey(s) : index;
    if (typeof key === 'string' && seen.has(key)) repeated.push([...path, key]);
    if (typeof key === 'string') seen.add(key);
    visit(s, [...path, key], repeated);
  }
  s.at += 1;
}

type Scanner = { body: string; at: number };
const SPACE = /\s/;

/** Walks one value. On the wanted path it reports where each step begins; everything else is passed over. */
function walk(s: Scanner, path: Path, depth: number, found: (offset: number) => void): void {
  found(s.at);
  const open = s.body[s.at];
  if (depth === path.length || (open !== '{' && open !== '[')) return skipValue(s);
  s.at += 1;
  for (let index = 0; ; index += 1) {
    skipSpace(s);
    const char = s.body[s.at];
    if (char === undefined) return;
    if (char === '}' || char === ']') {
      s.at += 1;
      return;
    }
    if (char === ',') {
      s.at += 1;
      index -= 1;
      continue;
    }
    const key = open === '{' ? readKey(s) : index;
    if (key === path[depth]) return walk(s, path, depth + 1, found);
    skipValue(s);
  }
}

function readKey(s: Scanner): string {
  const from = s.at;
  skipString(s);
  const key = JSON.parse(s.body.slice(from, s.at)) as string;
  skipSpace(s);
  s.at += 1;
  skipSpace(s);
  return key;
}

function skipValue(s: Scanner): void {
  let depth = 0;
  do {
    const char = s.body[s.at];
    if (char === undefined) return;
    if (char === '"') skipString(s);
    else {
      if (char === '{' || char === '[') depth += 1;
      if (char === '}' || char === ']') depth -= 1;
      s.at += 1;
    }
    const next = s.body[s.at];
    if (depth === 0 && (next === undefined || next === ',' || next === '}' || next === ']')) return;
  } while (s.at < s.body.length);
}

function skipString(s: Scanner): void {
  for (s.at += 1; s.at < s.body.length && s.body[s.at] !== '"'; s.at += 1) if (s.body[s.at] === '\\') s.at += 1;
  s.at += 1;
}

function skipSpace(s: Scanner): void {
  while (s.at < s.body.length && SPACE.test(s.body[s.at]!)) s.at += 1;
}
