const NAME = '[A-Za-z_][\\w.:-]*';
const TOKEN = new RegExp(`<\\?[^?]*\\?>|<!--[^]*?-->|<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, 'gy');

/** What is wrong with a document as XML, or as what it says it is; null when nothing is. Elements must be closed in their order, and the root is the one that the identifier names. */
export function flawOf(xml: string, documentTypeId: string): string | null {
  const open: string[] = [];
  let root: string | null = null;
  let at = 0;
  for (const token of xml.matchAll(TOKEN)) {
    if (token.index !== at) break;
    at += token[0].length;
    const [, closes, name, , isEmpty, text] = token;
    if (text !== undefined && /&(?!#?\w+;)/.test(text)) return `The document is not well-formed XML: an ampersand stands alone near character ${token.index}.`;
    if (name === undefined) continue;
    if (closes && open.pop() !== name) return `The document is not well-formed XML: </${name}> closes nothing near character ${token.index}.`;
    if (closes) continue;
    if (open.length === 0 && root !== null) return 'The document is not well-formed XML: it has two roots.';
    root ??= name;
    if (!isEmpty) open.push(name);
  }
  if (at !== xml.length) return `The document is not well-formed XML near character ${at}.`;
  if (root === null || open.length > 0) return `The document is not well-formed XML: ${open.length > 0 ? `<${open.at(-1)}> is never closed` : 'it is empty'}.`;
  const [, named, customization] = /::(\w+)##(.+)::2\.1$/.exec(documentTypeId) ?? [];
  if (named !== root) return `The document is a ${root}, its identifier says ${named ?? 'nothing that the network knows'}.`;
  return xml.includes(`<cbc:CustomizationID>${customization}</cbc:CustomizationID>`) ? null : 'The document follows another specification than its identifier says.';
}
