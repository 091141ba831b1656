export { drawAgain, sendAgain } from './delivery/send-again.js';
export { acceptAgreement } from './self-billing/accept-agreement.js';
export { AGREEMENT_VERSION } from './self-billing/agreement-text.js';
export { endAgreement } from './self-billing/end-agreement.js';
export { recheckVatIds } from './self-billing/recheck-vat-ids.js';
export { billVendors } from './vendor-month/bill-vendors.js';
export { type DiscountIs, type DocumentIs, type LineIs, aDocument, aParty } from './document/document.testing.js';
import { diskFiles, type FileStore } from '@stoa/platform/files';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shop } from '@stoa/checkout/testing';
import type { OrderGroupId } from '@stoa/events/orders';
import { closeMonths } from '@stoa/ledger';
import { getOrderGroup, type OrderGroup } from '@stoa/orders';
import { findAttemptOfOrderGroup } from '@stoa/payments';
import { decideRefund, performRefunds, readRefunds, reckonRefund, readSold, type RefundWish } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { periodBounds } from '@stoa/platform/local-time';

/** A store of files in a directory of its own. */
export const filesForTests = (): FileStore => diskFiles(mkdtempSync(join(tmpdir(), 'stoa-files-')));

/** A run of text on a page: measured in points from the left and from the bottom. */
export type PlacedText = { readonly page: number; readonly x: number; readonly y: number; readonly size: number; readonly text: string };

/** Reads what stands where on a PDF that was drawn without compression: glyphs are turned back into letters by the tables the file carries itself. */
export function readPdf(bytes: Buffer): PlacedText[] {
  const pdf = bytes.toString('latin1');
  const letters = new Map<string, string[]>();
  for (const [, name, ref] of pdf.matchAll(/\/(F\d+) (\d+) 0 R/g)) letters.set(name!, lettersOf(pdf, ref!));
  const pages = [...pdf.matchAll(/\/Contents (\d+) 0 R/g)].map(([, ref]) => objectOf(pdf, ref!));
  return pages.flatMap((page, index) => [...page.matchAll(/BT\n1 0 0 1 (\S+) (\S+) Tm\n(?:[^\n]* T[cw]\n)*\/(F\d+) (\S+) Tf\n(?:[^\n]* T[cw]\n)*\[(.*)\] TJ/g)].map(([, x, y, font, size, glyphs]) => ({
    page: index + 1, x: Number(x), y: Number(y), size: Number(size),
    text: [...glyphs!.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []).map((glyph) => letters.get(font!)?.[parseInt(glyph, 16)] ?? '\ufffd').join(''),
  })));
}

function lettersOf(pdf: string, font: string): string[] {
  const table = objectOf(pdf, /\/ToUnicode (\d+) 0 R/.exec(objectOf(pdf, font))![1]!);
  return [...table.matchAll(/^<[0-9a-f]+> <[0-9a-f]+> \[(.*)\]$/gm)].flatMap(([, list]) => [...list!.matchAll(/<([0-9a-f ]*)>/g)])
    .map(([, codes]) => String.fromCharCode(...(codes!.replaceAll(' ', '').match(/.{4}/g) ?? []).map((code) => parseInt(code, 16))));
}

function objectOf(pdf: string, ref: string): string {
  const begin = pdf.indexOf(`\n${ref} 0 obj\n`);
  return pdf.slice(begin, pdf.indexOf('\nendobj', begin));
}

const NOTHING: RefundWish = { lines: [], shipping: [], goodwill: null };

/** Money given back for a wish, as the gateway has confirmed it. */
export async function refunded(ctx: Ctx, shop: Shop, id: OrderGroupId, wishFor: (group: OrderGroup) => Partial<RefundWish>): Promise<void> {
  await ctx.inTx(async (tx) => {
    const wish = { ...NOTHING, ...wishFor(await getOrderGroup(tx, id)) };
    return decideRefund(tx, id, { wish, reason: 'returned', note: null, expectedMinor: reckonRefund((await readSold(tx, id)).sold, wish).amount.minor });
  });
  await performRefunds(shop.deps.payments, ctx);
}

/** The bank sends the money of the newest refund back to the gateway. */
export async function comesBack(ctx: Ctx, shop: Shop, id: OrderGroupId): Promise<void> {
  const attempt = await ctx.inRead((tx) => findAttemptOfOrderGroup(tx, id));
  shop.gateway.failRefund(shop.gateway.refunds(attempt!.intentRef!).at(-1)!.refundRef);
  await readRefunds(shop.deps.payments, ctx, attempt!.id);
}

/** Everything of one vendor's order in a group. */
export const allOf = (vendorId: string) => (group: OrderGroup): Partial<RefundWish> => {
  const order = group.orders.find((one) => one.vendorId === vendorId)!;
  return { lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity, restock: true })), shipping: order.consignments.map((one) => ({ consignmentId: one.id, amountMinor: null })) };
};

/** Ends months in the books, as the payouts' clock does. */
export const monthsClosed = (ctx: Ctx, ...periods: string[]): Promise<unknown> => ctx.inTx((tx) => closeMonths(tx, periods.map((period) => ({ period, until: periodBounds(period, 'Europe/Berlin').to }))));
