export type DocumentWords = {
  invoice: string; receipt: string; number: string; issuedOn: string; suppliedOn: string; order: string; from: string; to: string; vatId: string; register: string;
  goods: string; quantity: string; unitNet: string; unit: string; rate: string; tax: string; gross: string; netTotal: string; subtotal: string; total: string; shipping: string; base: string;
  free: string; paidBy(card: string, on: string): string; paid(on: string): string; onBehalf(marketplace: string): string; facilitated(marketplace: string): string; traders(names: string): string;
  page(page: number, pages: number): string;
};

const en: DocumentWords = {
  invoice: 'Invoice', receipt: 'Receipt', number: 'Number', issuedOn: 'Date', suppliedOn: 'Date of supply', order: 'Order', from: 'From', to: 'To', vatId: 'VAT ID', register: 'Register',
  goods: 'Goods', quantity: 'Qty', unitNet: 'Unit, net', unit: 'Each', rate: 'Tax', tax: 'Tax', gross: 'Amount', netTotal: 'Net', subtotal: 'Subtotal', total: 'Total', shipping: 'Shipping', base: 'on',
  free: 'none',
  paidBy: (card, on) => `Paid in full by ${card} on ${on}.`, paid: (on) => `Paid in full on ${on}.`,
  onBehalf: (marketplace) => `Issued by ${marketplace} in the name and on behalf of the seller.`,
  facilitated: (marketplace) => `${marketplace} collects and remits the tax on this sale as marketplace facilitator.`,
  traders: (names) => `Goods supplied by: ${names}.`, page: (page, pages) => `Page ${page} of ${pages}`,
};
const de: DocumentWords = {
  invoice: 'Rechnung', receipt: 'Quittung', number: 'Nummer', issuedOn: 'Datum', suppliedOn: 'Leistungsdatum', order: 'Bestellung', from: 'Von', to: 'An', vatId: 'USt-IdNr.', register: 'Register',
  goods: 'Ware', quantity: 'Menge', unitNet: 'Einzeln, netto', unit: 'Einzeln', rate: 'MwSt.', tax: 'MwSt.', gross: 'Betrag', netTotal: 'Netto', subtotal: 'Zwischensumme', total: 'Gesamt', shipping: 'Versand', base: 'auf',
  free: 'keine',
  paidBy: (card, on) => `Vollständig bezahlt mit ${card} am ${on}.`, paid: (on) => `Vollständig bezahlt am ${on}.`,
  onBehalf: (marketplace) => `Ausgestellt von ${marketplace} im Namen und für Rechnung des Verkäufers.`,
  facilitated: (marketplace) => `${marketplace} zieht die Steuer auf diesen Verkauf ein und führt sie ab.`,
  traders: (names) => `Geliefert von: ${names}.`, page: (page, pages) => `Seite ${page} von ${pages}`,
};
const fi: DocumentWords = {
  invoice: 'Lasku', receipt: 'Kuitti', number: 'Numero', issuedOn: 'Päiväys', suppliedOn: 'Toimituspäivä', order: 'Tilaus', from: 'Myyjä', to: 'Ostaja', vatId: 'ALV-tunnus', register: 'Rekisteri',
  goods: 'Tuote', quantity: 'Määrä', unitNet: 'Kpl, veroton', unit: 'Kpl', rate: 'ALV', tax: 'ALV', gross: 'Summa', netTotal: 'Veroton', subtotal: 'Välisumma', total: 'Yhteensä', shipping: 'Toimitus', base: 'summasta',
  free: 'ei veroa',
  paidBy: (card, on) => `Maksettu kokonaan, ${card}, ${on}.`, paid: (on) => `Maksettu kokonaan ${on}.`,
  onBehalf: (marketplace) => `${marketplace} on laatinut laskun myyjän nimissä ja puolesta.`,
  facilitated: (marketplace) => `${marketplace} perii ja tilittää tämän kaupan veron.`,
  traders: (names) => `Tavarat toimittaa: ${names}.`, page: (page, pages) => `Sivu ${page}/${pages}`,
};

/** The words of documents in the shopper's language; English where we have none. */
export const documentWords = (locale: string): DocumentWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;

/** A rate as the language writes it: 9.75%, 19 %, 25,5 %. */
export const percentText = (ratePct: string, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(Number(ratePct) / 100);
