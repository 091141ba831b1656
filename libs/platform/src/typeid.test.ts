import fc from 'fast-check';
import { z } from 'zod';
import { type Id, isUuid, newId } from './ids.js';
import { PREFIXES, decode, wireId } from './typeid.js';

type OrderId = Id<'OrderId'>;
const orderId = wireId<OrderId, 'ord'>('ord');

test('ids sort in the order in which they were made', () => {
  const made = Array.from({ length: 20_000 }, () => newId());
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id) => isUuid(id) && id[14] === '7' && '89ab'.includes(id[19]!))).toBe(true);
});

test('every UUID survives the way out and back in', () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => {
    const wire = orderId.toWire(uuid as OrderId);
    expect(wire).toMatch(/^ord_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(orderId.parse(wire)).toBe(uuid);
    expect(orderId.wire.parse(wire)).toBe(wire);
  }));
});

test('the published example of the TypeID specification is read as it says', () => {
  expect(decode('01h455vb4pex5vsknk084sn02q')).toBe('01890a5d-ac96-774b-bcce-b302099a8057');
});

test.each([
  ['cus_01h455vb4pex5vsknk084sn02q', 'wrong_id_type'], ['01890a5d-ac96-774b-bcce-b302099a8057', 'wrong_id_type'], ['ord_', 'malformed_id'],
  ['ord_81h455vb4pex5vsknk084sn02q', 'malformed_id'], ['ord_01h455vb4pex5vsknk084sn02u', 'malformed_id'], ['ord_01H455VB4PEX5VSKNK084SN02Q', 'malformed_id'],
])('%s is refused as %s, and the wanted prefix is named', (text, code) => {
  const [issue] = orderId.safeParse(text).error!.issues;
  expect(issue).toMatchObject({ code: 'custom', params: { code, prefix: 'ord' }, message: expect.stringContaining('ord_') });
});

test('a bare UUID never leaves', () => {
  expect(orderId.wire.safeParse(newId()).success).toBe(false);
  expect(() => orderId.toWire('not a uuid' as OrderId)).toThrow('Invariant broken');
});

test('no prefix means two things', () => {
  expect(new Set(Object.values(PREFIXES)).size).toBe(Object.keys(PREFIXES).length);
  expect(Object.keys(PREFIXES).every((prefix) => /^[a-z]{3}$/.test(prefix))).toBe(true);
});

test('the reference shows what the id looks like', () => {
  expect(z.toJSONSchema(orderId, { io: 'input' })).toMatchObject({ type: 'string', description: expect.stringContaining('ord_') });
  expect(z.toJSONSchema(orderId.wire)).toMatchObject({ type: 'string', pattern: expect.stringContaining('ord_') });
});
