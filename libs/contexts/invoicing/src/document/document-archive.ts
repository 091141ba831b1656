import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLine } from '@stoa/platform/csv';
import { decimalText, money } from '@stoa/platform/money';
import yazl from 'yazl';
import type { DocumentFormat } from './document-files.js';
import type { DocumentHead } from './document.repository.js';

const COLUMNS = ['number', 'kind', 'issued_at', 'issuer', 'currency', 'total', 'files'] as const;

/**
 * Documents as one ZIP: each as PDF and, where there is one, XML, and a list of them (`documents.csv`). Written while it is read: one file is open at a time,
 * however many there are. A document that is still being drawn, or was destroyed, is in the list, without a file.
 */
export function archiveOf(read: (head: DocumentHead, format: DocumentFormat) => Promise<{ bytes: Buffer }>, heads: readonly DocumentHead[]): Readable {
  const zip = new yazl.ZipFile();
  // Whoever reads hears of an error as the end of the stream.
  zip.on('error', (error) => { (zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error))); });
  zip.addBuffer(Buffer.from(`${BYTE_ORDER_MARK}${csvLine(COLUMNS)}${heads.map(rowOf).join('')}`), 'documents.csv', { mtime: heads.at(-1)?.issuedAt ?? new Date(0) });
  for (const head of heads) {
    for (const { name, format, compress } of filesOf(head)) {
      zip.addReadStreamLazy(name, { mtime: head.issuedAt, compress }, (done) => {
        read(head, format).then(({ bytes }) => done(null, Readable.from([bytes]))).catch((error: unknown) => zip.emit('error', error));
      });
    }
  }
  zip.end();
  return zip.outputStream as Readable;
}

/** Numbers are unique for an issuer; the marketplace's archive has many issuers, and names their folder. PDFs are packed already. */
function filesOf(head: DocumentHead): { name: string; format: DocumentFormat; compress: boolean }[] {
  const name = `${safe(head.issuerName)}/${safe(head.number)}`;
  return [...(head.fileKey === null ? [] : [{ name: `${name}.pdf`, format: 'pdf' as const, compress: false }]), ...(head.xmlKey === null ? [] : [{ name: `${name}.xml`, format: 'xml' as const, compress: true }])];
}

/** As every system of files takes it: no signs that one of them reads otherwise, nothing that climbs, no dot or space at an end. */
const safe = (name: string): string => name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 80).replace(/^[. ]+|[. ]+$/g, '_');
const rowOf = (head: DocumentHead): string =>
  csvLine([head.number, head.documentType, head.issuedAt.toISOString(), head.issuerName, head.currency, { plain: decimalText(money(head.totalMinor, head.currency)) }, filesOf(head).map((one) => one.name).join(' ')]);
