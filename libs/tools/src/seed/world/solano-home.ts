import type { HomeSeed } from './types.js';

const MARK = '<svg viewBox="0 0 48 40" aria-hidden="true"><path d="M8 24a16 16 0 0 1 32 0z" fill="currentColor"/><path d="M1 29.5h46M7 35h34" stroke="currentColor" stroke-width="3.2" stroke-linecap="round"/><path d="M24 1v3M8.5 6l2 2.5M39.5 6l-2 2.5M1.5 17l3.2 1M46.5 17l-3.2 1" stroke="currentColor" stroke-width="2.8" stroke-linecap="round"/></svg>';

/** What Solano's staff wrote on their first page. The hours are those of the rule packs. */
export const solanoHome: HomeSeed = {
  logo: MARK, vendor: 'tule-fog',
  tiles: [['spirits', 'spirit-3-front-sun.webp'], ['hot-sauce', 'hotsauce-5-front-sun.webp'], ['coffee', 'coffee-3-front-sun.webp'], ['pantry', 'jar-6-front-sun.webp'], ['table', 'tumbler-4-front-sun.webp'], ['home', 'candle-4-front-sun.webp']],
  hero: 'still-solano.webp', story: 'spirit-3-pair-sun.webp',
  icons: ['id', 'clock', 'truck'], bars: [[25, 0], [33.3, 0], [0, 0]],
  words: {
    en: {
      title: 'Small batch. Big sun.', lead: 'Spirits, hot sauces and table things from makers between Oakland and San Diego. One cart, straight from the still.', cta: 'Shop the shelf', cta2: 'Meet a maker', heroAlt: 'Bottles of spirits, hot sauces, coffee and glasses in front of a setting sun',
      facts: [['ID at the door', 'An adult of 21 or over signs for every bottle.'], ['Inside legal hours', 'You pick a window; the bell rings inside it.'], ['Each maker ships its own', 'From $5.95 a parcel across California and Colorado.']],
      tilesTitle: 'Pick your heat', tiles: ['Spirits', 'Hot sauce', 'Coffee', 'Pantry', 'Barware', 'Candles'], freshTitle: 'Just off the line', freshText: 'Bottled, roasted or poured this week.',
      story: { title: 'Nine farms, one copper still, no smoke machine.', text: 'Tule Fog roasts valley-grown agave in a brick pit outside Fresno and runs it twice through a 400-liter still named Dolores. Batch 9 came from the Ramirez farm, eleven years in the ground.', by: 'Tule Fog Distilling, Fresno', cta: 'Visit the maker', alt: 'Two bottles from Tule Fog Distilling' },
      bars: { title: 'When the bell may ring', text: 'Alcohol arrives only inside the hours your state allows, with an adult present. Everything else comes with the regular mail.', labels: [['California', '6 am to 2 am'], ['Colorado', '8 am to midnight'], ['Hot sauce, coffee, glass', 'any time']] },
    },
  },
};
