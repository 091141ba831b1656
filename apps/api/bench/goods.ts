import type { ListingId } from '@stoa/events/catalog';
import { createContext, systemActor, type TenantId } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { wireId } from '@stoa/platform/typeid';
import type { FleetWorld } from '@stoa/tools/fleet/fleet-world';
import { waitUntil } from '@stoa/tools/seed/product/client';

const tenantWireId = wireId<TenantId, 'tnt'>('tnt');
const WORDS = ['Becher', 'Schale', 'Vase', 'Teller', 'Kanne', 'Krug', 'Dose', 'Löffel', 'Brett', 'Schal', 'Decke', 'Kissen', 'Korb', 'Hocker', 'Kerze', 'Seife'];
const LOOKS = ['blau', 'grün', 'rau', 'glatt', 'hell', 'dunkel', 'klein', 'groß', 'alt', 'neu'];
const BATCH = 100;

/** As many goods on the shelf as the budgets speak of: copies of the first card under titles, prices and shelves of their own, put there by the very function that every listing goes through. */
export async function fillShelf(world: FleetWorld, count: number): Promise<void> {
  const ctx = createContext(world.db, { tenantId: tenantWireId.parse(world.tenant.id), actor: systemActor, now: new Date(), log: world.log, requestId: null });
  // What was approved a moment ago reaches the index by the worker.
  const [card] = await waitUntil('the first goods to be found', () => ctx.inRead(async ({ tx, tenantId }) => {
    const asked = { market: 'de', locale: 'de', text: '', limit: 1, sort: 'newest', categories: [], vendors: [], attributes: {}, terms: [] };
    const { rows } = await tx.raw<{ rows: { found: { cards: Record<string, unknown>[] } }[] }>('select search.query(?, ?::jsonb) as found', [tenantId, JSON.stringify(asked)]);
    return rows[0]!.found.cards;
  }), (cards) => cards.length > 0);
  for (let from = 0; from < count; from += BATCH) {
    await ctx.inTx(async ({ tx, tenantId }) => {
      for (let n = from; n < Math.min(count, from + BATCH); n += 1) {
        const id = newId<ListingId>();
        await tx.raw('select search.put(?, ?, 1, ?::jsonb)', [tenantId, id, JSON.stringify([documentOf({ ...card, listingId: id }, n)])]);
      }
    });
  }
}

function documentOf(card: Record<string, unknown>, n: number): Record<string, unknown> {
  const [word, look] = [WORDS[n % WORDS.length]!, LOOKS[n % LOOKS.length]!];
  const title = `${word} ${look} ${n}`;
  return {
    market: 'de', locale: 'de', vendor_handle: `werkstatt-${n % 40}`, category_handles: ['ceramics', `shelf-${n % 12}`], category_names: ['Keramik', `Regal ${n % 12}`], price_minor: 1_000 + (n % 300) * 50,
    stock: 2, published_at: new Date(Date.UTC(2026, 0, 1 + (n % 300))).toISOString(), attribute_keys: [`colour=${look}`], title, keywords: `${word} werkstatt`, body: `${title}, von Hand gemacht.`,
    card: { ...card, title, handle: `bench-${n}`, price_minor: String(1_000 + (n % 300) * 50), facets: [{ code: 'colour', name: 'Farbe', values: [{ value: look, label: look }] }] },
  };
}
