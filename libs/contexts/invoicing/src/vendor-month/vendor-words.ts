import { percentText } from '../document/formats.js';

/** Words of documents between the marketplace and a vendor. */
export type VendorWords = {
  commission(orders: number): string; fees(pieces: number): string; commissionAndFees(orders: number): string; rates(bp: readonly bigint[]): string; orders(numbers: string): string;
  lessRefunds(charged: string, back: string): string; backOnRefunds(refunds: number): string; taxIncluded: string; noSalesTax: string;
  returned(orders: string): string; delivery: string; fullPrice: string; feesWentBack: string; wentBack: string; objectWithin(days: number): string;
};

const pct = (bp: readonly bigint[], locale: string) => bp.map((one) => percentText(`${one / 100n}.${String(one % 100n).padStart(2, '0')}`, locale)).join(', ');
const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

const en: VendorWords = {
  commission: (n) => `Commission on ${many(n, 'order', 'orders')}`, fees: (n) => `Fixed fees for ${many(n, 'piece', 'pieces')}`, commissionAndFees: (n) => `Commission and fixed fees on ${many(n, 'order', 'orders')}`,
  rates: (bp) => `${pct(bp, 'en')} of the net goods`, orders: (numbers) => `Orders: ${numbers}`, lessRefunds: (charged, back) => `${charged} less ${back} on refunds, tax included`,
  backOnRefunds: (n) => `Commission given back on ${many(n, 'refund', 'refunds')}`, taxIncluded: 'The commission that was agreed includes the tax.', noSalesTax: 'No sales tax is due on this commission.',
  returned: (orders) => `Given back: ${orders}`, delivery: 'Delivery',
  feesWentBack: 'commission given back on refunds', wentBack: 'goods went back',
  fullPrice: 'Commission is a service of its own and not taken off this supply.', objectWithin: (days) => `This document counts as your own invoice unless you object within ${days} days.`,
};
const de: VendorWords = {
  commission: (n) => `Provision auf ${many(n, 'Bestellung', 'Bestellungen')}`, fees: (n) => `Feste Gebühren für ${many(n, 'Stück', 'Stück')}`, commissionAndFees: (n) => `Provision und feste Gebühren auf ${many(n, 'Bestellung', 'Bestellungen')}`,
  rates: (bp) => `${pct(bp, 'de')} der Netto-Ware`, orders: (numbers) => `Bestellungen: ${numbers}`, lessRefunds: (charged, back) => `${charged} abzüglich ${back} für Erstattungen, inkl. Steuer`,
  backOnRefunds: (n) => `Zurückgegebene Provision für ${many(n, 'Erstattung', 'Erstattungen')}`, taxIncluded: 'Die vereinbarte Provision enthält die Steuer.', noSalesTax: 'Auf diese Provision fällt keine Verkaufssteuer an.',
  returned: (orders) => `Zurückgegeben: ${orders}`, delivery: 'Versand',
  feesWentBack: 'Provision auf Erstattungen zurückgegeben', wentBack: 'Ware ging zurück',
  fullPrice: 'Die Provision ist eine eigene Leistung und von dieser Lieferung nicht abgezogen.', objectWithin: (days) => `Diese Gutschrift gilt als Ihre Rechnung, wenn Sie ihr nicht binnen ${days} Tagen widersprechen.`,
};
const fi: VendorWords = {
  commission: (n) => `Provisio, ${many(n, 'tilaus', 'tilausta')}`, fees: (n) => `Kiinteät maksut, ${many(n, 'kappale', 'kappaletta')}`, commissionAndFees: (n) => `Provisio ja kiinteät maksut, ${many(n, 'tilaus', 'tilausta')}`,
  rates: (bp) => `${pct(bp, 'fi')} tuotteiden verottomasta hinnasta`, orders: (numbers) => `Tilaukset: ${numbers}`, lessRefunds: (charged, back) => `${charged}, josta vähennetty hyvityksistä ${back}, vero mukana`,
  backOnRefunds: (n) => `Palautettu provisio, ${many(n, 'hyvitys', 'hyvitystä')}`, taxIncluded: 'Sovittu provisio sisältää veron.', noSalesTax: 'Tästä provisiosta ei peritä myyntiveroa.',
  returned: (orders) => `Palautettu: ${orders}`, delivery: 'Toimitus',
  feesWentBack: 'provisio palautettu hyvityksistä', wentBack: 'tavarat palautettu',
  fullPrice: 'Provisio on oma palvelunsa, eikä sitä ole vähennetty tästä myynnistä.', objectWithin: (days) => `Tämä tosite on sinun laskusi, ellet vastusta sitä ${days} päivän kuluessa.`,
};
const fr: VendorWords = {
  commission: (n) => `Commission sur ${many(n, 'commande', 'commandes')}`, fees: (n) => `Frais fixes pour ${many(n, 'pièce', 'pièces')}`, commissionAndFees: (n) => `Commission et frais fixes sur ${many(n, 'commande', 'commandes')}`,
  rates: (bp) => `${pct(bp, 'fr')} du prix HT des articles`, orders: (numbers) => `Commandes : ${numbers}`, lessRefunds: (charged, back) => `${charged} moins ${back} sur remboursements, taxe comprise`,
  backOnRefunds: (n) => `Commission rendue sur ${many(n, 'remboursement', 'remboursements')}`, taxIncluded: 'La commission convenue comprend la taxe.', noSalesTax: 'Aucune taxe de vente n’est due sur cette commission.',
  returned: (orders) => `Rendu : ${orders}`, delivery: 'Livraison',
  feesWentBack: 'commission rendue sur remboursements', wentBack: 'articles rendus',
  fullPrice: 'La commission est une prestation distincte ; elle n’est pas déduite de cette livraison.', objectWithin: (days) => `Ce document vaut facture de votre part, sauf opposition sous ${days} jours.`,
};

/** The words in the vendor's language; English where we have none. */
export const vendorWords = (locale: string): VendorWords => ({ de, fi, fr, en })[locale.slice(0, 2) as 'de' | 'fi' | 'fr' | 'en'] ?? en;
