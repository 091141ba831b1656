import type { DocumentContents } from './document.js';

/** Contents as text: keys in their order, amounts (`…Minor`) as strings of digits. */
export const toStored = (contents: DocumentContents): string => JSON.stringify(contents, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

export const fromStored = (text: string): DocumentContents =>
  JSON.parse(text, (key, value: unknown) => (key.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value)) as DocumentContents;
