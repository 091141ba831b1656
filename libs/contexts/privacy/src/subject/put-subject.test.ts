import { announced, asTenant, at, audited, switchTenant, withDatabase, withNow, becomeTenant } from '@stoa/platform/testing';
import { anAddress, savedSubject, sealForRetention } from '../testing.js';
import { blindEmail, eraseSubject, findSubjectByEmail, getSubject, getSubjects, openRetained, putSubject, updateSubject } from '../index.js';

test('what a shopper told us comes back, and stands in no table', () =>
  asTenant(async (ctx) => {
    const id = await putSubject(ctx, { email: 'Lena.Vogt@Example.test', name: 'Lena Vogt', address: anAddress(), locale: 'de' });

    expect(await getSubject(ctx, id)).toEqual({ id, email: 'Lena.Vogt@Example.test', name: 'Lena Vogt', phone: null, address: anAddress(), locale: 'de', invoiceTo: null, isErased: false });
    const [row] = await ctx.tx('privacy.subjects').where('tenant_id', ctx.tenantId);
    expect(JSON.stringify(row)).not.toMatch(/Lena|Vogt|example|Garten|Köln|50667/i);
  }));

test('a person is found by e-mail whatever its letter case, and the newest one wins', () =>
  asTenant(async (ctx) => {
    await savedSubject(ctx, { email: 'lena@example.test' });
    const newer = await savedSubject(ctx, { email: 'LENA@example.test ' });

    expect(await findSubjectByEmail(ctx, 'Lena@Example.test')).toBe(newer);
    expect(await findSubjectByEmail(ctx, 'nobody@example.test')).toBeNull();
    expect(await blindEmail(ctx, ' lena@EXAMPLE.test')).toBe(await blindEmail(ctx, 'lena@example.test'));
  }));

test('the named fields change, the others stay', () =>
  asTenant(async (ctx) => {
    const id = await savedSubject(ctx);

    await updateSubject(ctx, id, { name: 'Lena Berg', email: 'berg@example.test' });

    expect(await getSubject(ctx, id)).toMatchObject({ name: 'Lena Berg', email: 'berg@example.test', address: anAddress(), locale: 'de' });
    expect(await findSubjectByEmail(ctx, 'lena@example.test')).toBeNull();
    expect(await findSubjectByEmail(ctx, 'berg@example.test')).toBe(id);
  }));

test('an erased person is empty for good, told once, and a frozen copy stays readable', () =>
  asTenant(async (ctx) => {
    const id = await savedSubject(ctx);
    const frozen = await sealForRetention(ctx, { name: 'Lena Vogt' });

    await eraseSubject(withNow(ctx, at('2026-04-01T09:00:00Z')), id);
    await eraseSubject(ctx, id);

    expect(await getSubject(ctx, id)).toEqual({ id, email: null, name: null, phone: null, address: null, locale: null, invoiceTo: null, isErased: true });
    expect(await ctx.tx('privacy.subjects').where({ tenant_id: ctx.tenantId, id }).first('wrapped_key', 'content', 'email_index')).toEqual({ wrapped_key: null, content: null, email_index: null });
    expect(await findSubjectByEmail(ctx, 'lena@example.test')).toBeNull();
    await expect(updateSubject(ctx, id, { name: 'Lena' })).rejects.toMatchObject({ code: 'privacy.subject_erased' });
    expect(await announced(ctx)).toEqual([{ name: 'privacy.subject_erased', payload: { subjectId: id } }]);
    expect((await audited(ctx)).map((entry) => entry.action)).toEqual(['privacy.subject_erased']);
    expect(await openRetained(ctx, frozen)).toEqual({ name: 'Lena Vogt' });
  }));

test("another tenant's shopper does not exist, has another blind name, and a copied row does not open", () =>
  asTenant(async (ctx) => {
    const id = await savedSubject(ctx);
    const name = await blindEmail(ctx, 'lena@example.test');
    const frozen = await sealForRetention(ctx, { name: 'Lena' });
    const stranger = await switchTenant(ctx);

    await expect(getSubject(stranger, id)).rejects.toMatchObject({ code: 'privacy.subject_not_found' });
    await expect(eraseSubject(stranger, id)).rejects.toMatchObject({ code: 'privacy.subject_not_found' });
    expect(await getSubjects(stranger, [id])).toEqual(new Map());
    expect(await findSubjectByEmail(stranger, 'lena@example.test')).toBeNull();
    expect(await blindEmail(stranger, 'lena@example.test')).not.toBe(name);
    await expect(openRetained(stranger, frozen)).rejects.toThrow();
    await becomeTenant(ctx);
    const other = await savedSubject(ctx, { name: 'Mikko Aalto' });
    const { wrapped_key, content } = await ctx.tx('privacy.subjects').where({ tenant_id: ctx.tenantId, id }).first('wrapped_key', 'content');
    await ctx.tx('privacy.subjects').where({ tenant_id: ctx.tenantId, id: other }).update({ wrapped_key, content });
    await expect(getSubject(ctx, other)).rejects.toThrow();
  }));

test('keys of a transaction that was rolled back are not remembered', () =>
  withDatabase(async ({ ctx }) => {
    await expect(ctx.inTx(async (tx) => {
      await savedSubject(tx);
      throw new Error('the shopper closed the tab');
    })).rejects.toThrow('closed the tab');

    const id = await ctx.inTx((tx) => savedSubject(tx));

    expect(await ctx.inRead(async (tx) => (await getSubject(tx, id)).name)).toBe('Lena Vogt');
    expect(await ctx.inRead((tx) => tx.tx('privacy.tenant_keys').where('tenant_id', tx.tenantId).pluck('purpose'))).toHaveLength(3);
  }));

test('two first shoppers at once share one set of keys', () =>
  withDatabase(async ({ ctx }) => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => ctx.inTx((tx) => savedSubject(tx))));

    expect([...(await ctx.inRead((tx) => getSubjects(tx, ids))).values()].map((subject) => subject.name)).toEqual(Array(6).fill('Lena Vogt'));
  }));
