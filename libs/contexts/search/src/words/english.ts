import { groups, words, type Language } from './language.js';

/** English of both sides of the Atlantic. */
export const english: Language = {
  ignored: new Set(words('a an the and or for with without of from to in on at by as my buy cheap order online')),
  synonyms: groups(`
    mug cup beaker
    scarf shawl neckerchief
    hat beanie cap
    blanket throw plaid
    sofa couch settee
    lamp light
    candlestick candleholder
    notebook journal
    wallet billfold purse
    backpack rucksack
    sweater jumper pullover
    jewelry jewellery
    gray grey
    color colour
    rug carpet
    cushion pillow
    pitcher jug
    print poster
    mitten glove
    whiskey whisky
    wool woolen woollen
    wood wooden
  `),
  parts: new Set(words('tea pot coffee cup board cutting candle stick holder note book wood wool hand bag back pack neck lace ear ring wall clock paper cheese bread butter dish plate egg salt pepper oven flower key chain')),
  joints: [],
  endings: ['es', 's'],
  twins: [],
  plural: null,
  spellings: [],
};
