import { gtin13 } from './gtin.js';
import { picturesOf, pickNumber } from './spread.js';
import type { ListingSeed } from './types.js';

type Good = { title: string; text: string; category: string; kind: string; seed: number; sizes: { label: string; price: number; grams: number; attributes?: Record<string, unknown> }[]; attributes: Record<string, unknown> };

const oneLocale = (text: string) => ({ en: text });

function toListing(good: Good, prefix: string, company: string, index: number): ListingSeed {
  const several = good.sizes.length > 1;
  const isScarce = good.title.startsWith('Sierra Rye Whiskey, Small Barrel');
  const isGone = good.title.startsWith('Reaper Reserve');
  return {
    category: good.category,
    title: oneLocale(good.title),
    description: oneLocale(good.text),
    attributes: good.attributes,
    options: several ? [{ code: 'size', names: { en: 'Size' }, values: good.sizes.map((size) => size.label) }] : [],
    variants: good.sizes.map((size, i) => ({
      sku: `${prefix}-${String(index + 1).padStart(3, '0')}${several ? `-${i + 1}` : ''}`, options: (several ? { size: size.label } : {}) as Record<string, string>, priceMinor: size.price, weightGrams: size.grams, gtin: gtin13(company, index * 4 + i),
      stock: isGone ? [0, 0] : isScarce ? [2, 1] : [5 + pickNumber(30, good.title, size.label), pickNumber(9, size.label, good.title)],
    })),
    pictures: picturesOf(good.kind, good.seed, 'sun', oneLocale(good.title)),
    madeByVendor: true,
    fate: good.title === 'Barrel-Proof Rye, First Release' ? 'submitted' : 'published',
  };
}

type Bottle = [title: string, category: string, seed: number, price: number, abv: number, madeFrom: string, text: string];
const BOTTLES: Bottle[] = [
  ['Valley Agave Spirit, Batch 9', 'agave', 5, 5800, 42, 'Valley-grown agave', 'Roasted agave, green pepper, wet stone. Batch 9 was harvested in March from plants eleven years in the ground, pit-roasted for three days and rested in glass.'],
  ['Valley Agave Spirit, Batch 10', 'agave', 10, 5800, 43, 'Valley-grown agave', 'Brighter than Batch 9: lime leaf, melon rind, a little smoke from the pit and none from a bottle.'],
  ['Valley Agave, Rested in Acacia', 'agave', 5, 6400, 42, 'Valley-grown agave', 'Six months in acacia barrels. Honey on top, the same green heart underneath.'],
  ['Coast Agave Spirit', 'agave', 10, 5200, 40, 'Agave and sea salt', 'Distilled with a handful of sea salt in the still, so that lime needs none on the rim.'],
  ['Foothill Agave, High Proof', 'agave', 5, 7200, 52, 'Valley-grown agave', 'For stirring. One part does the work of two.'],
  ['Tule Fog Gin', 'gin', 1, 4200, 44, 'Juniper, bay laurel, tangerine', 'California bay laurel and tangerine peel over a plain juniper frame.'],
  ['Tule Fog Gin, Navy Strength', 'gin', 6, 5200, 57, 'Juniper, bay laurel, tangerine', 'The same recipe with the volume turned up.'],
  ['Orchard Gin', 'gin', 1, 4400, 42, 'Juniper, quince, fennel', 'Quince from one orchard in Reedley; the fennel grows between its rows.'],
  ['Desert Gin', 'gin', 6, 4600, 45, 'Juniper, creosote, grapefruit', 'Smells of rain that has not fallen yet.'],
  ['Sierra Rye Whiskey, Small Barrel', 'whiskey', 2, 7200, 46, 'Rye and malted barley', 'Two years in five-gallon barrels at 5,800 feet, where nights are cold and the wood breathes.'],
  ['Sierra Rye Whiskey, Bottled in Bond', 'whiskey', 7, 7900, 50, 'Rye and malted barley', 'Four years, one distiller, one season, 100 proof.'],
  ['Barrel-Proof Rye, First Release', 'whiskey', 2, 9800, 58, 'Rye', 'Uncut and unfiltered; 214 bottles.'],
  ['Corn Whiskey, White', 'whiskey', 7, 3600, 45, 'Blue corn', 'Blue corn from the Delta, clear off the still.'],
  ['Delta Bourbon', 'whiskey', 2, 6600, 47, 'Blue corn, wheat', 'Three years in new oak; tastes of cornbread crust.'],
  ['Smoked Malt Whiskey', 'whiskey', 7, 8800, 46, 'Malted barley', 'Malt dried over almond shells.'],
  ['Smoked Orange Amaro', 'spirits', 3, 4600, 28, 'Orange, gentian, rhubarb root', 'Bitter first, orange second, a porch after dinner third.'],
  ['Walnut Liqueur', 'spirits', 8, 3900, 30, 'Green walnuts', 'Green walnuts cut on the first of June, forty days in spirit.'],
  ['Plum Brandy', 'spirits', 4, 6900, 43, 'Santa Rosa plums', 'Nine pounds of plums a bottle.'],
  ['Pear Brandy', 'spirits', 9, 7400, 43, 'Bartlett pears', 'The orchard at its ripest day, and nothing added.'],
  ['Coffee Liqueur', 'spirits', 8, 3400, 25, 'Coffee, cane sugar', 'Made with the Dusk roast from Low Tide.'],
];

/** Tule Fog: twenty bottles in two sizes, each for adults only and inside the hours of the state. */
export const spirits = (): ListingSeed[] => BOTTLES.flatMap(([title, category, seed, price, abv, madeFrom, text], i) => [
  toListing({ title, text, category, kind: 'spirit', seed, attributes: { abv, volume_ml: 750, made_from: madeFrom, origin: 'us-ca' }, sizes: [{ label: '750 ml', price, grams: 1450 }] }, 'TF', '850012', i * 2),
  toListing({ title: `${title}, 375 ml`, text, category, kind: 'spirit', seed, attributes: { abv, volume_ml: 375, made_from: madeFrom, origin: 'us-ca' }, sizes: [{ label: '375 ml', price: Math.round(price * 0.56 / 100) * 100, grams: 780 }] }, 'TF', '850012', i * 2 + 1),
]);

type Sauce = [title: string, seed: number, price: number, heat: string, peppers: string[], text: string];
const SAUCES: Sauce[] = [
  ['Ghost No. 6 Hot Sauce', 5, 1300, 'hot', ['ghost'], 'Ghost peppers, roasted carrot, lime. Six drops are a meal.'], ['Green Hatch Verde', 2, 1100, 'medium', ['hatch'], 'Hatch chiles blistered on steel, tomatillo, cilantro.'], ['Chipotle Plum', 3, 1150, 'medium', ['chipotle'], 'Smoke and fruit; it wants pork.'], ['Habanero Apricot', 4, 1200, 'hot', ['habanero'], 'Sweet for exactly one second.'], ['Everyday Red', 1, 900, 'mild', ['jalapeno'], 'For eggs, for beans, for Tuesday.'], ['Jalapeño Garlic', 6, 950, 'mild', ['jalapeno'], 'Forty cloves a batch.'], ['Reaper Reserve', 7, 1600, 'do-not', ['ghost', 'habanero'], 'You were told.'], ['Smoked Pineapple', 8, 1200, 'medium', ['chipotle', 'habanero'], 'Pineapple over mesquite, then vinegar.'], ['Black Garlic Molasses', 9, 1400, 'mild', ['chipotle'], 'Dark and slow.'], ['Fermented Fresno', 10, 1250, 'medium', ['jalapeno'], 'Ninety days in oak.'],
  ['Hatch Red', 5, 1100, 'medium', ['hatch'], 'The ripe half of the same field.'], ['Tangerine Ghost', 3, 1350, 'hot', ['ghost'], 'Citrus first, regret later.'], ['Mustard Seed Heat', 4, 1050, 'mild', ['jalapeno'], 'Pops between the teeth.'], ['Carrot Habanero', 1, 1100, 'hot', ['habanero'], 'The yellow one on the table in Mérida.'], ['Cherry Bomb', 7, 1150, 'medium', ['jalapeno'], 'Sour cherries from Lodi.'], ['Kiln Black', 9, 1500, 'do-not', ['ghost', 'chipotle'], 'Charred until it stopped smoking.'], ['Verde Mild', 2, 950, 'mild', ['hatch'], 'For people who ask for mild.'], ['Peach Vinegar Pepper', 6, 1100, 'mild', ['jalapeno'], 'Vinegar from last year’s peaches.'],
];
const SALSAS: [string, number, number, string][] = [['Charred Tomato Salsa', 6, 950, 'medium'], ['Roasted Tomatillo Salsa', 3, 950, 'mild'], ['Salsa Macha', 9, 1350, 'hot'], ['Corn and Black Bean Salsa', 6, 900, 'mild'], ['Pineapple Salsa', 3, 1000, 'medium'], ['Mole Negro Base', 9, 1650, 'mild'], ['Pickled Jalapeños', 6, 800, 'medium'], ['Escabeche Carrots', 3, 850, 'mild'], ['Chile Crisp', 9, 1250, 'hot'], ['Nopal Salsa', 6, 1050, 'mild']];
const COFFEES: [string, number, number, string, string][] = [['Dusk Roast, Whole Bean', 3, 1950, 'dark', 'Chocolate, toast, a campfire two beaches away.'], ['Dawn Roast, Whole Bean', 1, 1950, 'light', 'Peach and black tea.'], ['Harbor Blend', 2, 1750, 'medium', 'Tastes like coffee, on purpose.'], ['Decaf Estuary', 4, 1850, 'medium', 'Washed with water, nothing else.'], ['Mission Espresso', 5, 2050, 'dark', 'For milk or for nerves.'], ['Single Farm Chiapas', 6, 2250, 'medium', 'Cocoa, almond, one hillside.'], ['Cold Brew Coarse Grind', 7, 1850, 'medium', 'Steep overnight, pour over ice.'], ['Cinnamon Bark Olla', 8, 1900, 'dark', 'Ground with true cinnamon.']];

/** Kiln & Comal: sauces, salsas and coffee. */
export function hotSauces(): ListingSeed[] {
  const sauces = SAUCES.map(([title, seed, price, heat, peppers, text]): Good => ({ title, text, category: 'sauces', kind: 'hotsauce', seed, attributes: { heat, peppers, net_quantity: 148, ingredients: 'Peppers, vinegar, fruit or vegetables, salt', origin: 'us-ca' }, sizes: [{ label: '5 fl oz', price, grams: 290 }, { label: '10 fl oz', price: price * 2 - 300, grams: 520 }] }));
  const salsas = SALSAS.map(([title, seed, price, heat]): Good => ({ title, text: 'Cooked on a clay comal over wood, jarred the same afternoon. Keep it cold once it is open.', category: 'salsas', kind: 'jar', seed, attributes: { heat, peppers: ['jalapeno'], net_quantity: 453, ingredients: 'Tomato or tomatillo, chile, onion, salt, lime', origin: 'us-ca' }, sizes: [{ label: '16 oz', price, grams: 700 }] }));
  const coffees = COFFEES.map(([title, seed, price, roast, text]): Good => ({ title, text, category: 'coffee', kind: 'coffee', seed, attributes: { roast, net_quantity: 340, ingredients: 'Coffee', origin: 'mx' }, sizes: [{ label: '12 oz', price, grams: 380 }, { label: '2 lb', price: Math.round(price * 2.35 / 50) * 50, grams: 960 }] }));
  return [...sauces, ...salsas, ...coffees].map((good, i) => toListing(good, 'KC', '850034', i));
}

const CUTS: [string, string, string][] = [['Fluted', 'clear', 'Pressed flutes that catch the last light.'], ['Plain', 'natural', 'Nothing to see; a good weight.'], ['Smoke', 'dark', 'Grey glass, as if the sun had set in it.'], ['Sea', 'blue', 'Recycled bottles, the blue they had.'], ['Cactus', 'green', 'Green with a bubble here and there.'], ['Amber', 'yellow', 'The colour of the third drink.'], ['Rose', 'red', 'A blush, no more.']];
const SHAPES: [string, number, number, number][] = [['Rocks Glasses, Set of 2', 4400, 300, 720], ['Highballs, Set of 2', 4800, 420, 780], ['Carafe', 5600, 900, 980], ['Copitas, Set of 4', 5200, 60, 520]];
const SCENTS: [string, number][] = [['Fig & Tobacco Leaf', 4], ['Desert Rain', 1], ['Orange Grove', 2], ['Redwood', 3], ['Salt & Driftwood', 5], ['Piñon Smoke', 6], ['Lemon Verbena', 7], ['Eucalyptus', 8]];

/** Otay Glass: glasses in seven colours, and candles poured into the seconds. */
export function glass(): ListingSeed[] {
  const glasses = CUTS.flatMap(([cut, colour, text], c) => SHAPES.map(([shape, price, volume, grams], s): Good => ({ title: `${cut} ${shape}`, text: `${text} Blown in Otay Mesa, annealed overnight, safe on the top rack.`, category: 'glassware', kind: 'tumbler', seed: ((c * 4 + s) % 10) + 1, attributes: { material: 'glass', colour: colour === 'clear' ? 'white' : colour, volume_ml: volume, origin: 'us-ca' }, sizes: [{ label: 'one size', price, grams }] })));
  const candles = SCENTS.map(([scent, seed]): Good => ({ title: `${scent} Candle`, text: 'Coconut wax in a glass that did not make the grade and is perfect for this. Burns for about 45 hours.', category: 'candles', kind: 'candle', seed, attributes: { colour: 'natural', origin: 'us-ca' }, sizes: [{ label: '8 oz', price: 2800, grams: 520 }] }));
  return [...glasses, ...candles].map((good, i) => toListing(good, 'OG', '850056', i));
}
