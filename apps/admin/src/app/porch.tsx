const COLUMNS: [x: number, height: number, color: string][] = [[6, 62, '#7e9df2'], [22, 66, '#7e9df2'], [38, 32, '#7e9df2'], [54, 18, '#f0be55'], [70, 26, '#4cd1b8'], [86, 10, '#a95fcb']];

/** The page in front of every place: one roof, columns for whose money it is. */
export function Porch({ children }: { children: React.ReactNode }) {
  return (
    <div className="porch-page">
      <header className="porch">
        <span className="word"><svg className="logo" viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M2 3.500h20v3H2zM4 8.500h3v12H4zM10.500 8.500h3v12h-3zM17 8.500h3v12h-3z" /></svg>Stoa</span>
        <svg className="col" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <rect x="6" y="10" width="88" height="5" fill="#edece8" />
          {COLUMNS.map(([x, height, color]) => <g key={x} fill={color}><rect x={x} y="18" width="8" height="82" opacity=".16" /><rect x={x} y={100 - height} width="8" height={height} /></g>)}
        </svg>
        <p>One roof, many sellers, every cent accounted for.</p>
        <small>Operators, marketplace staff and vendors sign in here.</small>
      </header>
      <main className="form" id="main">{children}</main>
    </div>
  );
}
