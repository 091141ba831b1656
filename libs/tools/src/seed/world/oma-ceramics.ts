import { gtin13 } from './gtin.js';
import { picturesOf, pickNumber } from './spread.js';
import type { ListingSeed, Words } from './types.js';

type Series = { name: string; glaze: Words; colour: string; text: Words; seed: number };
const SERIES: Series[] = [
  { name: 'Usva', glaze: { de: 'Moos', fi: 'sammal', en: 'moss' }, colour: 'green', seed: 10, text: { de: 'Usva ist das finnische Wort für den Nebel, der morgens über dem See steht. Die Glasur wird aus Birkenasche gemischt und fällt jedes Mal ein wenig anders aus.', fi: 'Usva on se sumu, joka nousee aamulla järvestä. Lasite sekoitetaan koivuntuhkasta, ja se on joka kerralla vähän erilainen.', en: 'Usva is Finnish for the mist that stands on the lake in the morning. The glaze is mixed from birch ash and comes out a little different every time.' } },
  { name: 'Ranta', glaze: { de: 'Sand', fi: 'hiekka', en: 'sand' }, colour: 'natural', seed: 8, text: { de: 'Ranta heißt Ufer: ein heller Scherben, außen roh, innen glatt glasiert.', fi: 'Ranta on vaalea savi, ulkoa karhea, sisältä sileäksi lasitettu.', en: 'Ranta means shore: a pale clay, raw outside, smoothly glazed inside.' } },
  { name: 'Kelo', glaze: { de: 'zweifarbig', fi: 'kaksivärinen', en: 'two-tone' }, colour: 'mixed', seed: 3, text: { de: 'Kelo ist das silbrige Holz einer Kiefer, die stehend getrocknet ist. Zwei Tone, auf der Scheibe ineinander gedreht.', fi: 'Kelo on pystyyn kuivunut mänty. Kaksi savea, dreijattu sisäkkäin.', en: 'Kelo is the silver wood of a pine that dried standing. Two clays, thrown into each other on the wheel.' } },
  { name: 'Tiili', glaze: { de: 'Ziegel', fi: 'tiili', en: 'brick' }, colour: 'red', seed: 7, text: { de: 'Tiili ist ein Rot wie alte Ziegel, eisenhaltig und matt.', fi: 'Tiili on punainen kuin vanha tiili, rautapitoinen ja matta.', en: 'Tiili is a red like old bricks, rich in iron and matt.' } },
  { name: 'Halla', glaze: { de: 'Reif', fi: 'huurre', en: 'frost' }, colour: 'white', seed: 5, text: { de: 'Halla ist der erste Nachtfrost: ein weißes Craquelé über hellem Ton.', fi: 'Halla on syksyn ensimmäinen yöpakkanen: valkoinen krakeluuri vaalealla savella.', en: 'Halla is the first night frost: a white crackle over pale clay.' } },
  { name: 'Meri', glaze: { de: 'Blau', fi: 'sininen', en: 'blue' }, colour: 'blue', seed: 1, text: { de: 'Meri heißt Meer. Kobalt in drei dünnen Schichten, damit die Tiefe bleibt.', fi: 'Meri: kobolttia kolmena ohuena kerroksena, jotta syvyys säilyy.', en: 'Meri means sea. Cobalt in three thin coats, so that the depth stays.' } },
  { name: 'Ruis', glaze: { de: 'Roggen', fi: 'ruis', en: 'rye' }, colour: 'yellow', seed: 2, text: { de: 'Ruis heißt Roggen: warm und körnig wie ein Feld im August.', fi: 'Ruis: lämmin ja rakeinen kuin elokuinen pelto.', en: 'Ruis means rye: warm and grainy like a field in August.' } },
  { name: 'Yö', glaze: { de: 'Nacht', fi: 'yö', en: 'night' }, colour: 'dark', seed: 9, text: { de: 'Yö heißt Nacht: außen fast schwarz, innen tiefblau.', fi: 'Yö: ulkoa lähes musta, sisältä syvänsininen.', en: 'Yö means night: almost black outside, deep blue inside.' } },
];

type Form = { kind: string; category: string; code: string; name: Words; text: Words; sizes: { label: string; price: number; grams: number }[]; seedShift: number };
const FORMS: Form[] = [
  { kind: 'mug', category: 'mugs', code: 'MUG', seedShift: 0, name: { de: 'Becher', fi: 'Muki', en: 'Mug' }, text: { de: 'Von Hand gedreht, bei 1240 °C gebrannt; unten bleibt der Ton roh, damit die Hand Halt findet.', fi: 'Käsin dreijattu, poltettu 1240 asteessa; alaosa jää lasittamatta, jotta ote pitää.', en: 'Thrown by hand and fired at 1240 °C; the foot stays raw, so that the hand finds a hold.' }, sizes: [{ label: '180 ml', price: 2900, grams: 260 }, { label: '280 ml', price: 3400, grams: 310 }, { label: '400 ml', price: 3900, grams: 390 }] },
  { kind: 'bowl', category: 'bowls', code: 'BWL', seedShift: 0, name: { de: 'Schale', fi: 'Kulho', en: 'Bowl' }, text: { de: 'Weit genug für Salat, tief genug für Suppe.', fi: 'Salaatille riittävän laaja, keitolle riittävän syvä.', en: 'Wide enough for salad, deep enough for soup.' }, sizes: [{ label: '16 cm', price: 3900, grams: 520 }, { label: '28 cm', price: 8600, grams: 1150 }] },
  { kind: 'plate', category: 'plates', code: 'PLT', seedShift: 0, name: { de: 'Teller', fi: 'Lautanen', en: 'Plate' }, text: { de: 'Flach, mit einem Rand, der die Soße hält; stapelt sich leise.', fi: 'Matala, reuna pitää kastikkeen; pinoutuu hiljaa.', en: 'Flat, with a rim that keeps the sauce; stacks quietly.' }, sizes: [{ label: '20 cm', price: 2800, grams: 480 }, { label: '26 cm', price: 3700, grams: 760 }] },
  { kind: 'vase', category: 'vases', code: 'VAS', seedShift: 0, name: { de: 'Vase', fi: 'Maljakko', en: 'Vase' }, text: { de: 'Steht auch mit einem einzelnen langen Zweig.', fi: 'Pysyy pystyssä yhdenkin pitkän oksan kanssa.', en: 'Stands even with a single long branch.' }, sizes: [{ label: '18 cm', price: 5400, grams: 690 }, { label: '32 cm', price: 9800, grams: 1480 }] },
  { kind: 'bowl', category: 'bowls', code: 'MSL', seedShift: 3, name: { de: 'Müslischale', fi: 'Aamiaiskulho', en: 'Breakfast bowl' }, text: { de: 'Auf kleinem Fuß, mit zwei Händen zu halten.', fi: 'Pienellä jalalla, kahden käden kulho.', en: 'On a small foot, made to be held with two hands.' }, sizes: [{ label: '14 cm', price: 3200, grams: 400 }] },
];

/** Keramik Lindqvist: eight glazes in five forms. */
export function ceramics(): ListingSeed[] {
  return SERIES.flatMap((series, s) => FORMS.map((form, f) => toListing(series, form, s * FORMS.length + f)));
}

function toListing(series: Series, form: Form, index: number): ListingSeed {
  const seed = ((series.seed - 1 + form.seedShift) % 10) + 1;
  const skuOf = (label: string) => `KL-${form.code}-${series.name.toUpperCase().replace('Ö', 'O')}-${label.replace(/\D/g, '')}`;
  return {
    category: form.category,
    title: { de: `${form.name['de']} „${series.name}“, ${series.glaze['de']}`, fi: `${form.name['fi']} ”${series.name}”, ${series.glaze['fi']}`, en: `${form.name['en']} “${series.name}”, ${series.glaze['en']}` },
    description: { de: `${series.text['de']}\n\n${form.text['de']}`, fi: `${series.text['fi']}\n\n${form.text['fi']}`, en: `${series.text['en']}\n\n${form.text['en']}` },
    attributes: { material: series.name === 'Halla' ? 'porcelain' : series.name === 'Tiili' ? 'earthenware' : 'stoneware', colour: series.colour, made_in: 'fi', dishwasher_safe: series.name !== 'Tiili' },
    options: form.sizes.length > 1 ? [{ code: 'size', names: { de: 'Größe', fi: 'Koko', en: 'Size' }, values: form.sizes.map((size) => size.label) }] : [],
    variants: form.sizes.map((size, i) => ({
      sku: skuOf(size.label), options: (form.sizes.length > 1 ? { size: size.label } : {}) as Record<string, string>, priceMinor: size.price, weightGrams: size.grams, gtin: gtin13('6430012', index * 4 + i), stock: stockOf(series.name, form.code, size.label),
    })),
    pictures: picturesOf(form.kind, seed, 'soft', { de: `${form.name['de']}, Glasur ${series.glaze['de']}`, fi: `${form.name['fi']}, lasite ${series.glaze['fi']}`, en: `${form.name['en']}, ${series.glaze['en']} glaze` }),
    madeByVendor: true,
    fate: series.name === 'Yö' && form.code === 'MSL' ? 'submitted' : 'published',
  };
}

/** The brick-red large mug is sold out, the night vase nearly: every list needs one of each. */
function stockOf(series: string, form: string, label: string): readonly [number, number] {
  if (series === 'Tiili' && form === 'MUG' && label === '400 ml') return [0, 0];
  if (series === 'Yö' && form === 'VAS') return [1, 1];
  return [4 + pickNumber(12, series, form, label), pickNumber(5, label, form, series)];
}
