import { farFontsOn, hasLetters, type PaperFont, setLine } from '@stoa/platform/paper';

export type Tag = PDFKit.PDFStructureElement;
export type TextStyle = { readonly size: number; readonly color: string; readonly bold?: boolean; readonly width: number; readonly align?: 'left' | 'right' };

/** What tells a reader of plain text the direction; here each word has its own. A blank that keeps an amount together parts it from its currency, which stands the other way. */
const [MARKS, BLANK] = [/[\u061c\u200e\u200f]/g, /[ \u00a0\u202f]/];
/** Letters that are written from the right to the left. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LTR = /[A-Za-z\u00c0-\u02af\u0370-\u052f]/;

/** Sets a text and tells where it ends below. Text from the right to the left is set word by word: pdfkit turns the letters of a word round, but not the words of a line. */
export function setText(pdf: PDFKit.PDFDocument, said: string, x: number, y: number, style: TextStyle): number {
  const text = choose(pdf, said, style.bold ?? false);
  pdf.fontSize(style.size).fillColor(style.color);
  const align = style.align ?? 'left';
  if (!RTL.test(text)) {
    const wide = pdf.widthOfString(text);
    if (wide <= style.width) { // nothing to wrap, and pdfkit need not look for where it could
      setLine(pdf, text, align === 'left' ? x : x + style.width - wide, y);
      pdf.y = y + pdf.currentLineHeight(true);
      return pdf.y;
    }
    pdf.text(text, x, y, { width: style.width, align });
    return pdf.y;
  }
  const space = pdf.widthOfString(' ');
  const height = pdf.currentLineHeight(true);
  let top = y;
  for (const line of linesOf(pdf, text, style.width, space)) {
    let left = align === 'left' ? x : x + style.width - line.width;
    for (const word of inSight(line.words)) {
      pdf.text(word, left, top, { lineBreak: false });
      left += pdf.widthOfString(word) + space;
    }
    top += height;
  }
  pdf.y = top;
  return top;
}

/** How high a text will be. */
export function heightOf(pdf: PDFKit.PDFDocument, said: string, style: TextStyle): number {
  const text = choose(pdf, said, style.bold ?? false);
  pdf.fontSize(style.size);
  if (RTL.test(text)) return linesOf(pdf, text, style.width, pdf.widthOfString(' ')).length * pdf.currentLineHeight(true);
  return pdf.widthOfString(text) <= style.width ? pdf.currentLineHeight(true) : pdf.heightOfString(text, { width: style.width });
}

/** A part of the document that a screen reader reads out: what it is, and how it is drawn. What stands in the other direction is told as it was written. */
export function tagged(pdf: PDFKit.PDFDocument, parent: Tag, type: string, said: string, draw: () => void): void {
  parent.add(pdf.struct(type, RTL.test(said) ? { actual: said } : {}, draw));
}

/** A part that holds others. */
export function group(pdf: PDFKit.PDFDocument, parent: Tag, type: string): Tag {
  const tag = pdf.struct(type);
  parent.add(tag);
  return tag;
}

/** What is only to look at: rules and colours. */
export function artifact(pdf: PDFKit.PDFDocument, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

/** The first font that has all the letters; what none has is shown as missing, for a file that is to be kept may not hold an empty glyph. */
function choose(pdf: PDFKit.PDFDocument, said: string, bold: boolean): string {
  const text = said.normalize('NFC').replaceAll(/[\t\r\n]+/g, ' ');
  const fonts: readonly PaperFont[] = bold ? ['bold', 'wide bold'] : ['regular', 'wide'];
  for (const font of fonts) {
    pdf.font(font);
    if (hasLetters(pdf, text)) return text;
  }
  const far = farFontsOn(pdf);
  for (const font of [...far.filter((one) => one.endsWith(' bold') === bold), ...far]) {
    pdf.font(font);
    if (hasLetters(pdf, text)) return text;
  }
  return [...text].map((letter) => (hasLetters(pdf, letter) ? letter : '\ufffd')).join('');
}

function linesOf(pdf: PDFKit.PDFDocument, text: string, width: number, space: number): { words: string[]; width: number }[] {
  const lines: { words: string[]; width: number }[] = [];
  for (const word of text.replaceAll(MARKS, '').split(BLANK).filter((one) => one !== '')) {
    const wide = pdf.widthOfString(word);
    const last = lines.at(-1);
    if (last && last.width + space + wide <= width) {
      last.words.push(word);
      last.width += space + wide;
    } else lines.push({ words: [word], width: wide });
  }
  return lines;
}

/** The words of a line from the left to the right: a run from the right to the left, with the numbers in it and behind it, stands the other way round. A line without a
 *  letter of the other direction is read from the right as a whole: `21 نوفمبر 2026` begins with its 21 there. */
export function inSight(words: readonly string[]): string[] {
  if (words.some((word) => RTL.test(word)) && !words.some((word) => LTR.test(word))) return [...words].reverse();
  const seen: string[] = [];
  for (let index = 0; index < words.length; ) {
    let end = index;
    if (RTL.test(words[index]!)) {
      for (let next = index + 1; next < words.length && !LTR.test(words[next]!); next += 1) if (RTL.test(words[next]!) || /\p{Nd}/u.test(words[next]!)) end = next;
    }
    seen.push(...words.slice(index, end + 1).reverse());
    index = end + 1;
  }
  return seen;
}
