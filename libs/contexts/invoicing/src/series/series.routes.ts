import { z } from 'zod';
import type { VendorId } from '@stoa/events/vendors';
import { file, page, pageOf, pageQuery, type Route, route } from '@stoa/platform/http';
import { invariant } from '@stoa/platform/errors';
import { wireId } from '@stoa/platform/typeid';
import { chooseMarket } from '@stoa/tenancy';
import { documentTypes, type DocumentType } from '../document/document.js';
import { renderPdf } from '../document/render-pdf.js';
import { changeNumbering } from './change-numbering.js';
import { listSeries, type SeriesState } from './list-series.query.js';
import { documentNumber, ENDING, type Numbering, resets, SELF_BILLED_PREFIX, seriesFor } from './numbering.js';
import { getNumbering } from './numbering.repository.js';
import { previewContents } from './preview-document.js';

const vendorId = wireId<VendorId, 'ven'>('ven');
const seriesRow = z.object({
  issuer: z.string(), vendor_id: vendorId.wire.nullable(), kind: z.enum(documentTypes), prefix: z.string(), period: z.string().meta({ description: 'Empty where the series never ends.' }), last_number: z.string(), documents: z.int(),
  is_complete: z.boolean().meta({ description: 'Every number from 1 to the last one stands on a document.' }), first_issued_at: z.iso.datetime(), last_issued_at: z.iso.datetime(),
}).meta({ id: 'DocumentSeries' });
const seriesKey = z.tuple([z.string().max(20), z.string().max(60), z.string().max(60), z.uuid()]);
const endings = z.strictObject(Object.fromEntries(documentTypes.map((type) => [type, z.string().regex(ENDING, 'Nothing, or a dash, a capital letter and up to three more letters or digits, such as -C.')])) as Record<DocumentType, z.ZodString>);
const choice = { resets: z.enum(resets), year_starts_in: z.int().min(1).max(12), digits: z.int().min(3).max(9), proformas: z.boolean().meta({ description: 'Whether orders that are paid by bank transfer get a proforma to pay by.' }), endings };
const numberingView = z.object({ ...choice, version: z.int(), examples: z.array(z.object({ kind: z.enum(documentTypes), number: z.string() })) }).meta({ id: 'DocumentNumbering' });
const byStaff = { audience: 'staff', permission: 'invoicing.read' } as const;

export const seriesRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/document-series', summary: 'List the series of numbers and how they stand', ...byStaff, owner: null, query: z.strictObject(pageQuery), response: pageOf(seriesRow), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, seriesKey);
      return ctx.inRead(async (tx) => cut.answer(await listSeries(tx, cut), (one) => [one.fiscalPeriod, one.prefix, one.documentType, one.issuerId] as const, toRow));
    },
  }),
  route({
    method: 'get', path: '/v1/admin/document-numbering', summary: 'Show how documents are numbered', ...byStaff, response: numberingView, etag: true, example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => toView(await getNumbering(tx), tx.now)),
  }),
  route({
    method: 'put', path: '/v1/admin/document-numbering', summary: 'Choose how documents are numbered from now on', audience: 'staff', permission: 'invoicing.write', owner: null, response: numberingView, etag: true,
    body: z.strictObject({ ...choice, reason: z.string().trim().min(5).max(500) }),
    example: () => ({ headers: { 'If-Match': '"0"' }, body: { resets: 'month', year_starts_in: 1, digits: 6, proformas: true, endings: { invoice: '', receipt: '-R', credit_note: '-C', refund_receipt: '-CR', commission_invoice: '-F', commission_credit_note: '-FC', self_billed_invoice: '', self_billed_credit_note: '-C', proforma: '-P' }, reason: 'Our accountant asks for monthly series.' } }),
    handle: async (ctx, { body, request: { ifMatch } }) => {
      invariant(ifMatch !== null, 'mount lets no change without If-Match in here');
      const { reason, year_starts_in: yearStartsIn, ...rest } = body;
      return ctx.inTx(async (tx) => toView(await changeNumbering(tx, ifMatch, { ...rest, yearStartsIn }, reason), tx.now));
    },
  }),
  route({
    method: 'get', path: '/v1/admin/document-preview', summary: 'Draw a document as those of this marketplace look', ...byStaff, owner: null, produces: 'application/pdf',
    query: z.strictObject({ kind: z.enum(documentTypes).default('invoice'), locale: z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/).default('en') }), example: () => ({ query: { kind: 'invoice', locale: 'de' } }),
    handle: async (ctx, { query }) => {
      const contents = await ctx.inRead(async (tx) => previewContents(tx, { type: query.kind, locale: query.locale, timeZone: (await chooseMarket(tx, null)).timeZone, numbering: await getNumbering(tx) }));
      return file(await renderPdf(contents, { isPreview: true }), { contentType: 'application/pdf', filename: `preview-${query.kind}.pdf`, inline: true });
    },
  }),
];

const toView = (numbering: Numbering, now: Date): z.input<typeof numberingView> => ({
  resets: numbering.resets, year_starts_in: numbering.yearStartsIn, digits: numbering.digits, proformas: numbering.proformas, endings: { ...numbering.endings }, version: numbering.version,
  examples: documentTypes.map((kind) => ({ kind, number: documentNumber(numbering, seriesFor(numbering, { issuerKind: 'platform', issuerId: '', prefix: kind.startsWith('self_billed') ? `${SELF_BILLED_PREFIX}ABC` : 'ABC' }, kind, now.toISOString().slice(0, 10)), 42n) })),
});

const toRow = (one: SeriesState): z.input<typeof seriesRow> => ({
  issuer: one.issuerName, vendor_id: one.issuerKind === 'vendor' ? vendorId.toWire(one.issuerId as VendorId) : null, kind: one.documentType, prefix: one.prefix, period: one.fiscalPeriod, last_number: one.last,
  documents: Number(one.documents), is_complete: one.documents === one.lastNumber, first_issued_at: one.firstAt.toISOString(), last_issued_at: one.lastAt.toISOString(),
});
