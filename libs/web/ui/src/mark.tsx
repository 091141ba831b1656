/** A marketplace's or vendor's initials in its own colour; the name always stands beside it. */
export function Mark({ name, color, size }: { name: string; color?: string | null; size?: 'lg' | 'sm' }) {
  const initials = name.split(/\s+/).map((word) => [...word][0] ?? '').join('').slice(0, 2).toUpperCase();
  return <span className={size ? `mark ${size}` : 'mark'} style={{ '--c': color ?? colorOf(name) } as React.CSSProperties} aria-hidden="true">{initials}</span>;
}

const COLORS = ['#B0472F', '#2F6B57', '#7A6232', '#2F6690', '#8A4B7A', '#4B6B2F', '#5A4FA2', '#A8542F'];

/** The same name always has the same colour; each stands against white at 4.5:1. */
function colorOf(name: string): string {
  const sum = [...name].reduce((n, letter) => (n * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return COLORS[sum % COLORS.length] ?? '#3558d4';
}
