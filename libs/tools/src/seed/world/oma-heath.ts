import { gtin13 } from './gtin.js';
import { picturesOf, pickNumber } from './spread.js';
import type { ListingSeed, Words } from './types.js';

type Good = { title: Words; text: Words; category: string; kind: string; seed: number; price: number; grams: number; attributes: Record<string, unknown> };

/** What gives the soap its scent, by its INCI name. */
const SCENTS: Record<string, string> = { juniper: ', Juniperus Communis Fruit Oil', lavender: ', Lavandula Angustifolia Oil', birch: ', Betula Alba Leaf Extract', tar: ', Pinus Palustris Wood Tar' };

const soap = (seed: number, scent: string, de: string, fi: string, en: string): Good => ({
  category: 'soap', kind: 'soap', seed, price: 980, grams: 190, attributes: { scent, made_in: 'de', net_quantity: 190, ingredients: `Sodium Rapeseedate, Sodium Olivate, Aqua, Glycerin${SCENTS[scent] ?? ''}`, cpnp_number: String(4_100_200 + seed) },
  title: { de: `${de}, 2 × 95 g`, fi: `${fi}, 2 × 95 g`, en: `${en}, 2 × 95 g` },
  text: { de: 'Kalt gerührt aus Raps- und Olivenöl, sechs Wochen gereift. Ohne Palmöl, ohne Parfüm aus dem Labor.', fi: 'Kylmämenetelmällä rypsi- ja oliiviöljystä, kypsynyt kuusi viikkoa. Ei palmuöljyä.', en: 'Cold-stirred from rapeseed and olive oil, cured for six weeks. No palm oil, no laboratory scent.' },
});
const honey = (seed: number, net: number, price: number, de: string, fi: string, en: string, ingredients = 'Honig'): Good => ({
  category: 'pantry', kind: 'jar', seed, price, grams: net + 260, attributes: { net_quantity: net, ingredients, organic: true, made_in: 'de' },
  title: { de: `${de}, ${net} g`, fi: `${fi}, ${net} g`, en: `${en}, ${net} g` },
  text: { de: 'Von vierzig Völkern am Rand der Lüneburger Heide. Kalt gerührt, im Glas mit Pfand.', fi: 'Neljästäkymmenestä pesästä Lüneburgin nummen reunalta. Kylmäsekoitettu.', en: 'From forty hives on the edge of Lüneburg Heath. Stirred cold.' },
});
const candle = (seed: number, hours: number, price: number, de: string, fi: string, en: string): Good => ({
  category: 'candles', kind: 'candle', seed, price, grams: 310, attributes: { burning_hours: hours, colour: 'natural', made_in: 'de' },
  title: { de, fi, en },
  text: { de: `Bienenwachs aus der eigenen Imkerei, Docht aus Baumwolle. Brennt etwa ${hours} Stunden.`, fi: `Oman tarhan mehiläisvahaa, puuvillasydän. Palaa noin ${hours} tuntia.`, en: `Beeswax from our own hives, cotton wick. Burns for about ${hours} hours.` },
});
const basket = (seed: number, price: number, de: string, fi: string, en: string): Good => ({
  category: 'baskets', kind: 'basket', seed, price, grams: 900, attributes: { wood: 'willow', made_in: 'de' },
  title: { de, fi, en },
  text: { de: 'Geschälte und ungeschälte Weide von der Elbe, der Boden mit Haselring.', fi: 'Kuorittua ja kuorimatonta pajua, pohjassa pähkinävanne.', en: 'Peeled and unpeeled willow from the Elbe, the base on a hazel ring.' },
});

const GOODS: Good[] = [
  soap(4, 'juniper', 'Moorseife mit Wacholder', 'Turvesaippua, kataja', 'Bog soap with juniper'), soap(1, 'lavender', 'Heideseife mit Lavendel', 'Nummisaippua, laventeli', 'Heath soap with lavender'), soap(2, 'birch', 'Birkenseife', 'Koivusaippua', 'Birch soap'), soap(3, 'tar', 'Teerseife', 'Tervasaippua', 'Tar soap'), soap(5, 'none', 'Kernseife ohne Duft', 'Hajusteeton saippua', 'Unscented soap'), soap(6, 'juniper', 'Salzseife mit Wacholder', 'Suolasaippua, kataja', 'Salt soap with juniper'), soap(7, 'lavender', 'Schafmilchseife', 'Lampaanmaitosaippua', 'Sheep’s milk soap'), soap(8, 'birch', 'Honigseife', 'Hunajasaippua', 'Honey soap'), soap(9, 'none', 'Rasierseife', 'Parranajosaippua', 'Shaving soap'), soap(10, 'tar', 'Gärtnerseife mit Bimsstein', 'Puutarhurin saippua', 'Gardener’s soap with pumice'),
  honey(4, 500, 1290, 'Heidehonig, cremig', 'Kanervahunaja', 'Heather honey, creamed'), honey(1, 250, 790, 'Frühtracht', 'Kevään hunaja', 'Spring honey'), honey(5, 500, 1190, 'Rapshonig', 'Rypsihunaja', 'Rapeseed honey'), honey(8, 500, 1390, 'Lindenhonig', 'Lehmushunaja', 'Lime honey'), honey(9, 250, 890, 'Waldhonig', 'Metsähunaja', 'Forest honey'), honey(2, 330, 690, 'Sanddornaufstrich', 'Tyrnihillo', 'Sea buckthorn spread', 'Sanddorn, Rohrzucker, Pektin'), honey(3, 330, 650, 'Preiselbeeren, gerührt', 'Puolukkahillo', 'Stirred lingonberries', 'Preiselbeeren, Rohrzucker'), honey(7, 330, 620, 'Zwetschgenmus', 'Luumuhillo', 'Plum butter', 'Zwetschgen'), honey(5, 200, 590, 'Senf mit Honig', 'Hunajasinappi', 'Honey mustard', 'Senfsaat, Essig, Honig, Salz'), honey(7, 330, 640, 'Holundergelee', 'Seljanmarjahyytelö', 'Elderberry jelly', 'Holunder, Rohrzucker, Pektin'),
  candle(5, 40, 1690, 'Stumpenkerze, 12 cm', 'Pöytäkynttilä, 12 cm', 'Pillar candle, 12 cm'), candle(8, 60, 2190, 'Stumpenkerze, 18 cm', 'Pöytäkynttilä, 18 cm', 'Pillar candle, 18 cm'), candle(9, 24, 1490, 'Stabkerzen, 4 Stück', 'Kruunukynttilät, 4 kpl', 'Dinner candles, set of 4'), candle(4, 35, 1990, 'Kerze im Keramiktopf', 'Kynttilä keramiikassa', 'Candle in a ceramic cup'), candle(7, 12, 1290, 'Teelichte, 12 Stück', 'Lämpökynttilät, 12 kpl', 'Tea lights, set of 12'), candle(3, 50, 2090, 'Wabenkerze', 'Kennokynttilä', 'Honeycomb candle'),
  basket(8, 7400, 'Erntekorb aus Weide', 'Satokori pajusta', 'Willow harvest basket'), basket(1, 5900, 'Brotkorb', 'Leipäkori', 'Bread basket'), basket(2, 8900, 'Holzkorb', 'Halkokori', 'Log basket'), basket(3, 6900, 'Einkaufskorb', 'Ostoskori pajusta', 'Market basket'), basket(4, 4900, 'Eierkorb', 'Munakori', 'Egg basket'), basket(5, 9900, 'Wäschekorb', 'Pyykkikori', 'Laundry basket'), basket(6, 3900, 'Nähkorb', 'Ompelukori', 'Sewing basket'), basket(7, 7900, 'Fahrradkorb', 'Pyöränkori', 'Bicycle basket'),
];

/** Moor & Heide: soap, honey, wax and willow from the Lüneburg Heath. */
export function heath(): ListingSeed[] {
  return GOODS.map((good, i) => ({
    category: good.category,
    title: good.title,
    description: good.text,
    attributes: good.attributes,
    options: [],
    variants: [{ sku: `MH-${good.kind.slice(0, 3).toUpperCase()}-${String(i + 1).padStart(3, '0')}`, options: {}, priceMinor: good.price, weightGrams: good.grams, gtin: gtin13('4056789', i + 1), stock: [8 + pickNumber(30, good.title['en'] ?? ''), pickNumber(8, good.kind, String(i))] as const }],
    pictures: picturesOf(good.kind, good.seed, 'soft', good.title),
    madeByVendor: good.category !== 'pantry',
    fate: 'published' as const,
  }));
}
