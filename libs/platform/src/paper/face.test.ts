import { faceOf, type Face, hex, paperFonts } from './face.js';

const SAID = [
  'Ausgestellt von Oma Marktplatz GmbH im Namen und für Rechnung des Verkäufers.', 'AVATAR To. „Watt“, T.Y. LT’A', '1.234,56\u00a0€', 'Vollständig bezahlt mit Visa •••• 4242', 'Käsegroß ÄÖÜ ßẞ', 'Huis ĳ Łódź Žižkov Ștefan ő ű ğ',
  'Fluffy offer, fi fl ff ffi ffl', 'a -> b <- c 10:30 1/2 3x4 (A)', 'Tafel \ufb01x', 'e\u0301', 'Τιμολόγιο Счёт', 'נועה לוי', 'فاتورة', '🙂',
];
const laidOut = (face: Face, word: string) => {
  Object.assign(face.font, { _glyphs: {} });
  const { glyphs, positions } = face.font.layout(word);
  return glyphs.map((glyph, index) => ({ glyph: glyph.id, letters: glyph.codePoints, width: glyph.advanceWidth, xAdvance: positions[index]!.xAdvance, xOffset: positions[index]!.xOffset, yOffset: positions[index]!.yOffset }));
};

test.each(paperFonts)('words in %s stand as the font itself lays them out', async (name) => {
  const face = await faceOf(name);
  for (const word of SAID.flatMap((text) => text.split(/(?<= )/))) {
    const [set] = face.words(word);
    const units = (thousandth: number) => Math.round((thousandth / face.scale) * 1_000) / 1_000;
    expect(set!.signs.map((sign, index) => ({
      glyph: sign.glyph, letters: sign.letters, width: units(sign.width), xAdvance: units(set!.positions[index]!.xAdvance), xOffset: units(set!.positions[index]!.xOffset), yOffset: units(set!.positions[index]!.yOffset),
    }))).toEqual(laidOut(face, word));
  }
});

test('a word that is prepared is written by the places of its signs, with what it is drawn together by', async () => {
  const face = await faceOf('regular');
  const [word] = face.words('AVA');
  const [a, v] = word!.signs.map((sign) => hex(sign.place!));
  expect(word!.shelf).toBe(0);
  expect(word!.written).toMatch(new RegExp(`^<${a}> [0-9.]+ <${v}> [0-9.]+ <${a}>$`));
  expect(face.words('Łódź')[0]!.shelf).toBe(1);
  expect(face.words('\ufb01')[0]).toMatchObject({ shelf: 2, written: null });
  expect(face.shelf(0).file.length).toBeLessThan(face.shelf(1).file.length);
  expect(face.shelf(0)).toBe(face.shelf(0));
});
