import { ceramics } from './oma-ceramics.js';
import { heath } from './oma-heath.js';
import { omaHome } from './oma-home.js';
import { omaLastMonth, omaOrders } from './oma-orders.js';
import { textiles } from './oma-textiles.js';
import { woodwork } from './oma-woodwork.js';
import type { AddressSeed, RateSeed, TenantSeed, VendorSeed } from './types.js';

const at = (line1: string, postcode: string, city: string, country: string): AddressSeed => ({ line1, postcode, city, country, region: null });

/** A parcel inside the vendor's own country and one across the Baltic, each with an express way. */
function rates(carrier: string, home: string, prices: [home: number, away: number, express: number]): RateSeed[] {
  const away = home === 'DE' ? 'FI' : 'DE';
  const rate = (de: string, fi: string, en: string, priceMinor: number, countries: string[], days: [number, number]): RateSeed => ({ name: { de, fi, en }, carrier, priceMinor, countries, regions: [], transitDaysMin: days[0], transitDaysMax: days[1], window: null, adultSignature: false });
  return [rate('Standard', 'Peruspaketti', 'Standard', prices[0], [home], [1, 2]), rate('Standard', 'Peruspaketti', 'Standard', prices[1], [away], [3, 5]), rate('Express', 'Pikapaketti', 'Express', prices[2], [home], [1, 1])];
}

const VENDORS: VendorSeed[] = [
  {
    handle: 'keramik-lindqvist', name: 'Keramik Lindqvist', legalName: 'Keramik Lindqvist Oy', country: 'FI', address: at('Peltorivi 1', '10470', 'Fiskars', 'FI'), registerNumber: '2938471-5', vatId: 'FI29384715', email: 'saara@lindqvist.example', phone: '+358 9 555 0143', owner: 'Saara Lindqvist', color: '#2F6B57', seriesPrefix: 'KL', responsiblePerson: null, establishments: ['FI'], oss: true,
    registrations: [{ country: 'FI', region: null, scheme: 'vat', number: 'FI29384715' }, { country: 'FI', region: null, scheme: 'union_oss', number: 'FI29384715' }, { country: 'DE', region: null, scheme: 'vat', number: 'DE312944710' }, { country: 'DE', region: null, scheme: 'lucid', number: 'DE4711938271504' }],
    about: { de: 'Eine Drehscheibe, ein Gasofen, zwei Menschen. Wir antworten meist am selben Tag.', fi: 'Yksi dreija, yksi kaasu-uuni, kaksi ihmistä. Vastaamme yleensä samana päivänä.', en: 'One wheel, one gas kiln, two people. We usually answer the same day.' },
    warehouses: [{ name: 'Fiskars', address: at('Peltorivi 1', '10470', 'Fiskars', 'FI'), timeZone: 'Europe/Helsinki', priority: 1 }, { name: 'Kiel', address: at('Schwentinestraße 14', '24149', 'Kiel', 'DE'), timeZone: 'Europe/Berlin', priority: 2 }],
    rates: rates('Posti', 'FI', [690, 790, 1490]), state: 'active', listings: ceramics(),
  },
  {
    handle: 'weberei-holtkamp', name: 'Weberei Holtkamp', legalName: 'Weberei Holtkamp GmbH', country: 'DE', address: at('Spindelstraße 8', '33604', 'Bielefeld', 'DE'), registerNumber: 'HRB 38114', vatId: 'DE811220457', email: 'jonas@holtkamp.example', phone: '+49 521 5550 182', owner: 'Jonas Holtkamp', color: '#7A6232', seriesPrefix: 'WH', responsiblePerson: null, establishments: ['DE'], oss: true,
    registrations: [{ country: 'DE', region: null, scheme: 'vat', number: 'DE811220457' }, { country: 'DE', region: null, scheme: 'union_oss', number: 'DE811220457' }, { country: 'DE', region: null, scheme: 'lucid', number: 'DE1180422700318' }],
    about: { de: 'Vierte Generation am Webstuhl. Jedes Stück trägt die Nummer seiner Kette.', fi: 'Neljäs polvi kangaspuilla. Jokaisessa työssä on loimensa numero.', en: 'The fourth generation at the loom. Each piece carries the number of its warp.' },
    warehouses: [{ name: 'Bielefeld', address: at('Spindelstraße 8', '33604', 'Bielefeld', 'DE'), timeZone: 'Europe/Berlin', priority: 1 }, { name: 'Detmold', address: at('Lange Straße 40', '32756', 'Detmold', 'DE'), timeZone: 'Europe/Berlin', priority: 2 }],
    rates: rates('DHL', 'DE', [490, 1190, 990]), state: 'active', listings: textiles(),
  },
  {
    handle: 'moor-und-heide', name: 'Moor & Heide', legalName: 'Moor & Heide eG', country: 'DE', address: at('Am Stintmarkt 3', '21335', 'Lüneburg', 'DE'), registerNumber: 'GnR 200417', vatId: 'DE298114093', email: 'wiebke@moorheide.example', phone: '+49 4131 555 017', owner: 'Wiebke Harms', color: '#8A4B7A', seriesPrefix: 'MH', responsiblePerson: null, establishments: ['DE'], oss: true,
    registrations: [{ country: 'DE', region: null, scheme: 'vat', number: 'DE298114093' }, { country: 'DE', region: null, scheme: 'union_oss', number: 'DE298114093' }, { country: 'DE', region: null, scheme: 'lucid', number: 'DE5090117266031' }],
    about: { de: 'Elf Höfe am Rand der Heide, eine Kasse. Was wir verkaufen, haben wir geerntet.', fi: 'Yksitoista tilaa nummen laidalla, yksi kassa. Myymme sen, minkä korjaamme.', en: 'Eleven farms on the edge of the heath, one till. What we sell, we have harvested.' },
    warehouses: [{ name: 'Lüneburg', address: at('Am Stintmarkt 3', '21335', 'Lüneburg', 'DE'), timeZone: 'Europe/Berlin', priority: 1 }, { name: 'Soltau', address: at('Bergstraße 12', '29614', 'Soltau', 'DE'), timeZone: 'Europe/Berlin', priority: 2 }],
    rates: rates('DHL', 'DE', [490, 1290, 990]), state: 'active', listings: heath(),
  },
  {
    handle: 'alder-and-ash', name: 'Alder & Ash', legalName: 'Alder & Ash Ltd', country: 'GB', address: at('17 Saltings Yard', 'CO7 9AB', 'Wivenhoe', 'GB'), registerNumber: 'Companies House 11402938', vatId: 'GB312447190', email: 'tom@alderash.example', phone: '+44 1206 555 014', owner: 'Tom Alder', color: '#4B6B2F', seriesPrefix: 'AA', responsiblePerson: { name: 'Hansekontor Produktsicherheit GmbH', address: 'Am Sandtorkai 62, 20457 Hamburg', email: 'gpsr@hansekontor.example', country: 'DE' }, establishments: ['GB'], oss: false,
    registrations: [{ country: 'GB', region: null, scheme: 'vat', number: 'GB312447190' }, { country: 'DE', region: null, scheme: 'vat', number: 'DE283104474' }, { country: 'DE', region: null, scheme: 'lucid', number: 'DE3301884720916' }],
    about: { de: 'Zwei Tischler aus Essex. Unsere Sachen liegen in Hamburg, damit sie schnell bei Ihnen sind.', fi: 'Kaksi puuseppää Essexistä. Tavaramme ovat Hampurissa, jotta ne tulevat nopeasti.', en: 'Two joiners from Essex. Our goods lie in Hamburg, so that they reach you fast.' },
    warehouses: [{ name: 'Hamburg', address: at('Am Sandtorkai 62', '20457', 'Hamburg', 'DE'), timeZone: 'Europe/Berlin', priority: 1 }, { name: 'Bremen', address: at('Hoerneckestraße 9', '28217', 'Bremen', 'DE'), timeZone: 'Europe/Berlin', priority: 2 }],
    rates: rates('Hermes', 'DE', [550, 1350, 1090]), state: 'active', listings: woodwork(),
  },
  {
    handle: 'lichthaus-brandt', name: 'Lichthaus Brandt', legalName: 'Lichthaus Brandt e.K.', country: 'DE', address: at('Windischenstraße 20', '99423', 'Weimar', 'DE'), registerNumber: 'HRA 501882', vatId: 'DE334118926', email: 'karla@lichthausbrandt.example', phone: '+49 3643 555 0162', owner: 'Karla Brandt', color: '#A8542F', seriesPrefix: 'LB', responsiblePerson: null, establishments: ['DE'], oss: false,
    registrations: [{ country: 'DE', region: null, scheme: 'vat', number: 'DE334118926' }],
    about: { de: 'Leuchten mit Keramikfuß und plissierten Schirmen, alles aus einer Hand.', fi: 'Keraamisia valaisimia ja pliseerattuja varjostimia.', en: 'Lamps with ceramic feet and pleated shades, all from one hand.' },
    warehouses: [], rates: [], state: 'applied', listings: [],
  },
];

/** Oma: a European crafts market. Finnish for "one's own", German for grandmother. Euro, tax inside the price, Germany and Finland. */
export const oma: TenantSeed = {
  slug: 'oma', name: 'Oma', legalName: 'Oma Markt eG', homeCountry: 'DE', currency: 'EUR', locale: 'de', preset: 'craft', numberPrefix: 'OMA', registerNumber: 'GnR 1127 HL', vatId: 'DE287441905', registrations: [{ country: 'DE', region: null, scheme: 'vat', number: 'DE287441905' }, { country: 'DE', region: null, scheme: 'union_oss', number: 'DE287441905' }], plan: 'growth', supportEmail: 'hallo@oma.example', address: at('Beckergrube 38', '23552', 'Lübeck', 'DE'),
  markets: [
    { code: 'de', name: 'Deutschland', countries: ['DE'], regions: [], currency: 'EUR', locales: ['de', 'fi', 'en'], defaultLocale: 'de', priceMode: 'incl', rulePacks: ['EU', 'DE'], timeZone: 'Europe/Berlin', isDefault: true },
    { code: 'fi', name: 'Suomi', countries: ['FI'], regions: [], currency: 'EUR', locales: ['fi', 'de', 'en'], defaultLocale: 'fi', priceMode: 'incl', rulePacks: ['EU', 'FI'], timeZone: 'Europe/Helsinki', isDefault: false },
  ],
  staff: [{ name: 'Ida Berger', email: 'ida@oma.example', role: 'owner' }, { name: 'Paul Lehtinen', email: 'paul@oma.example', role: 'catalog' }],
  commission: { defaultBp: 1400, byCategory: [{ category: 'ceramics', bp: 1200 }, { category: 'textiles', bp: 1000 }, { category: 'woodwork', bp: 1500 }] },
  vendors: VENDORS,
  orders: omaOrders,
  lastMonth: omaLastMonth,
  home: omaHome,
};
