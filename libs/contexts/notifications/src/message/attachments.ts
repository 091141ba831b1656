import { type DocumentHead, isForBusiness, readDocumentFile } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import type { FileStore } from '@stoa/platform/files';
import type { Attachment } from '@stoa/platform/mail';

/** Documents as the files of a mail: each as PDF, and to a business as the XML that programs read, where there is one. Those that are not drawn yet are left out. */
export async function attachmentsOf(files: FileStore, ctx: Ctx, heads: readonly DocumentHead[]): Promise<Attachment[]> {
  const drawn = heads.filter((head) => head.fileKey !== null);
  const [withXml] = drawn.filter((head) => head.xmlKey !== null);
  const toBusiness = withXml !== undefined && (withXml.orderGroupId === null || (await ctx.inRead((tx) => isForBusiness(tx, withXml.id)))); // all documents of an order have one buyer, and a vendor is a business
  const wanted = drawn.flatMap(({ id, xmlKey }) => [{ id, format: 'pdf' as const }, ...(toBusiness && xmlKey !== null ? [{ id, format: 'xml' as const }] : [])]);
  return Promise.all(wanted.map(async ({ id, format }): Promise<Attachment> => {
    const { filename, contentType, bytes } = await readDocumentFile(files, ctx, id, format);
    return { filename, contentType, content: bytes };
  }));
}
