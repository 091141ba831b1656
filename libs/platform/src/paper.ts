import { createRequire } from 'node:module';

// Embedded, so that ä, ö, å, ß and € look the same everywhere; the built-in fonts of PDF have no €. What Hanken Grotesk has no letters for (Greek, Cyrillic, Hebrew, Arabic) is set in DejaVu Sans.
const require = createRequire(import.meta.url);
const FONTS = {
  regular: '@expo-google-fonts/hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf',
  bold: '@expo-google-fonts/hanken-grotesk/700Bold/HankenGrotesk_700Bold.ttf',
  wide: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'wide bold': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const;
export type PaperFont = keyof typeof FONTS;

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const [INK, DIM, RULE] = ['#1f2328', '#5b6570', '#d9dde2'] as const;

/** A file inside of a PDF, and what XMP says of it. */
export type PaperAttachment = { readonly name: string; readonly type: string; readonly bytes: Buffer; readonly description: string; readonly relationship: 'Alternative' | 'Data' | 'Source'; readonly xmp: string };
export type PaperIs = {
  readonly margin: number; readonly locale: string; readonly title: string; readonly author: string; readonly creator: string; readonly compress: boolean;
  /** When its contents were fixed: the same contents give the same bytes. */
  readonly writtenAt: Date;
  /** To be kept for years (PDF/A-3, tagged for screen readers): whoever draws on it tags everything or marks it as an artifact. */
  readonly archive?: { readonly attachment: PaperAttachment | null };
};

/** A stack of A4 to draw on with the fonts of `FONTS`, and its bytes once `pdf.end()` was called. */
export async function openPaper(is: PaperIs): Promise<{ readonly pdf: PDFKit.PDFDocument; readonly bytes: Promise<Buffer> }> {
  const { default: PDFDocument } = await import('pdfkit'); // with the first paper
  const dates = { CreationDate: is.writtenAt, ModDate: is.writtenAt };
  const pdf = new PDFDocument({
    size: 'A4', margin: is.margin, bufferPages: true, compress: is.compress, lang: is.locale,
    ...(is.archive
      ? { pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true, displayTitle: true, info: { Creator: 'Stoa', ...dates } }
      : { info: { Title: is.title, Author: is.author, Creator: is.creator, ...dates } }),
  });
  for (const [name, file] of Object.entries(FONTS)) pdf.registerFont(name, require.resolve(file));
  if (is.archive) archive(pdf, is, is.archive.attachment);
  return { pdf, bytes: collect(pdf) };
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

/** The letters that the font in use has. */
export function hasLetters(pdf: PDFKit.PDFDocument, text: string): boolean {
  const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
  return [...text].every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0)!));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replaceAll(/[\u0000-\u001f]/g, ' ').replaceAll(/[&<>]/g, (letter) => ENTITIES[letter]!);

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => void chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
