import { gtin13 } from './gtin.js';
import { picturesOf, pickNumber } from './spread.js';
import type { ListingSeed, Words } from './types.js';

type Weave = { code: string; name: Words; fibre: string; colour: string; seed: number; text: Words };
const WEAVES: Weave[] = [
  { code: 'TAN', name: { de: 'Tannengrün', fi: 'kuusi', en: 'fir green' }, fibre: 'wool', colour: 'green', seed: 1, text: { de: 'Karo aus Heidschnuckenwolle, im Stück gewebt und gewalkt.', fi: 'Ruudullinen, saksalaisen nummilampaan villaa, kudottu ja vanutettu.', en: 'A check of moorland wool, woven in the piece and fulled.' } },
  { code: 'GRA', name: { de: 'Granit', fi: 'graniitti', en: 'granite' }, fibre: 'wool', colour: 'natural', seed: 2, text: { de: 'Ungefärbt: das Grau der Schafe, so wie es geschoren wird.', fi: 'Värjäämätön: lampaan oma harmaa.', en: 'Undyed: the grey of the sheep, as it is shorn.' } },
  { code: 'KRA', name: { de: 'Krapp', fi: 'krappi', en: 'madder' }, fibre: 'wool', colour: 'red', seed: 3, text: { de: 'Mit Krappwurzel gefärbt; das Rot wird mit den Jahren weicher.', fi: 'Värjätty krapin juurella; punainen pehmenee vuosien mittaan.', en: 'Dyed with madder root; the red softens over the years.' } },
  { code: 'IND', name: { de: 'Indigo', fi: 'indigo', en: 'indigo' }, fibre: 'linen', colour: 'blue', seed: 4, text: { de: 'Leinen aus der Rhön, in der Küpe gefärbt.', fi: 'Pellavaa, värjätty kyypissä.', en: 'Linen, dyed in the vat.' } },
  { code: 'HAF', name: { de: 'Hafer', fi: 'kaura', en: 'oat' }, fibre: 'linen', colour: 'natural', seed: 5, text: { de: 'Naturleinen mit Leinwandbindung, gewaschen, damit es sofort fällt.', fi: 'Luonnonpellavaa, pesty valmiiksi pehmeäksi.', en: 'Natural linen in plain weave, washed so that it falls at once.' } },
  { code: 'SEN', name: { de: 'Senf', fi: 'sinappi', en: 'mustard' }, fibre: 'wool', colour: 'yellow', seed: 6, text: { de: 'Fischgrat in Senf und Wollweiß.', fi: 'Kalanruotoa sinapinkeltaisella ja villanvalkoisella.', en: 'Herringbone in mustard and wool white.' } },
  { code: 'NAC', name: { de: 'Nacht', fi: 'yö', en: 'night' }, fibre: 'alpaca', colour: 'dark', seed: 7, text: { de: 'Alpaka aus dem Weserbergland, leicht wie zwei Seiten Papier.', fi: 'Alpakkaa, kevyt kuin kaksi paperiarkkia.', en: 'Alpaca, light as two sheets of paper.' } },
  { code: 'WEI', name: { de: 'Wollweiß', fi: 'villanvalkoinen', en: 'wool white' }, fibre: 'wool', colour: 'white', seed: 8, text: { de: 'Merino, zweifädig, mit gedrehten Fransen.', fi: 'Merinoa, kaksisäikeistä, kierretyt hapsut.', en: 'Merino, two-ply, with twisted fringes.' } },
  { code: 'MOO', name: { de: 'Moor', fi: 'suo', en: 'bog' }, fibre: 'wool', colour: 'dark', seed: 9, text: { de: 'Mit Walnuss und Eisen gefärbt, fast schwarz.', fi: 'Värjätty pähkinällä ja raudalla, lähes musta.', en: 'Dyed with walnut and iron, almost black.' } },
  { code: 'HEI', name: { de: 'Heide', fi: 'kanerva', en: 'heather' }, fibre: 'cotton', colour: 'mixed', seed: 10, text: { de: 'Baumwolle in drei Violett, auf dem Schaftstuhl gewebt.', fi: 'Puuvillaa kolmessa violetissa, kudottu kangaspuilla.', en: 'Cotton in three violets, woven on a shaft loom.' } },
];

type Piece = { kind: string; category: string; code: string; name: Words; text: Words; sizes: { label: string; price: number; grams: number }[] };
const PIECES: Piece[] = [
  { kind: 'scarf', category: 'scarves', code: 'SCH', name: { de: 'Schal', fi: 'Huivi', en: 'Scarf' }, text: { de: '180 × 32 cm, Fransen von Hand gedreht.', fi: '180 × 32 cm, hapsut kierretty käsin.', en: '180 × 32 cm, fringes twisted by hand.' }, sizes: [{ label: '180 × 32 cm', price: 12900, grams: 240 }] },
  { kind: 'scarf', category: 'blankets', code: 'DEC', name: { de: 'Decke', fi: 'Huopa', en: 'Blanket' }, text: { de: 'Groß genug für zwei auf einer Bank.', fi: 'Riittää kahdelle samalle penkille.', en: 'Large enough for two on one bench.' }, sizes: [{ label: '130 × 180 cm', price: 18900, grams: 1100 }, { label: '150 × 220 cm', price: 23900, grams: 1500 }] },
  { kind: 'tote', category: 'bags', code: 'TAS', name: { de: 'Tasche', fi: 'Kassi', en: 'Tote' }, text: { de: 'Mit doppeltem Boden und Henkeln, die über einen Mantel passen.', fi: 'Kaksinkertainen pohja ja sangat, jotka mahtuvat takin päälle.', en: 'With a double bottom and handles that go over a coat.' }, sizes: [{ label: '12 l', price: 2850, grams: 210 }] },
  { kind: 'jacket', category: 'jackets', code: 'JAC', name: { de: 'Walkjacke', fi: 'Villatakki', en: 'Fulled jacket' }, text: { de: 'Hornknöpfe, innen unversäubert, damit man sieht, wie sie gemacht ist.', fi: 'Sarvinapit, sisältä huolittelematon, jotta työ näkyy.', en: 'Horn buttons, left unlined so that one sees how it is made.' }, sizes: [{ label: 'S', price: 28900, grams: 900 }, { label: 'M', price: 28900, grams: 960 }, { label: 'L', price: 28900, grams: 1020 }] },
];

/** Weberei Holtkamp: ten weaves in four pieces. */
export function textiles(): ListingSeed[] {
  return WEAVES.flatMap((weave, w) => PIECES.map((piece, p) => toListing(weave, piece, w * PIECES.length + p)));
}

function toListing(weave: Weave, piece: Piece, index: number): ListingSeed {
  const words = (locale: string) => `${piece.name[locale]}, ${weave.name[locale]}`;
  const isLow = weave.code === 'TAN' && piece.code === 'SCH';
  return {
    category: piece.category,
    title: { de: words('de'), fi: words('fi'), en: words('en') },
    description: { de: `${weave.text['de']}\n\n${piece.text['de']}`, fi: `${weave.text['fi']}\n\n${piece.text['fi']}`, en: `${weave.text['en']}\n\n${piece.text['en']}` },
    attributes: { fibre: weave.fibre, colour: weave.colour, made_in: 'de' },
    options: piece.sizes.length > 1 ? [{ code: 'size', names: { de: 'Größe', fi: 'Koko', en: 'Size' }, values: piece.sizes.map((size) => size.label) }] : [],
    variants: piece.sizes.map((size, i) => ({
      sku: `WH-${piece.code}-${weave.code}-${i + 1}`, options: (piece.sizes.length > 1 ? { size: size.label } : {}) as Record<string, string>, priceMinor: size.price, weightGrams: size.grams, gtin: gtin13('4012345', 1000 + index * 4 + i),
      stock: isLow ? [2, 0] : [3 + pickNumber(9, weave.code, piece.code, size.label), pickNumber(4, size.label, weave.code)],
    })),
    pictures: picturesOf(piece.kind, weave.seed, 'soft', { de: words('de'), fi: words('fi'), en: words('en') }),
    madeByVendor: true,
    fate: weave.code === 'HEI' && piece.code === 'JAC' ? 'submitted' : 'published',
  };
}
