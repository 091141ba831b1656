/** Which parts a process serves, from a list with commas between the names; null means all of them. A name that nothing has is a mistake that is told at start, before anything is opened. */
export function readModules(text: string | undefined, known: readonly string[]): readonly string[] | null {
  const wanted = (text ?? '').split(',').map((name) => name.trim()).filter(Boolean);
  if (wanted.length === 0) return null;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`The environment is not usable:\nSTOA_MODULES names what there is not: ${unknown.join(', ')}. There are ${[...known].sort().join(', ')}.`);
  return wanted;
}

/** What of a list by context this process serves. */
export const servedOf = <T>(all: Readonly<Record<string, T>>, modules: readonly string[] | null): T[] => Object.entries(all).filter(([name]) => modules === null || modules.includes(name)).map(([, served]) => served);
