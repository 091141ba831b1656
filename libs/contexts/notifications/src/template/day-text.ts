/** A calendar day (2026-11-25) as people write it: Mi., 25. November. */
export const dayText = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

/** An hour of the day (17:00) as people write it: 5:00 PM, 17:00. The hour at which the day ends is midnight. */
export const clockText = (time: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(`2026-01-01T${time === '24:00' ? '00:00' : time}:00Z`));
