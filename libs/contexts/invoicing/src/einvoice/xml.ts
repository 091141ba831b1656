/** A piece of XML that is written already; null is left out. */
export type Xml = { readonly xml: string };
type Part = Xml | null | readonly (Xml | null)[];
type Attributes = Readonly<Record<string, string | null>>;

/** An element with text; absent where the text is. No e-invoice may hold an empty element. */
export function leaf(name: string, text: string | null, attributes: Attributes = {}): Xml | null {
  if (text === null || text.trim() === '') return null;
  return { xml: `<${name}${written(attributes)}>${escaped(text)}</${name}>` };
}

/** An element that holds others; absent where all of them are. */
export function node(name: string, parts: readonly Part[], attributes: Attributes = {}): Xml | null {
  const inside = parts.flatMap((part) => (Array.isArray(part) ? (part as readonly (Xml | null)[]) : [part as Xml | null])).filter((part) => part !== null);
  return inside.length === 0 ? null : { xml: `<${name}${written(attributes)}>${inside.map((part) => part.xml).join('')}</${name}>` };
}

/** A whole file. */
export const xmlFile = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;

const written = (attributes: Attributes): string => Object.entries(attributes).map(([name, value]) => (value === null ? '' : ` ${name}="${escaped(value)}"`)).join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 has no place for is left out: a name that somebody pasted with a control character in it must not spoil the file. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const escaped = (text: string): string => text.replaceAll(NOT_XML, '').replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter]!);
