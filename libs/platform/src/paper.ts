import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

// Embedded, so that ä, ö, å, ß and € look the same everywhere; the built-in fonts of PDF have no €.
const require = createRequire(import.meta.url);
const FONTS = {
  regular: '@expo-google-fonts/hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf',
  bold: '@expo-google-fonts/hanken-grotesk/700Bold/HankenGrotesk_700Bold.ttf',
} as const;

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const [INK, DIM, RULE] = ['#1f2328', '#5b6570', '#d9dde2'] as const;

export type PaperIs = { readonly margin: number; readonly locale: string; readonly title: string; readonly author: string; readonly creator: string; /** When its contents were fixed: the same contents give the same bytes. */ readonly writtenAt: Date; readonly compress: boolean };

/** A stack of A4 to draw on with the fonts `regular` and `bold`, and its bytes once `pdf.end()` was called. */
export function openPaper(is: PaperIs): { readonly pdf: PDFKit.PDFDocument; readonly bytes: Promise<Buffer> } {
  const pdf = new PDFDocument({
    size: 'A4', margin: is.margin, bufferPages: true, compress: is.compress, lang: is.locale,
    info: { Title: is.title, Author: is.author, Creator: is.creator, CreationDate: is.writtenAt, ModDate: is.writtenAt },
  });
  pdf.registerFont('regular', require.resolve(FONTS.regular));
  pdf.registerFont('bold', require.resolve(FONTS.bold));
  return { pdf, bytes: collect(pdf) };
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => void chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
