/** Stoa's own sign: one roof, columns of different sellers. */
export const Logo = () => <span className="mark logo-mark" aria-hidden="true"><svg viewBox="0 0 24 24"><path fill="currentColor" d="M2 3.500h20v3H2zM4 8.500h3v12H4zM10.500 8.500h3v12h-3zM17 8.500h3v12h-3z" /></svg></span>;

/** A marketplace's or vendor's initials in its own colour; the name always stands beside it. */
export function Mark({ name, color, size }: { name: string; color?: string | null; size?: 'lg' | 'sm' }) {
  const words = name.split(/\s+/);
  const initials = (words.some((word) => /^\p{L}/u.test(word)) ? words.filter((word) => /^\p{L}/u.test(word)) : words).map((word) => [...word][0] ?? '').slice(0, 2).join('').toUpperCase();
  return <span className={size ? `mark ${size}` : 'mark'} style={{ '--c': color ?? colorOf(name) } as React.CSSProperties} aria-hidden="true">{initials}</span>;
}

const COLORS = ['#B0472F', '#2F6B57', '#7A6232', '#2F6690', '#8A4B7A', '#4B6B2F', '#5A4FA2', '#A8542F'];

/** The same name always has the same colour; each stands against white at 4.5:1. */
function colorOf(name: string): string {
  const sum = [...name].reduce((n, letter) => (n * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return COLORS[sum % COLORS.length] ?? '#3558d4';
}
