import type { HomeSeed } from './types.js';

const MARK = '<svg viewBox="0 0 40 40" aria-hidden="true"><path d="M4 17h32c0 10-6.5 17-16 17S4 27 4 17Z" fill="currentColor"/><path d="M13 11.5c0-3 3-3 3-6m5 6c0-3 3-3 3-6" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg>';

/** What Oma's staff wrote on their first page, in the three languages of their shoppers. */
export const omaHome: HomeSeed = {
  logo: MARK, vendor: 'keramik-lindqvist',
  tiles: [['ceramics', 'vase-3-front-soft.webp'], ['textiles', 'scarf-1-front-soft.webp'], ['woodwork', 'board-1-front-soft.webp'], ['light', 'lamp-1-front-soft.webp'], ['bath', 'soap-4-front-soft.webp'], ['paper', 'notebook-2-front-soft.webp']],
  hero: 'still-oma.webp', story: 'mug-3-pair-soft.webp',
  icons: ['hand', 'truck', 'shield'], bars: [],
  words: {
    de: {
      title: 'Von Händen, die einen Namen haben.', lead: 'Oma heißt auf Finnisch „das Eigene“. Hier verkaufen Werkstätten, was sie selbst drehen, weben und schnitzen, direkt aus ihrem Regal.', cta: 'Alles ansehen', cta2: 'Wer hier arbeitet', heroAlt: 'Vase, Korb, Schale, Becher und Leuchte im Morgenlicht',
      facts: [['Aus erster Hand', 'Jede Werkstatt ist geprüft und beim Namen genannt.'], ['Ein Warenkorb, mehrere Pakete', 'Ab 4,90 € je Werkstatt, nach Deutschland und Finnland.'], ['Sicher bezahlt', 'Das Geld geht erst weiter, wenn die Ware angekommen ist.']],
      tilesTitle: 'Woraus es gemacht ist', tiles: ['Ton', 'Wolle', 'Holz', 'Licht', 'Seife', 'Papier'], freshTitle: 'Frisch aus dem Brennofen', freshText: 'Diese Woche eingestellt. Wenn es weg ist, dauert es meist drei Wochen.',
      story: { title: '„Ein Becher ist fertig, wenn die Hand aufhört zu suchen.“', text: 'Saara Lindqvist dreht in einer ehemaligen Eisenhütte in Fiskars. Ihre Glasuren mischt sie aus Asche von Birke und Erle; deshalb fällt das Grün jedes Mal ein wenig anders aus. Im Monat entstehen etwa neunzig Becher.', by: 'Keramik Lindqvist, Fiskars', cta: 'Zur Werkstatt', alt: 'Zwei Becher aus der Werkstatt Lindqvist' }, bars: null,
    },
    fi: {
      title: 'Käsistä, joilla on nimi.', lead: 'Oma on oma. Täällä pajat myyvät sen, minkä ne itse dreijaavat, kutovat ja veistävät, suoraan omalta hyllyltään.', cta: 'Katso kaikki', cta2: 'Kuka täällä tekee', heroAlt: 'Maljakko, kori, kulho, muki ja lamppu aamun valossa',
      facts: [['Suoraan tekijältä', 'Jokainen paja on tarkastettu ja nimetty.'], ['Yksi ostoskori, monta pakettia', 'Alkaen 4,90 € pajaa kohti, Saksaan ja Suomeen.'], ['Turvallinen maksu', 'Raha siirtyy vasta, kun tavara on perillä.']],
      tilesTitle: 'Mistä se on tehty', tiles: ['Savi', 'Villa', 'Puu', 'Valo', 'Saippua', 'Paperi'], freshTitle: 'Vasta uunista', freshText: 'Tällä viikolla lisätyt. Kun se on mennyt, uutta saa odottaa kolmisen viikkoa.',
      story: { title: '”Muki on valmis, kun käsi lakkaa etsimästä.”', text: 'Saara Lindqvist dreijaa vanhassa rautaruukissa Fiskarsissa. Lasitteensa hän sekoittaa koivun ja lepän tuhkasta; siksi vihreä on joka kerta vähän toinen. Kuukaudessa syntyy noin yhdeksänkymmentä mukia.', by: 'Keramik Lindqvist, Fiskars', cta: 'Pajalle', alt: 'Kaksi mukia Lindqvistin pajasta' }, bars: null,
    },
    en: {
      title: 'Made by hands that have a name.', lead: 'Oma is Finnish for “one’s own”. Workshops sell here what they throw, weave and carve themselves, straight from their shelf.', cta: 'See everything', cta2: 'Who works here', heroAlt: 'Vase, basket, bowl, mug and lamp in morning light',
      facts: [['First hand', 'Every workshop is checked and named.'], ['One cart, several parcels', 'From €4.90 a workshop, to Germany and Finland.'], ['Paid safely', 'The money moves on once the goods have arrived.']],
      tilesTitle: 'What it is made of', tiles: ['Clay', 'Wool', 'Wood', 'Light', 'Soap', 'Paper'], freshTitle: 'Fresh from the kiln', freshText: 'Put up this week. Once it is gone, the next takes about three weeks.',
      story: { title: '“A mug is done when the hand stops searching.”', text: 'Saara Lindqvist throws in a former ironworks in Fiskars. She mixes her glazes from birch and alder ash, so the green comes out a little different every time. About ninety mugs are made in a month.', by: 'Keramik Lindqvist, Fiskars', cta: 'Visit the workshop', alt: 'Two mugs from the Lindqvist workshop' }, bars: null,
    },
  },
};
