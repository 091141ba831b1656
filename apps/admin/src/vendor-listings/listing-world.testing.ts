import type { components } from '@stoa/web-api-client';
import { aSession, type Answer } from '../app/open-page.testing.js';

type Schemas = components['schemas'];
export const LISTING = 'lst_01h455vb4pex5vsknk084sn02q';
const VARIANT = 'var_01h455vb4pex5vsknk084sn02q';
const WAREHOUSE = 'whs_01h455vb4pex5vsknk084sn02q';
const CATEGORY = 'cat_01h455vb4pex5vsknk084sn02q';
const at = '2026-11-21T09:00:00.000Z';

/** Somebody of a vendor who may write listings and count stock. */
export const aVendorSession = (permissions = ['catalog.read', 'catalog.write', 'inventory.read', 'inventory.write']) => aSession({ kind: 'vendor', permissions });

/** A mug with one variant, saved and never shown to shoppers. */
export const aListing = (change: Partial<Schemas['Listing']> = {}): Schemas['Listing'] => ({
  id: LISTING, handle: 'mug', status: 'draft', is_live: false, live_version: null, version_number: 0, vendor: { id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Töpferei Brandt', mark_colour: '#a8542f' },
  title: { de: 'Becher' }, description: { de: 'Auf der Scheibe gedreht.' }, category: { id: CATEGORY, path: 'ceramics', names: { en: 'Ceramics' } }, tax_category: 'goods.household', attributes: {},
  media: [{ id: 'med_01h455vb4pex5vsknk084sn02q', url: '/media/1', width: 640, height: 640, alt: { de: 'Becher, Seite' } }], options: [],
  variants: [{ id: VARIANT, sku: 'EBB-1', gtin: null, options: {}, option_text: {}, prices: [{ amount: 3450, currency: 'EUR' }], weight_grams: 300 }],
  made_by_vendor: true, manufacturer: null, responsible_person: null, warnings: {}, excluded_markets: [], gaps: [], refusal_reason: null, judgement: [{ market: 'de', outcome: 'allowed', refusals: [], gates: [] }], versions: [],
  submitted_at: null, published_at: null, created_at: at, updated_at: at, version: 1, ...change,
});

/** What the API says around a listing. */
export const theShop = (listing = aListing()): Record<string, Answer> => ({
  'GET /v1/vendor/me': {
    vendor: {}, permissions: [], checklist: [],
    marketplace: { name: 'Oma', currency: 'EUR', markets: [{ id: 'mkt_01h455vb4pex5vsknk084sn02q', code: 'de', name: 'Deutschland', countries: ['DE'], regions: [], currency: 'EUR', locales: ['de'], default_locale: 'de', time_zone: 'Europe/Berlin', price_mode: 'incl', rule_packs: [], is_default: true }] },
  },
  'GET /v1/vendor/orders': { data: [], has_more: false, next: null },
  'GET /v1/vendor/categories': { data: [{ id: CATEGORY, parent_id: null, handle: 'ceramics', path: 'ceramics', names: { en: 'Ceramics' }, tax_category: 'goods.household', attributes: [] }] },
  'GET /v1/vendor/warehouses': { data: [{ id: WAREHOUSE, name: 'Leipzig', time_zone: 'Europe/Berlin', priority: 1, active: true, version: 1, address: { line1: 'Am Markt 1', line2: null, city: 'Leipzig', region: null, postcode: '04109', country: 'DE' } }] },
  'GET /v1/vendor/stock': { data: [{ variant_id: VARIANT, warehouse_id: WAREHOUSE, on_hand: 14, reserved: 2, available: 12 }] },
  'POST /v1/vendor/listing-verdicts': { judgement: [{ market: 'de', outcome: 'allowed', refusals: [], gates: [] }] },
  [`GET /v1/vendor/listings/${LISTING}`]: listing,
});
