import { gtin13 } from './gtin.js';
import { picturesOf, pickNumber } from './spread.js';
import type { ListingSeed, Words } from './types.js';

type Wood = { code: string; name: Words };
const WOODS: Record<string, Wood> = {
  birch: { code: 'birch', name: { de: 'Birke', fi: 'koivu', en: 'birch' } }, oak: { code: 'oak', name: { de: 'Eiche', fi: 'tammi', en: 'oak' } }, elm: { code: 'elm', name: { de: 'Ulme', fi: 'jalava', en: 'elm' } }, ash: { code: 'ash', name: { de: 'Esche', fi: 'saarni', en: 'ash' } },
};
type Piece = { kind: string; category: string; code: string; name: Words; text: Words; price: number; grams: number; woods: string[]; extra?: Record<string, unknown> };
const PIECES: Piece[] = [
  { kind: 'spoon', category: 'spoons', code: 'SPN', price: 2600, grams: 90, woods: ['birch', 'oak', 'elm', 'ash'], name: { de: 'Kochlöffel', fi: 'Puukauha', en: 'Cooking spoon' }, text: { de: 'Aus dem grünen Holz geschnitzt, mit Leinöl fertig.', fi: 'Veistetty tuoreesta puusta, pellavaöljytty.', en: 'Carved from green wood, finished with linseed oil.' } },
  { kind: 'spoon', category: 'spoons', code: 'SET', price: 6400, grams: 260, woods: ['birch', 'elm', 'ash'], name: { de: 'Löffelset, drei Stück', fi: 'Lusikkasetti, kolme', en: 'Spoon set, three pieces' }, text: { de: 'Rühren, schöpfen, kosten: drei Formen aus einem Ast.', fi: 'Sekoita, annostele, maista: kolme muotoa samasta oksasta.', en: 'Stir, ladle, taste: three shapes from one branch.' } },
  { kind: 'board', category: 'boards', code: 'BRD', price: 5200, grams: 1200, woods: ['oak', 'elm', 'ash', 'birch'], name: { de: 'Schneidebrett mit Griff', fi: 'Leikkuulauta kahvalla', en: 'Cutting board with handle' }, text: { de: 'Stehende Jahresringe, damit es plan bleibt. 42 × 18 cm.', fi: 'Pystysyinen, joten se pysyy suorana. 42 × 18 cm.', en: 'Quarter-sawn, so that it stays flat. 42 × 18 cm.' } },
  { kind: 'board', category: 'boards', code: 'BRT', price: 6900, grams: 1700, woods: ['oak', 'ash', 'elm'], name: { de: 'Brotbrett', fi: 'Leipälauta', en: 'Bread board' }, text: { de: 'Mit Krümelrille und Füßen aus Kork.', fi: 'Muru-ura ja korkkijalat.', en: 'With a crumb groove and cork feet.' } },
  { kind: 'chair', category: 'furniture', code: 'CHR', price: 42000, grams: 5200, woods: ['birch', 'oak', 'ash', 'elm'], name: { de: 'Stuhl mit Papierkordel', fi: 'Tuoli, paperinarua', en: 'Chair with paper cord' }, text: { de: 'Gezapft und verkeilt, kein Metall. Der Sitz braucht einen Tag.', fi: 'Tapitettu ja kiilattu, ei metallia. Istuimen punonta vie päivän.', en: 'Pegged and wedged, no metal. The seat takes a day.' } },
  { kind: 'chair', category: 'furniture', code: 'STL', price: 26000, grams: 3100, woods: ['birch', 'ash', 'oak'], name: { de: 'Hocker', fi: 'Jakkara', en: 'Stool' }, text: { de: 'Drei Beine stehen auf jedem Boden.', fi: 'Kolme jalkaa seisoo joka lattialla.', en: 'Three legs stand on any floor.' } },
  { kind: 'knife', category: 'knives', code: 'KNF', price: 14500, grams: 220, woods: ['birch', 'elm', 'oak'], extra: { blade_cm: 9 }, name: { de: 'Schnitzmesser', fi: 'Puukko', en: 'Carving knife' }, text: { de: 'Kohlenstoffstahl, Griff mit Messing, Scheide aus Leder.', fi: 'Hiiliterästä, messinkihelat, nahkatuppi.', en: 'Carbon steel, brass fittings, leather sheath.' } },
  { kind: 'notebook', category: 'notebooks', code: 'NTB', price: 1900, grams: 280, woods: ['birch', 'oak', 'elm', 'ash'], extra: { pages: 160 }, name: { de: 'Heft mit Holzdeckel', fi: 'Vihko puukansilla', en: 'Notebook with wooden boards' }, text: { de: 'Fadengeheftet, 160 Seiten, flach aufzuschlagen.', fi: 'Lankasidottu, 160 sivua, aukeaa tasaiseksi.', en: 'Sewn, 160 pages, opens flat.' } },
];

const FINISHES: Words[] = [{ de: 'hell', fi: 'vaalea', en: 'light' }, { de: 'geräuchert', fi: 'savustettu', en: 'fumed' }, { de: 'gewachst', fi: 'vahattu', en: 'waxed' }];

/** Alder & Ash: an English workshop with its stock in Hamburg; in law the marketplace sells its goods to consumers in the Union. */
export function woodwork(): ListingSeed[] {
  return PIECES.flatMap((piece) => piece.woods.flatMap((wood) => (['spoon', 'board', 'notebook'].includes(piece.kind) ? [1, 2, 3] : [1, 2]).map((edition) => ({ piece, wood: WOODS[wood], edition })))).flatMap(({ piece, wood, edition }, i) => (wood ? [toListing(piece, wood, edition, i)] : []));
}

function toListing(piece: Piece, wood: Wood, edition: number, index: number): ListingSeed {
  const dark = edition === 2;
  const finish = FINISHES[edition - 1] ?? FINISHES[0]!;
  const words = (locale: string) => `${piece.name[locale]}, ${wood.name[locale]}, ${finish[locale]}`;
  const isWood = ['spoons', 'boards', 'furniture'].includes(piece.category);
  return {
    category: piece.category,
    title: { de: words('de'), fi: words('fi'), en: words('en') },
    description: piece.text,
    attributes: { ...(isWood && { wood: wood.code }), ...piece.extra },
    options: [],
    variants: [{ sku: `AA-${piece.code}-${wood.code.toUpperCase()}-${edition}`, options: {}, priceMinor: piece.price + (dark ? Math.round(piece.price / 1000) * 100 : 0), weightGrams: piece.grams, gtin: gtin13('5012345', 400 + index), stock: [3 + pickNumber(14, piece.code, wood.code, String(edition)), pickNumber(3, wood.code, piece.code)] }],
    pictures: picturesOf(piece.kind, (index % 10) + 1, 'soft', { de: words('de'), fi: words('fi'), en: words('en') }),
    madeByVendor: true,
    fate: piece.code === 'STL' && dark && wood.code === 'oak' ? 'draft' : 'published',
  };
}
