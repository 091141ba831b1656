/** A query for words as PostgreSQL writes it, without what ours never say (not, followed by). */
export type WordQuery = { readonly kind: 'any' | 'all'; readonly of: readonly WordQuery[] } | { readonly kind: 'word'; readonly word: string; readonly isBeginning: boolean };

/** Reads `'becher' | 'bech':* & ( 'a' | 'b' )`; null where it says something that is not known here. */
export function readWordQuery(text: string): WordQuery | null {
  const tokens = [...text.matchAll(/'((?:[^'\\]|''|\\\\)*)'(:\*)?(?=[\s)]|$)|[&|()]|\S/g)];
  let at = 0;
  const peek = () => tokens[at]?.[0];
  const list = (joint: '|' | '&', kind: 'any' | 'all', next: () => WordQuery | null): WordQuery | null => {
    const of: WordQuery[] = [];
    do {
      const one = next();
      if (one === null) return null;
      of.push(one);
    } while (peek() === joint && (at += 1));
    return of.length === 1 ? of[0]! : { kind, of };
  };
  const any = (): WordQuery | null => list('|', 'any', all);
  const all = (): WordQuery | null => list('&', 'all', one);
  const one = (): WordQuery | null => {
    const token = tokens[at++];
    if (token?.[0] === '(') {
      const inner = any();
      return tokens[at++]?.[0] === ')' ? inner : null;
    }
    if (token?.[1] === undefined) return null;
    return { kind: 'word', word: token[1].replaceAll("''", "'").replaceAll('\\\\', '\\'), isBeginning: token[2] !== undefined };
  };
  const query = any();
  return at === tokens.length ? query : null;
}
