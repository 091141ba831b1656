/** A number that looks arbitrary and is always the same for the same words (FNV-1a), between 0 and `below`. */
export function pickNumber(below: number, ...words: string[]): number {
  let hash = 0x811c9dc5;
  for (const letter of words.join('|')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % below;
}

const SECONDS = [1, 3, 5, 8, 10];

/** The drawn pictures of a good: its front, and a second view where one was drawn. */
export function picturesOf(kind: string, seed: number, mood: 'soft' | 'sun', alt: Record<string, string>): { file: string; alt: Record<string, string> }[] {
  const front = { file: `${kind}-${seed}-front-${mood}.webp`, alt };
  return SECONDS.includes(seed) ? [front, { file: `${kind}-${seed}-${['pair', 'detail', 'scene'][seed % 3]}-${mood}.webp`, alt }] : [front];
}
