/**
 * Says why a pattern may not stand in a pack, or null. Only patterns that take linear time are let in: characters, classes, groups of
 * alternatives, `?` and `{n}`; `*` and `+` once, on a single character or class, never on a group; no look-around, no back-reference.
 */
export function regexProblem(pattern: string): string | null {
  try {
    new RegExp(pattern);
  } catch {
    return `/${pattern}/ is not a regular expression: mend its brackets`;
  }
  if (pattern.length > 200) return 'a pattern has at most 200 characters: write a list instead';
  if (/\(\?/.test(pattern)) return 'no look-around, named or non-capturing groups: write plain groups';
  if (/\\[1-9k]/.test(pattern)) return 'no back-references: write the alternatives out';
  const plain = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\)[*+{]/.test(plain)) return 'a group must not be repeated: write its alternatives out';
  if ((plain.match(/[*+]|\{\d*,/g) ?? []).length > 1) return 'at most one open repetition: two of them can take quadratic time; write {1,9} instead';
  return null;
}
