import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font, GlyphRun } from 'fontkit';

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
    size: 'A4', margin: is.margin, bufferPages: true, font: '', // none of its own: it would be read for every paper and written on none
    compress: is.compress, lang: is.locale,
    ...(is.archive
      ? { pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true, displayTitle: true, info: { Creator: 'Stoa', ...dates } }
      : { info: { Title: is.title, Author: is.author, Creator: is.creator, ...dates } }),
  });
  for (const name of Object.keys(FONTS) as PaperFont[]) pdf.registerFont(name, (await fontOf(name)) as unknown as Buffer); // pdfkit takes a font that was read; its types do not know
  if (is.archive) archive(pdf, is, is.archive.attachment);
  return { pdf, bytes: collect(pdf) };
}

const read = new Map<PaperFont, Font>();

/** A font is read once for all papers, and a word that was set is remembered: reading its tables and laying out its words was four fifths of the work on a paper. */
async function fontOf(name: PaperFont): Promise<Font> {
  const known = read.get(name);
  if (known) return known;
  const { create } = await import('fontkit');
  const font = create(readFileSync(require.resolve(FONTS[name]))) as Font & { _glyphs: object };
  const words = new Map<string, GlyphRun>();
  const layout = font.layout.bind(font);
  font.layout = (text: string, ...rest) => {
    if (rest[0] !== undefined) return layout(text, ...rest);
    let run = words.get(text);
    if (run === undefined) {
      // A glyph keeps the letter that it was first asked for by, and that letter goes into the file. Forgotten before each word, what a paper says does not depend on the papers before it.
      font._glyphs = {};
      run = layout(text);
      if (words.size >= WORDS_KEPT) words.clear();
      words.set(text, run);
    }
    return copyOf(run);
  };
  read.set(name, font);
  return font;
}

/** So many words for each font: some hundred papers' worth. */
const WORDS_KEPT = 2_000;

/** pdfkit scales the positions of a run where they stand. */
const copyOf = (run: GlyphRun): GlyphRun => Object.create(run, { positions: { value: run.positions.map((position) => ({ ...position })) } }) as GlyphRun;

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
