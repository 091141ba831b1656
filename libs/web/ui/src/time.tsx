const day = (iso: string, timeZone: string | undefined): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(iso));

/** "Today, 08:51", "Yesterday, 21:06", "18 Nov 2026, 19:42": in the given zone, UTC in the tooltip. */
export function formatMoment(iso: string, now: Date, timeZone?: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(iso));
  const then = day(iso, timeZone);
  if (then === day(now.toISOString(), timeZone)) return `Today, ${clock}`;
  if (then === day(new Date(now.getTime() - 86_400_000).toISOString(), timeZone)) return `Yesterday, ${clock}`;
  return `${formatDay(iso, timeZone)}, ${clock}`;
}

/** "18 Nov 2026". */
export const formatDay = (iso: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: /^\d{4}-\d{2}-\d{2}$/.test(iso) ? 'UTC' : timeZone }).format(new Date(iso));

/** "18 Nov 2026, 19:42:31": for what is proven or printed, where "today" would soon be untrue. */
export const formatExact = (iso: string, timeZone?: string): string =>
  `${formatDay(iso, timeZone)}, ${new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone }).format(new Date(iso))}`;

/** A moment as people say it, UTC in the tooltip. Inside a sentence (`inText`) "today" and "yesterday" begin small. */
export function Time({ iso, dateOnly = false, exact = false, inText = false }: { iso: string; dateOnly?: boolean; exact?: boolean; inText?: boolean }) {
  const words = exact ? formatExact(iso) : dateOnly ? formatDay(iso) : formatMoment(iso, new Date());
  return <time dateTime={iso} title={`${iso.slice(0, 19).replace('T', ' ')} UTC`} className="num nowrap">{inText ? words.replace(/^[TY]/, (letter) => letter.toLowerCase()) : words}</time>;
}
