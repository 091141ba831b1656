import { type Embedded, type Face, hex, type PaperFont, type Position, type Sign, signKey, type Word } from './face.js';

/** An object of a file that others refer to. */
export type Reference = { data: Record<string, unknown>; end(bytes?: Uint8Array): void };
type Holder = { ref(data?: object): Reference };

/** A font in one paper, as pdfkit asks it for letters and widths. */
export type FontOnPaper = {
  readonly id: string; readonly name: string; readonly face: Face;
  readonly ascender: number; readonly descender: number; readonly lineGap: number; readonly xHeight: number; readonly capHeight: number;
  lineHeight(size: number, withGap?: boolean): number;
  widthOfString(text: string, size: number): number;
  /** Places of the signs as pdfkit writes them, and where each stands. */
  encode(text: string): [string[], Position[]];
  /** A line as the operator TJ shows it; null where it has signs that are not prepared, or that stand above or below the line. */
  line(text: string): string | null;
  ref(): Reference;
  finalize(): void;
};

/** A paper's own use of a face: what it wrote with it, and so what it has to carry of it. */
export function fontOnPaper(pdf: Holder, face: Face, is: { readonly name: PaperFont; readonly id: string }): FontOnPaper {
  const { font, scale } = face;
  const [ascender, descender, lineGap] = [font.ascent * scale, font.descent * scale, font.lineGap * scale];
  const others = new Map<string, { readonly sign: Sign; readonly place: number }>();
  let shelf = 0;
  let dictionary: Reference | null = null;
  const wordsOf = (text: string): Word[] => {
    const words = face.words(text);
    for (const word of words) shelf = Math.max(shelf, word.shelf);
    return words;
  };
  const placeOf = (sign: Sign): number => {
    if (sign.place !== null) return sign.place;
    const key = signKey(sign.glyph, sign.letters);
    const known = others.get(key) ?? { sign, place: face.prepared + others.size };
    others.set(key, known);
    return known.place;
  };
  return {
    ...is, face, ascender, descender, lineGap, xHeight: font.xHeight * scale, capHeight: font.capHeight * scale,
    lineHeight: (size, withGap = false) => ((ascender + (withGap ? lineGap : 0) - descender) / 1_000) * size,
    widthOfString: (text, size) => (face.words(text).reduce((whole, word) => whole + word.width, 0) * size) / 1_000,
    encode: (text) => {
      const words = wordsOf(text);
      return [words.flatMap((word) => word.signs.map((sign) => hex(placeOf(sign)))), words.flatMap((word) => word.positions)];
    },
    line: (text) => {
      const words = face.words(text);
      if (words.some((word) => word.written === null)) return null;
      return wordsOf(text).map((word) => word.written).join('');
    },
    ref: () => (dictionary ??= pdf.ref({})),
    finalize: () => {
      if (dictionary === null) return;
      embed(pdf, dictionary, { face, id: is.id, carried: others.size === 0 ? face.shelf(shelf) : face.withOthers([...others.values()].map(({ sign }) => sign)) });
      dictionary = null; // pdfkit keeps fonts by more than one name
    },
  };
}

/** The objects of a font: PDF 32000-1, 9.7.4 and 9.9. What is the same for all papers is the same bytes here, so that it is packed once. */
function embed(pdf: Holder, dictionary: Reference, { face: { font, scale }, id, carried }: { readonly face: Face; readonly id: string; readonly carried: Embedded }): void {
  // Outlines of PostScript fonts are another kind of file than those of TrueType.
  const isPostScript = 'CFF ' in (font as unknown as { directory: { tables: object } }).directory.tables;
  const file = pdf.ref(isPostScript ? { Subtype: 'CIDFontType0C' } : {});
  file.end(carried.file);
  const name = `${id.padEnd(6, 'A').slice(0, 6)}+${font.postscriptName.replaceAll(' ', '_')}`;
  const { bbox } = font;
  const descriptor = pdf.ref({
    Type: 'FontDescriptor', FontName: name, Flags: flagsOf(font), FontBBox: [bbox.minX * scale, bbox.minY * scale, bbox.maxX * scale, bbox.maxY * scale], ItalicAngle: font.italicAngle,
    Ascent: font.ascent * scale, Descent: font.descent * scale, CapHeight: (font.capHeight || font.ascent) * scale, XHeight: (font.xHeight || 0) * scale, StemV: 0, [isPostScript ? 'FontFile3' : 'FontFile2']: file,
  });
  descriptor.end();
  const descendant = pdf.ref({
    Type: 'Font', Subtype: isPostScript ? 'CIDFontType0' : 'CIDFontType2', BaseFont: name, CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 }, FontDescriptor: descriptor, W: carried.widths, ...(isPostScript ? {} : { CIDToGIDMap: 'Identity' }),
  });
  descendant.end();
  const toUnicode = pdf.ref({});
  toUnicode.end(carried.toUnicode);
  dictionary.data = { Type: 'Font', Subtype: 'Type0', BaseFont: name, Encoding: 'Identity-H', DescendantFonts: [descendant], ToUnicode: toUnicode };
  dictionary.end();
}

const [FIXED_PITCH, SERIF, SYMBOLIC, ITALIC] = [1, 2, 4, 64];

/** PDF 32000-1, table 123. A subset has an encoding of its own and counts as symbolic. */
function flagsOf(font: Face['font']): number {
  const { post, head, 'OS/2': os2 } = font as unknown as { post: { isFixedPitch: number }; head: { macStyle: { italic: boolean } }; 'OS/2'?: { sFamilyClass: number } };
  const family = (os2?.sFamilyClass ?? 0) >> 8;
  return (post.isFixedPitch ? FIXED_PITCH : 0) | (family >= 1 && family <= 7 ? SERIF : 0) | SYMBOLIC | (head.macStyle.italic ? ITALIC : 0);
}
