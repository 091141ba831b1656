import { understandText } from './understand-text.js';

const partsOf = (text: string, locale = 'de') => understandText(text, locale).map((term) => term.parts.map((part) => part[0]));

test('words that say nothing are left out, unless nothing else was said', () => {
  expect(understandText('Brett aus Holz', 'de').map((term) => term.word)).toEqual(['brett', 'holz']);
  expect(understandText('mit', 'de').map((term) => term.word)).toEqual(['mit']);
  expect(understandText('& !', 'de')).toEqual([]);
});

test('compounds come apart where their parts are known, joints and endings included', () => {
  expect(partsOf('Holzbretter Lederrucksack Weihnachtsbaumkerzen')).toEqual([['holz', 'bretter'], ['leder', 'rucksack'], ['weihnachts', 'baum', 'kerzen']]);
  expect(partsOf('puulauta villahuivit', 'fi')).toEqual([['puu', 'lauta'], ['villa', 'huivit']]);
  expect(partsOf('Fahrrad Brett')).toEqual([[], []]);
});

test('synonyms go with a word in any inflection, and with the parts of a compound', () => {
  expect(understandText('Tassen', 'de')[0]!.also).toEqual(['becher', 'henkelbecher', 'pott']);
  expect(understandText('Kaffeetasse', 'de')[0]!.parts[1]).toEqual(['tasse', 'becher', 'henkelbecher', 'pott']);
  expect(understandText('cup', 'fi')[0]!.also).toEqual([]);
});

test('who has no umlauts is understood', () => {
  expect(understandText('Mueslischale', 'de')[0]!.like).toEqual(['muslischale']);
  expect(understandText('Müslischale', 'de')[0]).toMatchObject({ word: 'muslischale', like: [] });
});

test('a bowl is no scarf, though a stemmer thinks so', () => {
  expect(understandText('Schalen', 'de')[0]).toEqual({ word: 'schalen', like: ['schale'], also: ['schussel', 'bowl'], parts: [], literal: ['schalen', 'schale'] });
  expect(understandText('Wollschal', 'de')[0]!.parts).toEqual([['woll'], ['schal', 'schals', 'halstuch', 'tuch']]);
});

test('a language that nobody taught us is taken word by word, and a flood of words is cut', () => {
  expect(understandText('Brett kop', 'nl')).toEqual([{ word: 'brett', like: [], also: [], parts: [], literal: [] }, { word: 'kop', like: [], also: [], parts: [], literal: [] }]);
  expect(understandText(Array.from({ length: 50 }, (_, i) => `w${i}`).join(' '), 'de')).toHaveLength(8);
});
