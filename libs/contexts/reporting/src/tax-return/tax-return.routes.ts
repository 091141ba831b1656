import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { route, type Route } from '@stoa/platform/http';
import { moneySchema } from '@stoa/platform/money';
import type { PackSet } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import { fileReturn } from './file-return.js';
import { gatherReturns } from './gather-returns.js';
import { otherCurrency, returnUnknown } from './tax-return.errors.js';
import type { ReturnKey } from './tax-return.js';
import { listFiled } from './tax-return.repository.js';
import { knownKey, periodText, returnHead, returnName, returnView, type Shown, toHead, toReturnView } from './tax-return.schemas.js';

export type TaxReturnDeps = { readonly packs: PackSet };

const params = z.object({ period: periodText, return_name: returnName });

export const taxReturnRoutes = (deps: TaxReturnDeps): Route[] => [
  route({
    method: 'get', path: '/v1/admin/tax-returns/:period', summary: 'List the tax returns of a month, quarter or year', audience: 'staff', permission: 'tax.read',
    description: 'All that the marketplace itself owes authorities, per place and scheme, from the tax decisions and refunds of the period on the clock of each place, beside what was booked.',
    params: z.object({ period: periodText }), response: z.object({ data: z.array(returnHead) }), owner: null, example: () => ({ params: { period: '2026-11' } }),
    handle: (ctx, { params: { period }, request }) =>
      ctx.inRead(async (tx) => {
        const shown = await read(tx, deps, period, request.locale);
        return { data: shown.returns.all().map(({ key, figures }) => toHead(shown, key, figures)) };
      }),
  }),
  route({
    method: 'get', path: '/v1/admin/tax-returns/:period/:return_name', summary: 'Show a tax return, and where records and books differ', audience: 'staff', permission: 'tax.read', params, response: returnView, owner: null,
    example: () => ({ params: { period: '2026-11', return_name: 'EU.union_oss.EUR' } }),
    handle: (ctx, { params: { period, return_name }, request }) => ctx.inRead(async (tx) => toReturnView(await read(tx, deps, period, request.locale), keyOf(deps, return_name))),
  }),
  route({
    method: 'post', path: '/v1/admin/tax-returns/:period/:return_name/filing', summary: 'Keep a tax return as it was filed with the authority', audience: 'staff', permission: 'tax.file', idempotent: true, status: 201, params, response: returnView, owner: null,
    description: 'Only of a period that is over, and only when records and books are the same to the cent. `owed` is what was shown; other figures are refused.',
    body: z.strictObject({ reference: z.string().trim().min(1).max(100), owed: moneySchema }),
    example: () => ({ params: { period: '2020-Q1', return_name: 'EU.union_oss.EUR' }, body: { reference: 'OSS 2020-Q1 4711', owed: { amount: 0, currency: 'EUR' } }, headers: { 'Idempotency-Key': 'file-2020-Q1' } }),
    handle: (ctx, { params: { period, return_name }, body, request }) =>
      ctx.inTx(async (tx) => {
        const key = keyOf(deps, return_name);
        if (body.owed.currency !== key.currency) throw otherCurrency(key.currency);
        await fileReturn(tx, deps, { period, key, reference: body.reference, expectedMinor: BigInt(body.owed.amount) });
        return toReturnView(await read(tx, deps, period, request.locale), key);
      }),
  }),
];

async function read(tx: TxCtx, { packs }: TaxReturnDeps, period: string, locale: string | null): Promise<Shown> {
  const home = (await chooseMarket(tx, null)).timeZone;
  return { packs, home, locale: locale ?? 'en', now: tx.now, period, returns: await gatherReturns(tx, { packs }, period), filed: await listFiled(tx) };
}

function keyOf({ packs }: TaxReturnDeps, name: string): ReturnKey {
  const key = knownKey(packs, name);
  if (!key) throw returnUnknown(name);
  return key;
}
