import { faceOf, FAR_LETTERS, type FarFont, farFonts, farFontsFor, paperFonts, thousandths } from './paper/face.js';
import { paperClass } from './paper/paper-document.js';
import { fontOnPaper, type FontOnPaper, type Reference } from './paper/paper-font.js';

export type { FarFont, PaperFont } from './paper/face.js';

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const [INK, DIM, RULE] = ['#1f2328', '#5b6570', '#d9dde2'] as const;

/** A file inside of a PDF, and what XMP says of it. */
export type PaperAttachment = { readonly name: string; readonly type: string; readonly bytes: Buffer; readonly description: string; readonly relationship: 'Alternative' | 'Data' | 'Source'; readonly xmp: string };
export type PaperIs = {
  readonly margin: number; readonly locale: string; readonly title: string; readonly author: string; readonly creator: string; readonly compress: boolean;
  /** When its contents were fixed: the same contents give the same bytes. */
  readonly writtenAt: Date;
  /** What will be set on it: letters of scripts that our fonts have not need further ones. */
  readonly letters?: string;
  /** To be kept for years (PDF/A-3, tagged for screen readers): whoever draws on it tags everything or marks it as an artifact. */
  readonly archive?: { readonly attachment: PaperAttachment | null };
};

/** A stack of A4 to draw on with our fonts by name, and its bytes once `pdf.end()` was called. */
export async function openPaper(is: PaperIs): Promise<{ readonly pdf: PDFKit.PDFDocument; readonly bytes: Promise<Buffer> }> {
  const PaperDocument = await paperClass();
  const dates = { CreationDate: is.writtenAt, ModDate: is.writtenAt };
  const pdf = new PaperDocument({
    size: 'A4', margin: is.margin, bufferPages: true, font: '', // none of its own: it would be read for every paper and written on none
    compress: is.compress, lang: is.locale,
    ...(is.archive
      ? { pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true, displayTitle: true, info: { Creator: 'Stoa', ...dates } }
      : { info: { Title: is.title, Author: is.author, Creator: is.creator, ...dates } }),
  });
  const { _fontFamilies: fonts } = insides(pdf);
  for (const [index, name] of paperFonts.entries()) fonts[name] = fontOnPaper(insides(pdf), await faceOf(name), { name, id: `F${index + 1}` });
  const far = is.letters !== undefined && FAR_LETTERS.test(is.letters) ? await farFontsFor(is.letters) : [];
  for (const name of far) fonts[name] = fontOnPaper(insides(pdf), await faceOf(name), { name, id: `F${paperFonts.length + farFonts.indexOf(name) + 1}` });
  if (is.archive) archive(pdf, is, is.archive.attachment);
  return { pdf, bytes: pdf.bytes };
}

type Insides = { ref(data?: object): Reference; readonly _font: FontOnPaper; readonly _fontSize: number; readonly _fontFamilies: Record<string, FontOnPaper>; readonly page: { readonly fonts: Record<string, Reference>; readonly height: number } };
/** What pdfkit knows of itself and its types do not tell. */
const insides = (pdf: PDFKit.PDFDocument): Insides => pdf as unknown as Insides;

/** Sets a line that has room where it stands, in the font and size in use. What pdfkit would do, without looking for where to break it. */
export function setLine(pdf: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  const { _font: font, _fontSize: size, page } = insides(pdf);
  const line = font.line(text);
  if (line === null) {
    pdf.text(text, x, y, { lineBreak: false });
    return;
  }
  if (line === '') return;
  page.fonts[font.id] ??= font.ref();
  pdf.addContent(`q\n1 0 0 -1 0 ${thousandths(page.height)} cm\nBT\n1 0 0 1 ${thousandths(x)} ${thousandths(page.height - y - (font.ascender / 1_000) * size)} Tm\n/${font.id} ${thousandths(size)} Tf\n[${line}] TJ\nET\nQ`);
}

/** Names and titles go to XMP by our own hand: pdfkit does not escape them there. */
function archive(pdf: PDFKit.PDFDocument, { title, author, writtenAt }: PaperIs, attachment: PaperAttachment | null): void {
  pdf.appendXML(`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator></rdf:Description>`);
  if (attachment === null) return;
  const { name, type, description, relationship } = attachment;
  const options = { name, type, description, relationship, creationDate: writtenAt, modifiedDate: writtenAt };
  pdf.file(attachment.bytes, options as PDFKit.Mixins.PDFAttachmentOptions);
  pdf.appendXML(attachment.xmp);
}

/** The further fonts that a paper was opened with. */
export const farFontsOn = (pdf: PDFKit.PDFDocument): FarFont[] => farFonts.filter((name) => insides(pdf)._fontFamilies[name] !== undefined);

/** The letters that the font in use has. */
export function hasLetters(pdf: PDFKit.PDFDocument, text: string): boolean {
  const { face } = insides(pdf)._font;
  for (const letter of text) if (!face.has(letter.codePointAt(0)!)) return false;
  return true;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replaceAll(/[\u0000-\u001f]/g, ' ').replaceAll(/[&<>]/g, (letter) => ENTITIES[letter]!);
