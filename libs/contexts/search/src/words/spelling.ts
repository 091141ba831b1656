/** Letters to change, add or leave out to get from one word to the other. */
export function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length]!;
}

const trigrams = (word: string): ReadonlySet<string> => new Set(Array.from({ length: word.length + 1 }, (_, at) => `  ${word} `.slice(at, at + 3)));

/** Pure: the word that was most likely meant; null when none is near. Few letters apart first, then the one that looks most like it. */
export function meantBy(typed: string, known: readonly string[]): string | null {
  const most = typed.length < 5 ? 1 : 2;
  const near = [...new Set(known)].filter((word) => word !== typed && word.length >= 3 && Math.abs(word.length - typed.length) <= most)
    .map((word) => ({ word, changes: changesBetween(typed, word), likeness: likeness(typed, word) })).filter(({ changes }) => changes <= most);
  near.sort((a, b) => a.changes - b.changes || b.likeness - a.likeness || (a.word < b.word ? -1 : 1));
  return near[0]?.word ?? null;
}

function likeness(one: string, other: string): number {
  const [a, b] = [trigrams(one), trigrams(other)];
  const shared = [...a].filter((three) => b.has(three)).length;
  return shared / (a.size + b.size - shared);
}
