const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
/** "November 2026", "4th quarter of 2026", "2026". */
export function periodName(period: string): string {
  const [year = '', part] = period.split('-');
  if (!part) return year;
  return part.startsWith('Q') ? `${['1st', '2nd', '3rd', '4th'][Number(part[1]) - 1]} quarter of ${year}` : month.format(new Date(`${period}-01T00:00:00Z`));
}

/** What is looked at most: the last thirteen months, five quarters and two years, the current ones first. */
export function periodChoices(now: Date): { value: string; label: string }[] {
  const [year, at] = [now.getUTCFullYear(), now.getUTCMonth()];
  const months = Array.from({ length: 13 }, (_, back) => new Date(Date.UTC(year, at - back, 1)).toISOString().slice(0, 7));
  const quarters = Array.from({ length: 5 }, (_, back) => new Date(Date.UTC(year, at - 3 * back, 1))).map((day) => `${day.getUTCFullYear()}-Q${Math.floor(day.getUTCMonth() / 3) + 1}`);
  return [...months, ...quarters, String(year), String(year - 1)].map((value) => ({ value, label: periodName(value) }));
}
