/** Whole years between a birthday and a day, both calendar dates; null when the birthday is no date or lies ahead. */
export function ageOn(today: Date, year: number, month: number, day: number): number | null {
  const born = new Date(Date.UTC(year, month - 1, day));
  const isDate = born.getUTCFullYear() === year && born.getUTCMonth() === month - 1 && born.getUTCDate() === day && year > 1900;
  if (!isDate || born > today) return null;
  const hadBirthday = today.getUTCMonth() > month - 1 || (today.getUTCMonth() === month - 1 && today.getUTCDate() >= day);
  return today.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}

/** The age a listing asks for, or 0. */
export function minAgeOf(gates: { kind: string; params: Record<string, unknown> }[]): number {
  return Math.max(0, ...gates.filter((gate) => gate.kind === 'age').map((gate) => Number(gate.params['min_age'] ?? 0)));
}
