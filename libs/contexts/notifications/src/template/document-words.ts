import type { DocumentType } from '@stoa/invoicing';

type Kind = 'invoice' | 'receipt' | 'credit_note' | 'refund_receipt';
export type DocumentMailWords = {
  /** In the mail of an order: what is attached, and whose document comes later. */
  attached(count: number): string;
  follows(issuers: string): string;
  overPeppol(numbers: string): string;
  names: Readonly<Record<Kind, { one: string; many: string }>>;
  subject(name: string, numbers: string): string; title(name: string, order: string): string;
  late: string; correction: string; again: string; button: string; withXml: string;
};

const en: DocumentMailWords = {
  attached: (count) => (count === 1 ? 'The document is attached as PDF.' : `The ${count} documents, one per seller, are attached as PDF.`),
  overPeppol: (numbers) => `${numbers} goes to your Peppol address; a copy stands behind the link above.`,
  follows: (issuers) => `The document of ${issuers} follows in a mail of its own; you will find it behind the link above, too.`,
  names: { invoice: { one: 'invoice', many: 'invoices' }, receipt: { one: 'receipt', many: 'receipts' }, credit_note: { one: 'credit note', many: 'credit notes' }, refund_receipt: { one: 'refund receipt', many: 'refund receipts' } },
  subject: (name, numbers) => `Your ${name} ${numbers}`, title: (name, order) => `Your ${name} for order ${order}`,
  late: 'It was not ready when you bought; here it is.', correction: 'It says what was given back to you and corrects what you have for this order.', again: 'You asked for it, or we were asked to send it again.',
  button: 'See your order', withXml: 'The XML file beside the PDF is the same document for bookkeeping programs.',
};
const de: DocumentMailWords = {
  attached: (count) => (count === 1 ? 'Die Rechnung hängt als PDF an.' : `Die ${count} Rechnungen, eine je Verkäufer, hängen als PDF an.`),
  overPeppol: (numbers) => `${numbers} geht an Ihre Peppol-Adresse; eine Kopie steht hinter dem Link oben.`,
  follows: (issuers) => `Die Rechnung von ${issuers} folgt in einer eigenen Mail; Sie finden sie dann auch hinter dem Link oben.`,
  names: { invoice: { one: 'Rechnung', many: 'Rechnungen' }, receipt: { one: 'Quittung', many: 'Quittungen' }, credit_note: { one: 'Rechnungskorrektur', many: 'Rechnungskorrekturen' }, refund_receipt: { one: 'Erstattungsbeleg', many: 'Erstattungsbelege' } },
  subject: (name, numbers) => `Ihre ${name} ${numbers}`, title: (name, order) => `Ihre ${name} zur Bestellung ${order}`,
  late: 'Sie war beim Kauf noch nicht fertig; hier ist sie.', correction: 'Darin steht, was Sie zurückbekommen haben; sie berichtigt, was Sie zu dieser Bestellung haben.', again: 'Auf Wunsch senden wir sie noch einmal.',
  button: 'Bestellung ansehen', withXml: 'Die XML-Datei neben dem PDF ist dasselbe Dokument für Buchhaltungsprogramme.',
};
const fi: DocumentMailWords = {
  attached: (count) => (count === 1 ? 'Lasku on liitteenä PDF-tiedostona.' : `${count} laskua, yksi myyjää kohti, ovat liitteinä PDF-tiedostoina.`),
  overPeppol: (numbers) => `${numbers} lähetetään Peppol-osoitteeseesi; kopio on yllä olevan linkin takana.`,
  follows: (issuers) => `Lasku (${issuers}) tulee omassa viestissään; löydät sen silloin myös yllä olevan linkin takaa.`,
  names: { invoice: { one: 'lasku', many: 'laskut' }, receipt: { one: 'kuitti', many: 'kuitit' }, credit_note: { one: 'hyvityslasku', many: 'hyvityslaskut' }, refund_receipt: { one: 'hyvityskuitti', many: 'hyvityskuitit' } },
  subject: (name, numbers) => `Tilauksesi ${name} ${numbers}`, title: (name, order) => `Tilauksen ${order} ${name}`,
  late: 'Se ei ollut vielä valmis ostohetkellä; tässä se on.', correction: 'Siitä näet, mitä sinulle on palautettu; se oikaisee tilauksen aiemmat asiakirjat.', again: 'Lähetämme sen pyynnöstä uudelleen.',
  button: 'Katso tilausta', withXml: 'PDF:n vieressä oleva XML-tiedosto on sama asiakirja kirjanpito-ohjelmille.',
};

/** The words about documents in mails; English where we have none. */
export const documentMailWords = (locale: string): DocumentMailWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;

/** What these documents are called together. The tribe of a mail is that of its first document. */
export function nameOf(words: DocumentMailWords, kinds: readonly DocumentType[]): string {
  const [first] = kinds;
  const name = words.names[first !== undefined && first in words.names ? (first as Kind) : 'invoice'];
  return kinds.length > 1 ? name.many : name.one;
}
