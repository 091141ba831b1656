import type { OrderSeed } from './types.js';

const adult = { market: 'ca', locale: 'en', bornOn: '1988-05-02' };
const nora = { ...adult, email: 'nora.whitfield@mail.example', account: true, address: { name: 'Nora Whitfield', line1: '2711 Glendower Avenue', city: 'Los Angeles', region: 'CA', postcode: '90027', country: 'US' } };
const sam = { ...adult, email: 'sam.ito@mail.example', address: { name: 'Sam Ito', line1: '3020 Fulton Street', city: 'San Francisco', region: 'CA', postcode: '94118', country: 'US' } };
const ruth = { ...adult, market: 'co', email: 'ruth.delacroix@mail.example', address: { name: 'Ruth Delacroix', line1: '1450 Larimer Street', city: 'Denver', region: 'CO', postcode: '80202', country: 'US' } };
const one = (...skus: string[]) => skus.map((sku) => ({ sku, quantity: 1 }));

/** What has been bought at Solano so far, the oldest first. Nora has an account and a history. */
export const solanoOrders: OrderSeed[] = [
  { ...nora, fate: 'delivered', lines: [...one('TF-011', 'OG-001'), { sku: 'KC-005-1', quantity: 2 }] },
  { ...ruth, fate: 'delivered', lines: one('KC-029-1', 'OG-030') },
  { ...ruth, fate: 'shipped', card: 'mastercard', lines: one('TF-029') },
  { ...sam, fate: 'partly_shipped', lines: [{ sku: 'TF-019', quantity: 3 }] },
  { ...nora, fate: 'shipped', lines: one('KC-019', 'KC-001-2', 'OG-013') },
  { ...sam, fate: 'declined', lines: one('TF-021') },
  { ...sam, fate: 'at_the_bank', lines: one('OG-003') },
  { ...ruth, fate: 'in_cart', lines: one('KC-008-1', 'KC-030-2') },
  { ...nora, fate: 'to_ship', lines: one('TF-001', 'KC-011-1', 'OG-002') },
  { ...sam, fate: 'to_ship', lines: one('KC-033-2', 'OG-031') },
];
