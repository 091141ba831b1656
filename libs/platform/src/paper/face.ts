import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font, Glyph, GlyphRun } from 'fontkit';

// Embedded, so that ä, ö, å, ß and € look the same everywhere; the built-in fonts of PDF have no €. What Hanken Grotesk has no letters for (Greek, Cyrillic, Hebrew, Arabic) is set in DejaVu Sans.
const require = createRequire(import.meta.url);
const FONTS = {
  regular: '@expo-google-fonts/hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf',
  bold: '@expo-google-fonts/hanken-grotesk/700Bold/HankenGrotesk_700Bold.ttf',
  wide: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'wide bold': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const;
// Read when a paper has letters of theirs: five megabytes for Japanese. The last has all others of the basic plane, drawn in dots: better than a box where a name should be.
const FAR_FONTS = {
  japanese: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  'japanese bold': '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
  korean: '@openfonts/noto-sans-kr_korean/files/noto-sans-kr-korean-400.woff',
  'korean bold': '@openfonts/noto-sans-kr_korean/files/noto-sans-kr-korean-700.woff',
  thai: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  'thai bold': '@expo-google-fonts/noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf',
  devanagari: '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  'devanagari bold': '@expo-google-fonts/noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf',
  any: '@fontsource/unifontex/files/unifontex-latin-400-normal.woff',
} as const;
export type FarFont = keyof typeof FAR_FONTS;
export type PaperFont = keyof typeof FONTS | FarFont;
export const paperFonts = Object.keys(FONTS) as PaperFont[];
/** The fonts for letters that the others have not, nearest first. */
export const farFonts = Object.keys(FAR_FONTS) as FarFont[];
const FILES: Readonly<Record<PaperFont, string>> = { ...FONTS, ...FAR_FONTS };
const WESTERN: ReadonlySet<string> = new Set(['regular', 'bold']);

/** Letters that none of the near fonts has. */
export const FAR_LETTERS = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/u;

/** Which of the far fonts a text needs: each that has letters which none before it had; the last of all only for the rest. */
export async function farFontsFor(text: string): Promise<FarFont[]> {
  let left = [...new Set(text)].filter((letter) => FAR_LETTERS.test(letter)).map((letter) => letter.codePointAt(0)!);
  const needed: FarFont[] = [];
  for (const name of farFonts.filter((one) => !one.endsWith(' bold'))) {
    if (left.length === 0) break;
    const face = await faceOf(name);
    const rest = left.filter((letter) => !face.has(letter));
    if (rest.length < left.length) needed.push(name, ...farFonts.filter((one) => one === `${name} bold`));
    left = rest;
  }
  return needed;
}

/** A glyph of a face: the letters it was asked for by, which a reader copies; its width in thousandths of an em; and its place in the file, or null where it is none of those that are prepared. */
export type Sign = { readonly glyph: number; readonly letters: readonly number[]; readonly width: number; readonly place: number | null };
/** Where a sign stands, as pdfkit wants it told. */
export type Position = { readonly xAdvance: number; readonly yAdvance: number; readonly xOffset: number; readonly yOffset: number; readonly advanceWidth: number };
/** A word as it is set, with the blank behind it. `written` is how a page says it, where all its signs are prepared and stand on the line. `shelf` is the smallest that has them all. */
export type Word = { readonly signs: readonly Sign[]; readonly positions: readonly Position[]; readonly width: number; readonly written: string | null; readonly shelf: number };
/** A font as it goes into a file. */
export type Embedded = { readonly file: Buffer; readonly toUnicode: Buffer; readonly widths: Verbatim };
/** What pdfkit writes into a file as it stands. */
export type Verbatim = { readonly [Symbol.toStringTag]: 'Verbatim'; toString(): string };

/** A font that was read once for all papers. */
export type Face = {
  readonly font: Font;
  /** Thousandths of an em in a unit of the font. */
  readonly scale: number;
  has(letter: number): boolean;
  /** A text word by word. */
  words(text: string): Word[];
  /** The prepared signs of a shelf, made once. */
  shelf(index: number): Embedded;
  /** All that is prepared, and these behind it. */
  withOthers(others: readonly Sign[]): Embedded;
  /** How many places are prepared: the first of the others comes here. */
  readonly prepared: number;
};

/** What nearly every paper in a western language is written with, and what the union's languages in Latin letters need beside it. A paper carries the first that is enough for it. */
const SHELVES = [
  [...between(0x20, 0x7e), ...'\u00a0\u202fÄÖÜÅÉØÆ', ...between(0xdf, 0xff), ...'€„“”‘’–—…•·−°§', 'ff', 'fi', 'fl', 'ffi', 'ffl'],
  [...between(0xa1, 0x17f), ...'ȘșȚț‚‹›«»†™'],
] as const;

const faces = new Map<PaperFont, Promise<Face>>();

/** The face of a name, read with the first paper that asks for it. */
export function faceOf(name: PaperFont): Promise<Face> {
  const known = faces.get(name);
  if (known) return known;
  const reading = readFace(name);
  faces.set(name, reading);
  reading.catch(() => faces.delete(name)); // whoever asked hears of it; the next paper tries again
  return reading;
}

async function readFace(name: PaperFont): Promise<Face> {
  const { create } = await import('fontkit');
  return openFace(create(readFileSync(require.resolve(FILES[name]))) as Font, WESTERN.has(name) ? SHELVES : []);
}

type Subset = { glyphs: number[]; encode(): Uint8Array };
/** So many words for each font: some hundred papers' worth. */
const WORDS_KEPT = 5_000;

/** Laying out words, cutting a font down to what a paper needs and packing that were most of the work on a paper: signs that papers share are prepared once for all of them. */
export function openFace(font: Font & { _glyphs?: object }, shelves: readonly (readonly string[])[]): Face {
  const scale = 1_000 / font.unitsPerEm;
  const letters = new Set(font.characterSet);
  const places = new Map<string, number>();
  const signs: Sign[] = [{ glyph: 0, letters: [0], width: font.getGlyph(0).advanceWidth * scale, place: 0 }];
  // A glyph keeps the letter that it was first asked for by, and that letter goes into the file. Forgotten before each word, what a paper says does not depend on the papers before it.
  const layout = (text: string): GlyphRun => {
    font._glyphs = {};
    return font.layout(text);
  };
  const signOf = (glyph: Glyph): Sign => {
    const place = places.get(signKey(glyph.id, glyph.codePoints));
    return place === undefined ? { glyph: glyph.id, letters: glyph.codePoints, width: glyph.advanceWidth * scale, place: null } : signs[place]!;
  };
  const ends = shelves.map((shelf) => {
    for (const text of shelf.filter((one) => [...one].every((letter) => letters.has(letter.codePointAt(0)!)))) {
      for (const glyph of layout(text).glyphs) {
        const key = signKey(glyph.id, glyph.codePoints);
        if (places.has(key)) continue;
        const sign = { ...signOf(glyph), place: signs.length };
        places.set(key, sign.place);
        signs.push(sign);
      }
    }
    return signs.length;
  });
  const shelfOf = (all: readonly Sign[]): number => {
    const last = Math.max(0, ...all.map((sign) => sign.place ?? Infinity));
    const index = ends.findIndex((end) => last < end);
    return index < 0 ? ends.length : index;
  };
  const byLayout = (text: string): Word => {
    const { glyphs, positions } = layout(text);
    const set = glyphs.map(signOf);
    return toWord(set, positions.map((at, index) => ({ xAdvance: at.xAdvance * scale, yAdvance: at.yAdvance * scale, xOffset: at.xOffset * scale, yOffset: at.yOffset * scale, advanceWidth: set[index]!.width })), shelfOf(set));
  };
  const set = createSetter(byLayout, shelfOf);
  const made: Embedded[] = [];
  const embed = (all: readonly Sign[]): Embedded => {
    const subset = font.createSubset() as unknown as Subset;
    subset.glyphs.push(...all.slice(1).map((sign) => sign.glyph)); // .notdef is in it already
    return { file: Buffer.from(subset.encode()), toUnicode: Buffer.from(toUnicode(all), 'latin1'), widths: verbatim(`[0 [${all.map((sign) => thousandths(sign.width)).join(' ')}]]`) };
  };
  return {
    font, scale, prepared: signs.length, has: (letter) => letters.has(letter),
    words: (text) => inWords(text).map(set),
    shelf: (index) => (made[index] ??= embed(signs.slice(0, ends[index]))),
    withOthers: (others) => embed([...signs, ...others]),
  };
}

/** The same glyph may stand for different letters: the ligature for two, or for one that somebody typed. */
export const signKey = (glyph: number, letters: readonly number[]): string => `${glyph}:${letters.join(',')}`;

/**
 * Sets a word from its letters and from what each does beside the next, which is laid out once for every two; so are words whose letters change when they meet, or that have others than single letters.
 * Words that come again are remembered.
 */
function createSetter(byLayout: (text: string) => Word, shelfOf: (all: readonly Sign[]) => number): (word: string) => Word {
  const words = new Map<string, Word>();
  const singles = new Map<string, Sign | null>();
  const pairs = new Map<string, number | null>();
  const single = (letter: string): Sign | null => remembered(singles, letter, () => {
    const { signs: [sign, ...others], positions: [at] } = byLayout(letter);
    return sign && at && others.length === 0 && sign.place !== null && isOnLine(at) && at.xAdvance === sign.width && sign.letters.length === 1 ? sign : null;
  });
  /** How much nearer or farther the second stands; null where the two are drawn otherwise together. */
  const apart = (left: string, right: string): number | null => remembered(pairs, left + right, () => {
    const [first, second] = [single(left), single(right)];
    const { signs: both, positions: [at, then] } = byLayout(left + right);
    if (!first || !second || !at || !then || both.length !== 2 || both[0] !== first || both[1] !== second || !isOnLine(at) || !isOnLine(then) || then.xAdvance !== second.width) return null;
    return at.xAdvance - first.width;
  });
  const byLetters = (text: string): Word | null => {
    const signs: Sign[] = [];
    const positions: Position[] = [];
    for (let index = 0; index < text.length; index += 1) {
      const sign = single(text[index]!);
      const more = sign === null ? null : index + 1 === text.length ? 0 : apart(text[index]!, text[index + 1]!);
      if (sign === null || more === null) return null;
      signs.push(sign);
      positions.push({ xAdvance: sign.width + more, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth: sign.width });
    }
    return toWord(signs, positions, shelfOf(signs));
  };
  return (text) => {
    const known = words.get(text);
    if (known !== undefined) return known;
    const word = byLetters(text) ?? byLayout(text);
    if (words.size >= WORDS_KEPT) words.clear();
    words.set(text, word);
    return word;
  };
}

function remembered<T>(all: Map<string, T>, name: string, make: () => T): T {
  const known = all.get(name);
  if (known !== undefined) return known;
  const made = make();
  if (all.size >= WORDS_KEPT) all.clear(); // whatever people type must not fill the memory
  all.set(name, made);
  return made;
}

const isOnLine = (at: Position): boolean => at.xOffset === 0 && at.yOffset === 0;

function toWord(signs: readonly Sign[], positions: readonly Position[], shelf: number): Word {
  const isPlain = signs.every((sign) => sign.place !== null) && positions.every(isOnLine);
  return { signs, positions, shelf, width: positions.reduce((whole, at) => whole + at.xAdvance, 0), written: isPlain ? written(signs, positions) : null };
}

/** Signs as the operator TJ shows them: by their places, with what the next one is moved by. */
function written(signs: readonly Sign[], positions: readonly Position[]): string {
  let said = '<';
  positions.forEach(({ xAdvance, advanceWidth }, index) => {
    said += hex(signs[index]!.place!);
    const nearer = thousandths(advanceWidth - xAdvance);
    if (nearer !== 0) said += `> ${nearer} <`;
  });
  return `${said}>`.replace(' <>', '');
}

/** Words end behind their blanks, as pdfkit lays them out. */
function inWords(text: string): string[] {
  const words: string[] = [];
  let begin = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== ' ' && text[index] !== '\t') continue;
    words.push(text.slice(begin, index + 1));
    begin = index + 1;
  }
  if (begin < text.length) words.push(text.slice(begin));
  return words;
}

const verbatim = (text: string): Verbatim => ({ [Symbol.toStringTag]: 'Verbatim', toString: () => text });
export const hex = (number: number): string => number.toString(16).padStart(4, '0');
export const thousandths = (number: number): number => Math.round(number * 1_000) / 1_000;

const RANGE = 256;

/** By what letters the signs are read and copied. */
function toUnicode(signs: readonly Sign[]): string {
  const letters = signs.map((sign) => `<${unitsOf(String.fromCodePoint(...sign.letters)).join(' ')}>`);
  const ranges = Array.from({ length: Math.ceil(letters.length / RANGE) }, (_, index) => {
    const part = letters.slice(index * RANGE, (index + 1) * RANGE);
    return `<${hex(index * RANGE)}> <${hex(index * RANGE + part.length - 1)}> [${part.join(' ')}]`;
  });
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <<
  /Registry (Adobe)
  /Ordering (UCS)
  /Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${ranges.length} beginbfrange
${ranges.join('\n')}
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

const unitsOf = (text: string): string[] => Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index)));

function between(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
}
