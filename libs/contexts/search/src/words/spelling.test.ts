import { changesBetween, meantBy } from './spelling.js';

test('letters changed, added and left out are counted', () => {
  expect([changesBetween('becher', 'becher'), changesBetween('bechr', 'becher'), changesBetween('shcal', 'schal'), changesBetween('', 'abc')]).toEqual([0, 1, 2, 3]);
});

test('the nearest word is meant, of equally near ones the one that looks most alike, and in short words one letter is the most', () => {
  expect(meantBy('kinfe', ['knife', 'night'])).toBe('knife');
  expect(meantBy('bechr', ['becher', 'recht', 'becker'])).toBe('becher');
  expect(meantBy('tase', ['tasse', 'vase'])).toBe('tasse');
  expect(meantBy('uhr', ['ohren', 'ei'])).toBeNull();
  expect(meantBy('becher', ['becher'])).toBeNull();
});
