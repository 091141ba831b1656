import { type DocumentHead, isForBusiness } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import type { Attachment } from '@stoa/platform/mail';

/** Documents as the files of a mail: each as PDF, and to a business as the XML that programs read, where there is one. Those that are not drawn yet are left out. */
export async function attachmentsOf(files: FileStore, ctx: Ctx, heads: readonly DocumentHead[]): Promise<Attachment[]> {
  const drawn = heads.filter((head) => head.fileKey !== null);
  const [withXml] = drawn.filter((head) => head.xmlKey !== null);
  const toBusiness = withXml !== undefined && (await ctx.inRead((tx) => isForBusiness(tx, withXml.id))); // all documents of an order have one buyer
  const wanted = drawn.flatMap(({ number, fileKey, xmlKey }) => [{ filename: `${number}.pdf`, key: fileKey! }, ...(toBusiness && xmlKey !== null ? [{ filename: `${number}.xml`, key: xmlKey }] : [])]);
  return Promise.all(wanted.map(async ({ filename, key }): Promise<Attachment> => {
    const stored = await files.get(key);
    invariant(stored, 'an issued document has its file');
    return { filename, contentType: stored.contentType, content: stored.bytes };
  }));
}
