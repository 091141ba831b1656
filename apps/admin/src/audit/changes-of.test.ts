import { changesOf } from './changes-of.js';

test('a difference deep inside is one row, basis points read as percent', () => {
  expect(changesOf({ version: 1, rules: [{ bp: 1200, vendorId: null }] }, { version: 2, rules: [{ bp: 1250, vendorId: null }] })).toEqual([
    { field: 'version', before: '1', after: '2', isSame: false },
    { field: 'rules › 1 › percent', before: '12 %', after: '12.5 %', isSame: false },
  ]);
});

test('what was not there before has only an after, what stayed the same says so', () => {
  expect(changesOf(null, { isOpen: true, markets: ['de', 'fi'] })).toEqual([{ field: 'is open', before: null, after: 'yes', isSame: false }, { field: 'markets', before: null, after: 'de, fi', isSame: false }]);
  expect(changesOf({ status: 'live' }, { status: 'live' })).toEqual([{ field: 'status', before: 'live', after: 'live', isSame: true }]);
  expect(changesOf(null, null)).toEqual([]);
});
