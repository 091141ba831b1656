import type { DocumentType } from '@stoa/invoicing';

const vendorDocuments = ['commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note'] as const;
type VendorDocument = (typeof vendorDocuments)[number];
/** Whether a document stands between the marketplace and a vendor. */
export const isVendorDocument = (type: DocumentType): type is VendorDocument => (vendorDocuments as readonly DocumentType[]).includes(type);

type KindWords = { readonly name: string; text(marketplace: string): string };
export type VendorDocumentWords = {
  readonly kinds: Readonly<Record<VendorDocument, KindWords>>;
  title(name: string, marketplace: string): string; attached: string; attachedWithXml: string; button: string;
  /** The statement of a month. */
  statement: { subject(month: string): string; title(month: string): string; text(marketplace: string): string; opening: string; paidOut: string; closing: string; attached: string; button: string };
};

const en: VendorDocumentWords = {
  kinds: {
    commission_invoice: { name: 'Commission invoice', text: (marketplace) => `It says what ${marketplace} took as commission and fees in the month. It is set off already: there is nothing to pay.` },
    commission_credit_note: { name: 'Commission credit note', text: (marketplace) => `In this month ${marketplace} gave back more commission than it took, because of refunds. It is on your balance already.` },
    self_billed_invoice: { name: 'Self-billing invoice', text: (marketplace) => `${marketplace} has written this invoice to itself in your name, as you agreed, for the goods that it sold as the seller by law. It counts as your own invoice unless you object in text form in the time that it names.` },
    self_billed_credit_note: { name: 'Self-billing credit note', text: (marketplace) => `${marketplace} has written this credit note in your name, as you agreed, for what shoppers sent back. It counts as your own unless you object in text form in the time that it names.` },
  },
  title: (name, marketplace) => `${name} from ${marketplace}`, attached: 'It is attached as PDF.', attachedWithXml: 'It is attached as PDF, and as the XML file that bookkeeping programs read.', button: 'See your documents',
  statement: {
    subject: (month) => `Your statement for ${month}`, title: (month) => `Your statement for ${month} is ready.`, text: (marketplace) => `${marketplace} has closed the month: its statement stays as it is, and is attached as PDF.`,
    opening: 'Balance at the beginning', paidOut: 'Paid out', closing: 'Balance at the end', attached: 'Every sale, refund and payment of the month stands behind the link, also as a CSV file.', button: 'Open the statement',
  },
};
const de: VendorDocumentWords = {
  kinds: {
    commission_invoice: { name: 'Provisionsrechnung', text: (marketplace) => `Darin steht, was ${marketplace} im Monat als Provision und Gebühren genommen hat. Sie ist bereits verrechnet: Es ist nichts zu zahlen.` },
    commission_credit_note: { name: 'Korrektur der Provision', text: (marketplace) => `${marketplace} hat in diesem Monat wegen Erstattungen mehr Provision zurückgegeben als genommen. Der Betrag steht schon auf Ihrem Konto.` },
    self_billed_invoice: { name: 'Gutschrift (Abrechnung)', text: (marketplace) => `${marketplace} hat sich diese Rechnung in Ihrem Namen selbst ausgestellt, wie vereinbart, für die Ware, die es nach dem Gesetz als Verkäufer verkauft hat. Sie gilt als Ihre Rechnung, wenn Sie ihr nicht in der genannten Frist in Textform widersprechen.` },
    self_billed_credit_note: { name: 'Korrektur der Gutschrift', text: (marketplace) => `${marketplace} hat diese Korrektur in Ihrem Namen ausgestellt, wie vereinbart, für das, was zurückging. Sie gilt als Ihre, wenn Sie ihr nicht in der genannten Frist in Textform widersprechen.` },
  },
  title: (name, marketplace) => `${name} von ${marketplace}`, attached: 'Sie hängt als PDF an.', attachedWithXml: 'Sie hängt als PDF an, und als XML-Datei für Buchhaltungsprogramme.', button: 'Ihre Dokumente ansehen',
  statement: {
    subject: (month) => `Ihre Abrechnung für ${month}`, title: (month) => `Ihre Abrechnung für ${month} ist fertig.`, text: (marketplace) => `${marketplace} hat den Monat abgeschlossen: Die Abrechnung bleibt, wie sie ist, und hängt als PDF an.`,
    opening: 'Stand am Anfang', paidOut: 'Ausgezahlt', closing: 'Stand am Ende', attached: 'Jeder Verkauf, jede Erstattung und jede Zahlung des Monats steht hinter dem Link, auch als CSV-Datei.', button: 'Abrechnung öffnen',
  },
};
const fi: VendorDocumentWords = {
  kinds: {
    commission_invoice: { name: 'Provisiolasku', text: (marketplace) => `Siinä on kuukauden provisiot ja maksut (${marketplace}). Ne on jo vähennetty: maksettavaa ei ole.` },
    commission_credit_note: { name: 'Provision hyvityslasku', text: (marketplace) => `${marketplace} palautti tässä kuussa hyvitysten vuoksi enemmän provisiota kuin otti. Summa on jo tililläsi.` },
    self_billed_invoice: { name: 'Itselaskutuslasku', text: (marketplace) => `${marketplace} on sopimuksen mukaan laatinut tämän laskun nimissäsi itselleen tavaroista, jotka se lain mukaan myi myyjänä. Se on sinun laskusi, ellet vastusta sitä kirjallisesti laskussa mainitussa ajassa.` },
    self_billed_credit_note: { name: 'Itselaskutuksen hyvityslasku', text: (marketplace) => `${marketplace} on sopimuksen mukaan laatinut tämän hyvityslaskun nimissäsi palautuksista. Se on sinun, ellet vastusta sitä kirjallisesti siinä mainitussa ajassa.` },
  },
  title: (name, marketplace) => `${name}, ${marketplace}`, attached: 'Se on liitteenä PDF-tiedostona.', attachedWithXml: 'Se on liitteenä PDF-tiedostona ja kirjanpito-ohjelmien lukemana XML-tiedostona.', button: 'Katso asiakirjojasi',
  statement: {
    subject: (month) => `Tilityksesi: ${month}`, title: (month) => `Tilityksesi on valmis: ${month}.`, text: (marketplace) => `${marketplace} on sulkenut kuukauden: tilitys ei enää muutu, ja se on liitteenä PDF-tiedostona.`,
    opening: 'Saldo alussa', paidOut: 'Maksettu', closing: 'Saldo lopussa', attached: 'Kuukauden jokainen myynti, hyvitys ja maksu on linkin takana, myös CSV-tiedostona.', button: 'Avaa tilitys',
  },
};

/** The words of mails to vendors about their papers; English where we have none. */
export const vendorDocumentWords = (locale: string): VendorDocumentWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;
