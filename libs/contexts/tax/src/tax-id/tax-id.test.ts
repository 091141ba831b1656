import { switchTenant, withDatabase } from '@stoa/platform/testing';
import { fakeRegister, thePacks } from '../testing.js';
import { changeSettings } from '../settings/change-settings.js';
import { checkTaxId } from './check-tax-id.js';
import { forgetNames, getCheck } from './check.repository.js';
import { readBuyer } from './read-buyer.js';
import { readTaxId } from './tax-id.js';

const packs = thePacks();
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'read';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test.each([
  ['DE', 'de 129.273.398', 'DE129273398'], ['DE', '129273398', 'DE129273398'], ['GR', 'EL 123456789', 'EL123456789'], ['GR', '123456789', 'EL123456789'], ['CH', 'CHE-123.456.789 MWST', 'CHE123456789MWST'],
  ['NO', '123 456 789 mva', 'NO123456789MVA'], ['JP', '1234567890123', 'T1234567890123'], ['LI', 'CHE123456789TVA', 'CHE123456789TVA'], ['NL', 'NL123456789B01', 'NL123456789B01'],
])('a tax id is read as people type it: %s %s', (country, typed, taxId) => {
  expect(readTaxId(packs, country, typed)).toMatchObject({ country, taxId });
});

test.each([['DE', 'DE12345678', 'tax.bad_tax_id'], ['DE', 'FI12345678', 'tax.bad_tax_id'], ['SE', 'SE1234567890', 'tax.bad_tax_id'], ['US', '12-3456789', 'tax.no_tax_ids'], ['ZZ', '1', 'tax.no_tax_ids']])('what cannot be a tax id of %s is refused: %s', (country, typed, code) => {
  expect(codeOf(() => readTaxId(packs, country, typed))).toBe(code);
});

test('every country with a pack says how its tax ids are written, and the members of the Union that VIES knows them', () => {
  const countries = [...packs.packs.values()].map(({ pack }) => pack).filter((pack) => pack.kind !== 'region' && pack.id !== 'US' && pack.id !== 'EU');
  expect(countries.filter((pack) => !pack.tax_id).map((pack) => pack.id)).toEqual([]);
  expect(countries.filter((pack) => pack.extends === 'EU' && pack.tax_id!.register !== 'vies').map((pack) => pack.id)).toEqual([]);
});

test('the register is asked once a day, and its answer is kept with its number', () =>
  withDatabase(async ({ ctx, as }) => {
    const vies = fakeRegister();
    const deps = { packs, taxIdRegisters: { vies } };
    const said = { country: 'DE', taxId: 'DE129273398', requester: 'DE123456789' };
    const first = await checkTaxId(deps, ctx, said);
    expect(first).toMatchObject({ outcome: 'valid', requestId: 'WAPIDE129273398', name: 'Firma DE129273398', register: 'vies' });
    expect((await checkTaxId(deps, ctx, said)).id).toBe(first.id);
    expect(vies.asked).toEqual([{ taxId: 'DE129273398', requester: 'DE123456789' }]);
    const nextDay = as(ctx.actor, new Date(ctx.now.getTime() + 86_400_000));
    expect((await checkTaxId(deps, nextDay, said)).id).not.toBe(first.id);
    expect(await nextDay.inTx((tx) => readBuyer(tx, first.id))).toMatchObject({ isFresh: false });
    expect(vies.asked).toHaveLength(2);
  }));

test('no answer is no proof: the buyer is a consumer until the marketplace chooses otherwise, and the facts say why', () =>
  withDatabase(async ({ ctx }) => {
    const vies = fakeRegister();
    const deps = { packs, taxIdRegisters: { vies } };
    const down = await checkTaxId(deps, ctx, { country: 'FR', taxId: 'FR12345678999', requester: null });
    expect(down).toMatchObject({ outcome: 'unchecked', reason: 'MS_UNAVAILABLE', requestId: null });
    expect(await ctx.inTx((tx) => readBuyer(tx, down.id))).toMatchObject({ treatedAs: 'consumer', customer: { type: 'consumer', taxIdValid: false } });
    await ctx.inTx((tx) => changeSettings(tx, { uncheckedTaxIds: 'accept' }, 'The register is down.'));
    expect(await ctx.inTx((tx) => readBuyer(tx, down.id))).toMatchObject({
      treatedAs: 'business', customer: { type: 'business', taxId: 'FR12345678999', taxIdValid: true, evidence: { outcome: 'unchecked', policy: 'accept', checkId: down.id } },
    });
    // An unanswered question is asked again, a number that is not known stays out under any policy, and where there is no register nobody is asked.
    await checkTaxId(deps, ctx, { country: 'FR', taxId: 'FR12345678999', requester: null });
    expect(vies.asked).toHaveLength(2);
    const unknown = await checkTaxId(deps, ctx, { country: 'DE', taxId: 'DE123456000', requester: null });
    expect(await ctx.inTx((tx) => readBuyer(tx, unknown.id))).toMatchObject({ treatedAs: 'consumer', check: { outcome: 'invalid' } });
    const norway = await checkTaxId(deps, ctx, { country: 'NO', taxId: '123456789MVA', requester: null });
    expect([norway.outcome, norway.reason, vies.asked.length]).toEqual(['unchecked', 'no_register', 3]);
  }));

test('whose a number is, is forgotten when the answer is no longer fresh; the evidence stays, and nothing of it can be changed', () =>
  withDatabase(async ({ ctx, as }) => {
    const deps = { packs, taxIdRegisters: { vies: fakeRegister() } };
    const check = await checkTaxId(deps, ctx, { country: 'DE', taxId: 'DE129273398', requester: 'DE123456789' });
    const at = (hours: number) => as(ctx.actor, new Date(ctx.now.getTime() + hours * 3_600_000));
    const kept = () => ctx.inTx((tx) => getCheck(tx, check.id));
    expect([await at(23).inTx((tx) => forgetNames(tx, 10)), (await kept()).name]).toEqual([0, 'Firma DE129273398']);
    expect(await at(24).inTx((tx) => forgetNames(tx, 10))).toBe(1);
    expect(await kept()).toEqual({ ...check, name: null, address: null });
    expect(await at(48).inTx((tx) => forgetNames(tx, 10))).toBe(0);
    await expect(ctx.inTx((tx) => tx.tx('tax.tax_id_checks').where({ tenant_id: tx.tenantId, id: check.id }).update({ outcome: 'invalid' }))).rejects.toThrow('permission denied');
  }));

test("another marketplace's check does not exist", () =>
  withDatabase(async ({ ctx }) => {
    const check = await checkTaxId({ packs, taxIdRegisters: { vies: fakeRegister() } }, ctx, { country: 'DE', taxId: 'DE129273398', requester: null });
    await expect(ctx.inTx(async (tx) => readBuyer(await switchTenant(tx), check.id))).rejects.toMatchObject({ code: 'tax.tax_id_check_not_found' });
  }));
