/** Who calls whom, what is told, and who hears it. */
export type Facts = {
  calls: Map<string, Set<string>>;
  events: { name: string; constant: string; context: string; version: string }[];
  hearers: Map<string, Set<string>>;
};

/** Reads imports and subscriptions of a tree. */
export function readFacts(root: string): Facts;
/** The text of docs/context-map.md. */
export function writeMap(facts: Facts): string;
