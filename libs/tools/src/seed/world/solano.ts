import { glass, hotSauces, spirits } from './solano-goods.js';
import { solanoHome } from './solano-home.js';
import { solanoOrders } from './solano-orders.js';
import type { AddressSeed, RateSeed, TenantSeed, VendorSeed } from './types.js';

const at = (line1: string, postcode: string, city: string, region = 'CA'): AddressSeed => ({ line1, postcode, city, region, country: 'US' });
const US = { countries: ['US'], regions: ['US-CA', 'US-CO'] };
const ground = (carrier: string, price: number): RateSeed => ({ ...US, name: { en: 'Ground' }, carrier, priceMinor: price, transitDaysMin: 2, transitDaysMax: 4, window: null, adultSignature: false });
const priority = (carrier: string, price: number): RateSeed => ({ ...US, name: { en: 'Priority' }, carrier, priceMinor: price, transitDaysMin: 1, transitDaysMax: 2, window: null, adultSignature: false });
const adult = (when: string, from: string, to: string, price: number): RateSeed => ({ ...US, name: { en: `Adult signature, ${when}` }, carrier: 'GLS', priceMinor: price, transitDaysMin: 2, transitDaysMax: 4, window: { from, to }, adultSignature: true });

const VENDORS: VendorSeed[] = [
  {
    handle: 'tule-fog', name: 'Tule Fog Distilling', legalName: 'Tule Fog Distilling LLC', country: 'US', address: at('2420 S East Avenue', '93721', 'Fresno'), registerNumber: 'CA LLC 202114810233', vatId: null, email: 'dolores@tulefog.example', phone: '+1 559 555 0117', owner: 'Dolores Ramirez', color: '#B0472F', seriesPrefix: 'TF', responsiblePerson: null, establishments: ['US'], oss: false,
    registrations: [{ country: 'US', region: 'CA', scheme: 'ca_abc', number: '74-618204' }, { country: 'US', region: 'CO', scheme: 'co_liquor', number: '03-21877' }],
    about: { en: 'Two sisters, one still, a lot of agave. We ship Monday to Thursday so nothing sits over a weekend.' },
    warehouses: [{ name: 'Fresno still', address: at('2420 S East Avenue', '93721', 'Fresno'), timeZone: 'America/Los_Angeles', priority: 1 }, { name: 'Stockton bond', address: at('1015 W Weber Avenue', '95203', 'Stockton'), timeZone: 'America/Los_Angeles', priority: 2 }],
    rates: [adult('afternoon', '12:00', '17:00', 1495), adult('evening', '17:00', '21:00', 1695)], state: 'active', listings: spirits(),
  },
  {
    handle: 'kiln-and-comal', name: 'Kiln & Comal', legalName: 'Kiln & Comal Inc.', country: 'US', address: at('3401 E 12th Street', '94601', 'Oakland'), registerNumber: 'CA C4711932', vatId: null, email: 'mateo@kilncomal.example', phone: '+1 510 555 0172', owner: 'Mateo Olmos', color: '#2F6690', seriesPrefix: 'KC', responsiblePerson: null, establishments: ['US'], oss: false, registrations: [],
    about: { en: 'Hot sauce made on clay and fire in East Oakland. The labels are drawn by whoever cried last.' },
    warehouses: [{ name: 'Oakland kitchen', address: at('3401 E 12th Street', '94601', 'Oakland'), timeZone: 'America/Los_Angeles', priority: 1 }, { name: 'Sacramento shelf', address: at('700 R Street', '95811', 'Sacramento'), timeZone: 'America/Los_Angeles', priority: 2 }],
    rates: [ground('USPS', 595), priority('USPS', 1140)], state: 'active', listings: hotSauces(),
  },
  {
    handle: 'otay-glass', name: 'Otay Glass', legalName: 'Otay Glass Works LLC', country: 'US', address: at('2365 Paseo de las Americas', '92154', 'San Diego'), registerNumber: 'CA LLC 201933510871', vatId: null, email: 'june@otayglass.example', phone: '+1 619 555 0139', owner: 'June Castellanos', color: '#5A4FA2', seriesPrefix: 'OG', responsiblePerson: null, establishments: ['US'], oss: false, registrations: [],
    about: { en: 'Six people, four furnaces, twelve feet from the border. Everything is blown, nothing is poured twice.' },
    warehouses: [{ name: 'San Diego studio', address: at('2365 Paseo de las Americas', '92154', 'San Diego'), timeZone: 'America/Los_Angeles', priority: 1 }, { name: 'Los Angeles dock', address: at('1308 Factory Place', '90013', 'Los Angeles'), timeZone: 'America/Los_Angeles', priority: 2 }],
    rates: [ground('UPS', 995), priority('UPS', 1690)], state: 'active', listings: glass(),
  },
];

/** Solano: a Californian market with goods for adults. The hot summer wind. Dollars, sales tax on top, California and Colorado. */
export const solano: TenantSeed = {
  slug: 'solano', name: 'Solano', legalName: 'Solano Market Inc.', homeCountry: 'US', currency: 'USD', locale: 'en', preset: 'table', numberPrefix: 'SOL', registerNumber: 'CA C4822017', vatId: null, registrations: [{ country: 'US', region: 'CA', scheme: 'sales_tax', number: 'CA 102-447190' }, { country: 'US', region: 'CO', scheme: 'sales_tax', number: 'CO 30188142' }], plan: 'growth', supportEmail: 'hello@solano.example', address: at('1801 L Street', '95811', 'Sacramento'),
  markets: [
    { code: 'ca', name: 'California', countries: ['US'], regions: ['US-CA'], currency: 'USD', locales: ['en'], defaultLocale: 'en', priceMode: 'excl', rulePacks: ['US', 'US-CA'], timeZone: 'America/Los_Angeles', isDefault: true },
    { code: 'co', name: 'Colorado', countries: ['US'], regions: ['US-CO'], currency: 'USD', locales: ['en'], defaultLocale: 'en', priceMode: 'excl', rulePacks: ['US', 'US-CO'], timeZone: 'America/Denver', isDefault: false },
  ],
  staff: [{ name: 'Rosa Delgado', email: 'rosa@solano.example', role: 'owner' }, { name: 'Ben Whitaker', email: 'ben@solano.example', role: 'support' }],
  commission: { defaultBp: 1500, byCategory: [{ category: 'spirits', bp: 1200 }, { category: 'table', bp: 1400 }] },
  vendors: VENDORS,
  orders: solanoOrders,
  lastMonth: null,
  home: solanoHome,
};
