import { newId } from '@stoa/platform/ids';
import { announced, asTenant, audited, switchTenant } from '@stoa/platform/testing';
import type { VendorId } from '@stoa/events/vendors';
import { aStatement } from '../testing.js';
import { stateReasons } from './state-reasons.js';
import { listStatements } from './statement.repository.js';
import { statementView, toStatementView } from './statement.schemas.js';

const reasons = (vendorId = newId<VendorId>()) => aStatement({ vendorId });

test('reasons are kept, told and audited, and name who decided when', () =>
  asTenant(async (ctx) => {
    const given = reasons();
    const statement = await stateReasons(ctx, given);

    expect(await listStatements(ctx, { vendorId: given.vendorId, limit: 10 })).toEqual([{ ...given, id: statement.id, decidedBy: ctx.actor.id, decidedAt: ctx.now }]);
    expect(await announced(ctx)).toMatchObject([{ name: 'compliance.reasons_stated', payload: { statementId: statement.id, vendorId: given.vendorId, restriction: 'listing_refused' } }]);
    expect(await audited(ctx)).toMatchObject([{ action: 'compliance.reasons_stated' }]);
    expect(statementView.parse(toStatementView(statement))).toMatchObject({ id: expect.stringMatching(/^sor_/), subject: { kind: 'listing', id: expect.stringMatching(/^lst_/) }, redress: ['internal_complaint', 'out_of_court_dispute_settlement', 'judicial_redress'] });
  }));

test('a vendor reads its own statements only, the newest first, page by page', () =>
  asTenant(async (ctx) => {
    const vendorId = newId<VendorId>();
    const first = await stateReasons(ctx, reasons(vendorId));
    const second = await stateReasons(ctx, reasons(vendorId));
    await stateReasons(ctx, reasons());

    expect((await listStatements(ctx, { vendorId, limit: 10 })).map((s) => s.id)).toEqual([second.id, first.id]);
    expect((await listStatements(ctx, { vendorId, limit: 10, before: second.id })).map((s) => s.id)).toEqual([first.id]);
  }));

test("another marketplace's statements do not exist", () =>
  asTenant(async (ctx) => {
    await stateReasons(ctx, reasons());
    expect(await listStatements(await switchTenant(ctx), { limit: 10 })).toEqual([]);
  }));
