import type { LastMonthSeed, OrderSeed } from './types.js';

const lena = { market: 'de', locale: 'de', email: 'lena.vogt@posteo.example', account: true, address: { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' } };
const aino = { market: 'fi', locale: 'fi', email: 'aino.virtanen@posti.example', address: { name: 'Aino Virtanen', line1: 'Tehtaankatu 12 A 4', postcode: '00140', city: 'Helsinki', country: 'FI' } };
const emil = { market: 'de', locale: 'de', email: 'emil.krogh@posteo.example', address: { name: 'Emil Krogh', line1: 'Bernhard-Nocht-Straße 40', postcode: '20359', city: 'Hamburg', country: 'DE' } };
const grace = { market: 'de', locale: 'en', email: 'grace.okafor@mail.example', address: { name: 'Grace Okafor', line1: 'Reichenberger Straße 88', postcode: '10999', city: 'Berlin', country: 'DE' } };
const one = (...skus: string[]) => skus.map((sku) => ({ sku, quantity: 1 }));

/** What has been bought at Oma so far, the oldest first. Lena has an account and a history. */
export const omaOrders: OrderSeed[] = [
  { ...lena, fate: 'delivered', lines: [{ sku: 'KL-MUG-USVA-280', quantity: 2 }, ...one('MH-JAR-011', 'MH-SOA-001')] },
  { ...grace, fate: 'delivered', card: 'mastercard', lines: one('AA-SPN-ELM-1', 'AA-NTB-ASH-1', 'WH-TAS-HAF-1') },
  { ...aino, fate: 'shipped', lines: one('KL-BWL-RANTA-28', 'AA-BRD-OAK-1') },
  { ...lena, fate: 'shipped', lines: one('WH-DEC-GRA-1') },
  { ...emil, fate: 'partly_shipped', lines: [{ sku: 'KL-VAS-YO-18', quantity: 2 }] },
  { ...emil, fate: 'declined', lines: one('WH-JAC-NAC-2') },
  { ...grace, fate: 'at_the_bank', lines: one('AA-CHR-OAK-1') },
  { ...aino, fate: 'to_ship', lines: [...one('KL-PLT-HALLA-26', 'WH-SCH-KRA-1'), { sku: 'MH-CAN-021', quantity: 3 }] },
  { ...emil, fate: 'in_cart', lines: one('MH-BAS-027', 'MH-JAR-014') },
  { ...lena, fate: 'to_ship', lines: [...one('KL-MUG-MERI-400', 'WH-SCH-IND-1'), { sku: 'MH-JAR-012', quantity: 2 }, ...one('AA-BRT-ASH-1')] },
];

/** Last month at Keramik Lindqvist: three shoppers, all delivered and paid out. */
export const omaLastMonth: LastMonthSeed = {
  vendor: 'keramik-lindqvist',
  orders: [
    { ...grace, fate: 'delivered', lines: [{ sku: 'KL-MUG-USVA-280', quantity: 2 }] },
    { ...aino, fate: 'delivered', lines: one('KL-BWL-RANTA-28') },
    { ...emil, fate: 'delivered', lines: [{ sku: 'KL-PLT-HALLA-26', quantity: 2 }] },
  ],
};
