import { deflateSync } from 'node:zlib';
import type { Reference } from './paper-font.js';

/** The parts of pdfkit that we replace or lean on; a test draws with them and fails when they change. */
type PlainReference = Reference & { readonly id: number; compress: boolean; uncompressedLength: number; buffer: Uint8Array[]; write(chunk: Uint8Array | string): void; finalize(): void };
type Plain = {
  readonly compress: boolean; readonly _offsets: (number | null)[]; _offset: number; _waiting: number;
  ref(data?: object): Reference; _write(data: Uint8Array | string): void; _finalize(): void; push(chunk: unknown): boolean;
};
type PlainClass = new (options: PDFKit.PDFDocumentOptions) => Plain;
type ReferenceClass = new (document: Plain, id: number, data: object) => PlainReference;

/** A pdfkit document whose bytes are there when it ends. */
export type Collecting = PDFKit.PDFDocument & { readonly bytes: Promise<Buffer> };
let made: Promise<new (options: PDFKit.PDFDocumentOptions) => Collecting> | null = null;

/** pdfkit comes with the first paper. */
export const paperClass = (): NonNullable<typeof made> => (made ??= import('pdfkit').then(({ default: PDFDocument }) => collecting(PDFDocument as unknown as PlainClass)));

/** Streams that many papers carry alike (fonts, the colour profile) are packed once: they are known by the very bytes they are made of, and forgotten with them. */
const packed = new WeakMap<Uint8Array, Buffer>();

/** A third of the time of the usual level, for one byte more in a hundred of a paper. */
const LEVEL = 3;

function pack(bytes: Uint8Array): Buffer {
  const known = packed.get(bytes);
  if (known) return known;
  const made = deflateSync(bytes, { level: LEVEL });
  packed.set(bytes, made);
  return made;
}

/** pdfkit hands each line of a file through a stream, and turns it into bytes letter by letter. This keeps lines as text until the end, where they become bytes at once. */
function collecting(PDFDocument: PlainClass): new (options: PDFKit.PDFDocumentOptions) => Collecting {
  const PDFReference = (new PDFDocument({ autoFirstPage: false, font: '' }).ref({}) as object).constructor as ReferenceClass;

  class PaperReference extends PDFReference {
    declare lines: string | undefined; // no field: pdfkit's constructor may write before fields are made

    override write(chunk: Uint8Array | string): void {
      if (typeof chunk === 'string') this.lines = `${this.lines ?? ''}${chunk}\n`;
      else {
        this.keepLines();
        super.write(chunk);
      }
    }

    override finalize(): void {
      this.keepLines();
      const [only, ...others] = this.buffer;
      if (this.compress && only && others.length === 0) {
        this.buffer = [pack(only)];
        this.data['Filter'] = 'FlateDecode';
        this.compress = false;
      }
      super.finalize();
    }

    private keepLines(): void {
      if (this.lines !== undefined) super.write(Buffer.from(this.lines, 'latin1'));
      this.lines = undefined;
    }
  }

  class PaperDocument extends PDFDocument {
    declare filed: Uint8Array[] | undefined;
    declare unfiled: string | undefined;
    declare settle: ((bytes: Buffer) => void) | undefined;
    readonly bytes = new Promise<Buffer>((resolve) => { this.settle = resolve; });

    override ref(data: object = {}): Reference {
      const reference = new PaperReference(this, this._offsets.length + 1, data);
      this._offsets.push(null);
      this._waiting += 1;
      return reference;
    }

    override _write(data: Uint8Array | string): void {
      this._offset += data.length + (typeof data === 'string' ? 1 : 0);
      if (typeof data === 'string') this.unfiled = `${this.unfiled ?? ''}${data}\n`;
      else this.fileAll().push(data);
    }

    override push(): boolean { // the one end of what nobody reads piece by piece
      this.settle?.(Buffer.concat(this.fileAll()));
      return false;
    }

    private fileAll(): Uint8Array[] {
      const parts = (this.filed ??= []);
      if (this.unfiled !== undefined) parts.push(Buffer.from(this.unfiled, 'latin1'));
      this.unfiled = undefined;
      return parts;
    }
  }
  return PaperDocument as unknown as new (options: PDFKit.PDFDocumentOptions) => Collecting;
}
