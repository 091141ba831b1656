import type { Refund } from '@stoa/payments';
import type { DocumentType } from './document.js';

export type DocumentWords = {
  titles: Readonly<Record<DocumentType, string>>; number: string; issuedOn: string; suppliedOn: string; order: string; from: string; to: string; vatId: string; register: string;
  goods: string; quantity: string; unitNet: string; unit: string; rate: string; tax: string; gross: string; netTotal: string; subtotal: string; total: string; shipping: string; base: string;
  free: string; paidBy(card: string, on: string): string; paid(on: string): string; onBehalf(marketplace: string): string; facilitated(marketplace: string): string; traders(names: string): string;
  refundedTo(card: string, on: string): string; refunded(on: string): string; priceReduction(title: string): string;
  corrects: string; period: string; discount: string; rounding: string; prepaid: string; due: string; dueOn(on: string): string; deliveredTo: string; taxIn(currency: string, rate: string): string; selfBilling: string;
  taxNumber: string; setOff: string; payTo(iban: string): string; directDebit(mandate: string): string; fundedBy(label: string, who: string): string; reference: string;
  page(page: number, pages: number): string;
  /** What a screen reader says of the code for phones. */
  readonly phoneCode: string;
  reasons: Readonly<Record<Refund['reason'], string>>; refundCameBack: string; reason(text: string): string; alsoUnder(country: string, number: string): string; noInvoice: string;
};

const en: DocumentWords = {
  titles: { invoice: 'Invoice', receipt: 'Receipt', credit_note: 'Credit note', refund_receipt: 'Refund receipt', commission_invoice: 'Invoice', commission_credit_note: 'Credit note', self_billed_invoice: 'Self-billing invoice', self_billed_credit_note: 'Self-billing credit note', proforma: 'Proforma invoice' }, number: 'Number', issuedOn: 'Date', suppliedOn: 'Date of supply', order: 'Order', from: 'From', to: 'To', vatId: 'VAT ID', register: 'Register',
  goods: 'Goods', quantity: 'Qty', unitNet: 'Unit, net', unit: 'Each', rate: 'Tax', tax: 'Tax', gross: 'Amount', netTotal: 'Net', subtotal: 'Subtotal', total: 'Total', shipping: 'Shipping', base: 'on',
  free: 'none',
  paidBy: (card, on) => `Paid in full by ${card} on ${on}.`, paid: (on) => `Paid in full on ${on}.`,
  onBehalf: (marketplace) => `Issued by ${marketplace} in the name and on behalf of the seller.`,
  facilitated: (marketplace) => `${marketplace} collects and remits the tax on this sale as marketplace facilitator.`,
  traders: (names) => `Goods supplied by: ${names}.`, page: (page, pages) => `Page ${page} of ${pages}`, phoneCode: 'QR code with seller, VAT number, moment and amounts',
  refundedTo: (card, on) => `Refunded to ${card} on ${on}.`, refunded: (on) => `Refunded on ${on}.`, priceReduction: (title) => `Price reduction, ${title}`,
  corrects: 'Corrects', period: 'Period', discount: 'Discount', rounding: 'Rounding', prepaid: 'Paid', due: 'To pay', dueOn: (on) => `To be paid by ${on}.`, deliveredTo: 'Delivered to',
  taxIn: (currency, rate) => `Tax in ${currency}, at ${rate}`, selfBilling: 'Self-billing', taxNumber: 'Tax number', setOff: 'Set off against your proceeds.', payTo: (iban) => `Please pay to ${iban}.`,
  directDebit: (mandate) => `Will be collected by direct debit, mandate ${mandate}.`, fundedBy: (label, who) => `${label} (funded by ${who})`, reference: 'Your reference',
  reasons: { returned: 'goods returned', damaged: 'goods damaged', not_received: 'goods not received', not_available: 'goods not available', goodwill: 'goodwill', duplicate: 'paid twice', other: 'agreed with the buyer' },
  noInvoice: 'This is not an invoice: the invoice follows with your payment.', refundCameBack: 'the refund came back', reason: (text) => `Reason of the correction: ${text}.`, alsoUnder: (country, number) => `Goods supplied in ${country} are sold under the number ${number}.`,
};
const de: DocumentWords = {
  titles: { invoice: 'Rechnung', receipt: 'Quittung', credit_note: 'Rechnungskorrektur', refund_receipt: 'Erstattungsbeleg', commission_invoice: 'Rechnung', commission_credit_note: 'Rechnungskorrektur', self_billed_invoice: 'Gutschrift', self_billed_credit_note: 'Korrektur einer Gutschrift', proforma: 'Proforma-Rechnung' }, number: 'Nummer', issuedOn: 'Datum', suppliedOn: 'Leistungsdatum', order: 'Bestellung', from: 'Von', to: 'An', vatId: 'USt-IdNr.', register: 'Register',
  goods: 'Ware', quantity: 'Menge', unitNet: 'Einzeln, netto', unit: 'Einzeln', rate: 'MwSt.', tax: 'MwSt.', gross: 'Betrag', netTotal: 'Netto', subtotal: 'Zwischensumme', total: 'Gesamt', shipping: 'Versand', base: 'auf',
  free: 'keine',
  paidBy: (card, on) => `Vollständig bezahlt mit ${card} am ${on}.`, paid: (on) => `Vollständig bezahlt am ${on}.`,
  onBehalf: (marketplace) => `Ausgestellt von ${marketplace} im Namen und für Rechnung des Verkäufers.`,
  facilitated: (marketplace) => `${marketplace} zieht die Steuer auf diesen Verkauf ein und führt sie ab.`,
  traders: (names) => `Geliefert von: ${names}.`, page: (page, pages) => `Seite ${page} von ${pages}`, phoneCode: 'QR-Code mit Verkäufer, USt-Nummer, Zeitpunkt und Beträgen',
  refundedTo: (card, on) => `Erstattet auf ${card} am ${on}.`, refunded: (on) => `Erstattet am ${on}.`, priceReduction: (title) => `Preisnachlass, ${title}`,
  corrects: 'Korrigiert', period: 'Zeitraum', discount: 'Rabatt', rounding: 'Rundung', prepaid: 'Bezahlt', due: 'Zu zahlen', dueOn: (on) => `Zahlbar bis ${on}.`, deliveredTo: 'Geliefert an',
  taxIn: (currency, rate) => `Steuer in ${currency}, Kurs ${rate}`, selfBilling: 'Gutschrift', taxNumber: 'Steuernummer', setOff: 'Mit Ihren Erlösen verrechnet.', payTo: (iban) => `Bitte überweisen Sie an ${iban}.`,
  directDebit: (mandate) => `Wird per Lastschrift eingezogen, Mandat ${mandate}.`, fundedBy: (label, who) => `${label} (getragen von ${who})`, reference: 'Ihr Zeichen',
  reasons: { returned: 'Rücksendung', damaged: 'Ware beschädigt', not_received: 'Ware nicht angekommen', not_available: 'Ware nicht lieferbar', goodwill: 'Kulanz', duplicate: 'doppelt bezahlt', other: 'mit der Käuferin vereinbart' },
  noInvoice: 'Dies ist keine Rechnung: Die Rechnung folgt mit Ihrer Zahlung.', refundCameBack: 'die Erstattung kam zurück', reason: (text) => `Grund der Korrektur: ${text}.`, alsoUnder: (country, number) => `In ${country} gelieferte Ware wird unter der Nummer ${number} verkauft.`,
};
const fi: DocumentWords = {
  titles: { invoice: 'Lasku', receipt: 'Kuitti', credit_note: 'Hyvityslasku', refund_receipt: 'Palautuskuitti', commission_invoice: 'Lasku', commission_credit_note: 'Hyvityslasku', self_billed_invoice: 'Itselaskutus', self_billed_credit_note: 'Itselaskutuksen hyvitys', proforma: 'Proformalasku' }, number: 'Numero', issuedOn: 'Päiväys', suppliedOn: 'Toimituspäivä', order: 'Tilaus', from: 'Myyjä', to: 'Ostaja', vatId: 'ALV-tunnus', register: 'Rekisteri',
  goods: 'Tuote', quantity: 'Määrä', unitNet: 'Kpl, veroton', unit: 'Kpl', rate: 'ALV', tax: 'ALV', gross: 'Summa', netTotal: 'Veroton', subtotal: 'Välisumma', total: 'Yhteensä', shipping: 'Toimitus', base: 'summasta',
  free: 'ei veroa',
  paidBy: (card, on) => `Maksettu kokonaan, ${card}, ${on}.`, paid: (on) => `Maksettu kokonaan ${on}.`,
  onBehalf: (marketplace) => `${marketplace} on laatinut laskun myyjän nimissä ja puolesta.`,
  facilitated: (marketplace) => `${marketplace} perii ja tilittää tämän kaupan veron.`,
  traders: (names) => `Tavarat toimittaa: ${names}.`, page: (page, pages) => `Sivu ${page}/${pages}`, phoneCode: 'QR-koodi: myyjä, ALV-numero, ajankohta ja summat',
  refundedTo: (card, on) => `Palautettu kortille ${card} ${on}.`, refunded: (on) => `Palautettu ${on}.`, priceReduction: (title) => `Hinnanalennus, ${title}`,
  corrects: 'Oikaisee', period: 'Ajanjakso', discount: 'Alennus', rounding: 'Pyöristys', prepaid: 'Maksettu', due: 'Maksettavaa', dueOn: (on) => `Eräpäivä ${on}.`, deliveredTo: 'Toimitettu',
  taxIn: (currency, rate) => `Vero valuutassa ${currency}, kurssi ${rate}`, selfBilling: 'Itselaskutus', taxNumber: 'Veronumero', setOff: 'Vähennetty tilityksestänne.', payTo: (iban) => `Maksakaa tilille ${iban}.`,
  directDebit: (mandate) => `Veloitetaan suoraveloituksena, valtuutus ${mandate}.`, fundedBy: (label, who) => `${label} (maksaa ${who})`, reference: 'Viitteenne',
  reasons: { returned: 'tavarat palautettu', damaged: 'tavarat vahingoittuneet', not_received: 'tavaroita ei saatu', not_available: 'tavaroita ei saatavilla', goodwill: 'hyvitys', duplicate: 'maksettu kahdesti', other: 'sovittu ostajan kanssa' },
  noInvoice: 'Tämä ei ole lasku: lasku tulee, kun maksu on perillä.', refundCameBack: 'palautus ei mennyt perille', reason: (text) => `Oikaisun syy: ${text}.`, alsoUnder: (country, number) => `Maassa ${country} luovutetut tavarat myydään tunnuksella ${number}.`,
};

const fr: DocumentWords = {
  titles: { invoice: 'Facture', receipt: 'Reçu', credit_note: 'Avoir', refund_receipt: 'Reçu de remboursement', commission_invoice: 'Facture', commission_credit_note: 'Avoir', self_billed_invoice: 'Autofacturation', self_billed_credit_note: 'Avoir d’autofacturation', proforma: 'Facture pro forma' }, number: 'Numéro', issuedOn: 'Date', suppliedOn: 'Date de livraison', order: 'Commande', from: 'De', to: 'À', vatId: 'N° TVA', register: 'Registre',
  goods: 'Article', quantity: 'Qté', unitNet: 'Unité, HT', unit: 'Unité', rate: 'TVA', tax: 'TVA', gross: 'Montant', netTotal: 'Total HT', subtotal: 'Sous-total', total: 'Total', shipping: 'Livraison', base: 'sur',
  free: 'sans',
  paidBy: (card, on) => `Payé intégralement par ${card} le ${on}.`, paid: (on) => `Payé intégralement le ${on}.`,
  onBehalf: (marketplace) => `Établie par ${marketplace} au nom et pour le compte du vendeur.`,
  facilitated: (marketplace) => `${marketplace} perçoit et reverse la taxe sur cette vente.`,
  traders: (names) => `Articles fournis par : ${names}.`, page: (page, pages) => `Page ${page} sur ${pages}`, phoneCode: 'QR code : vendeur, numéro de TVA, moment et montants',
  refundedTo: (card, on) => `Remboursé sur ${card} le ${on}.`, refunded: (on) => `Remboursé le ${on}.`, priceReduction: (title) => `Remise, ${title}`,
  corrects: 'Corrige', period: 'Période', discount: 'Remise', rounding: 'Arrondi', prepaid: 'Payé', due: 'À payer', dueOn: (on) => `À payer au plus tard le ${on}.`, deliveredTo: 'Livré à',
  taxIn: (currency, rate) => `TVA en ${currency}, au cours de ${rate}`, selfBilling: 'Autofacturation', taxNumber: 'N° fiscal', setOff: 'Déduit de vos recettes.', payTo: (iban) => `À régler sur le compte ${iban}.`,
  directDebit: (mandate) => `Sera prélevé, mandat ${mandate}.`, fundedBy: (label, who) => `${label} (pris en charge par ${who})`, reference: 'Votre référence',
  reasons: { returned: 'articles retournés', damaged: 'articles endommagés', not_received: 'articles non reçus', not_available: 'articles indisponibles', goodwill: 'geste commercial', duplicate: 'payé deux fois', other: 'convenu avec le client' },
  noInvoice: 'Ceci n’est pas une facture : la facture suit votre paiement.', refundCameBack: 'le remboursement est revenu', reason: (text) => `Motif de la correction : ${text}.`, alsoUnder: (country, number) => `Les articles livrés en ${country} sont vendus sous le numéro ${number}.`,
};

/** The words of documents in the shopper's language; English where we have none. */
export const documentWords = (locale: string): DocumentWords => ({ de, fi, fr, en })[locale.slice(0, 2) as 'de' | 'fi' | 'fr' | 'en'] ?? en;
