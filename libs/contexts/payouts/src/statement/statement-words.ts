import type { RowKind, TotalCode } from './statement.js';

export type StatementWords = {
  statement: string; month: string; vendor: string; from: string; to: string; state: Readonly<Record<'open' | 'closing' | 'closed', string>>;
  opening: string; closing: string; date: string; what: string; shopper: string; tax: string; marketplace: string; amount: string; balance: string;
  totals: Readonly<Record<TotalCode, string>>; rows: Readonly<Record<RowKind, string>>;
  closingIn: string; held: string; ready: string; inTransfer: string; owed: string;
  nothing: string; tooMany(shown: number): string; notAnInvoice: string; page(page: number, pages: number): string;
};

const en: StatementWords = {
  statement: 'Statement', month: 'Month', vendor: 'For', from: 'From', to: 'to', state: { open: 'Provisional: the month is not over', closing: 'Provisional: the month is being closed', closed: 'Closed on' },
  opening: 'Opening balance', closing: 'Closing balance', date: 'Date', what: 'What', shopper: 'Shopper', tax: 'Tax*', marketplace: 'Commission', amount: 'Amount', balance: 'Balance',
  totals: {
    sales: 'Sales, as shoppers paid them', tax_by_marketplace: 'Tax on them that the marketplace pays', commission: 'Commission', refunds: 'Refunds to shoppers', refunds_tax: 'Tax on them that the marketplace gets back',
    refunds_by_marketplace: 'Of them, paid by the marketplace', refunds_failed: 'Refunds that failed', transfers: 'Sent to your account', transfers_reversed: 'Taken back from your account', other: 'Other',
  },
  rows: { sale: 'Order', refund: 'Refund', refund_failed: 'Refund failed', transfer: 'Transfer', reversal: 'Transfer reversed', adjustment: 'Adjustment' },
  closingIn: 'Of the closing balance', held: 'Held for returns', ready: 'Ready to be sent', inTransfer: 'On its way to you', owed: 'Owed by you',
  nothing: 'Nothing happened in this month.', tooMany: (shown) => `Only the first ${shown} rows are printed. All of them stand in the CSV file.`,
  notAnInvoice: '* Tax that the marketplace pays to the authorities for these sales. This statement is not an invoice; invoices and credit notes are documents of their own.', page: (page, pages) => `Page ${page} of ${pages}`,
};
const de: StatementWords = {
  statement: 'Abrechnung', month: 'Monat', vendor: 'Für', from: 'Von', to: 'bis', state: { open: 'Vorläufig: der Monat läuft noch', closing: 'Vorläufig: der Monat wird abgeschlossen', closed: 'Abgeschlossen am' },
  opening: 'Anfangssaldo', closing: 'Endsaldo', date: 'Datum', what: 'Vorgang', shopper: 'Kunde', tax: 'Steuer*', marketplace: 'Provision', amount: 'Betrag', balance: 'Saldo',
  totals: {
    sales: 'Verkäufe, wie Kunden sie bezahlt haben', tax_by_marketplace: 'Steuer darauf, die der Marktplatz abführt', commission: 'Provision', refunds: 'Erstattungen an Kunden', refunds_tax: 'Steuer darauf, die der Marktplatz zurückerhält',
    refunds_by_marketplace: 'Davon trägt der Marktplatz', refunds_failed: 'Gescheiterte Erstattungen', transfers: 'Auf Ihr Konto überwiesen', transfers_reversed: 'Von Ihrem Konto zurückgeholt', other: 'Sonstiges',
  },
  rows: { sale: 'Bestellung', refund: 'Erstattung', refund_failed: 'Erstattung gescheitert', transfer: 'Auszahlung', reversal: 'Auszahlung zurückgeholt', adjustment: 'Korrektur' },
  closingIn: 'Vom Endsaldo', held: 'Einbehalten für Rückgaben', ready: 'Bereit zur Auszahlung', inTransfer: 'Unterwegs zu Ihnen', owed: 'Von Ihnen geschuldet',
  nothing: 'In diesem Monat ist nichts geschehen.', tooMany: (shown) => `Gedruckt sind nur die ersten ${shown} Zeilen. Alle stehen in der CSV-Datei.`,
  notAnInvoice: '* Steuer, die der Marktplatz für diese Verkäufe an die Behörden abführt. Diese Abrechnung ist keine Rechnung; Rechnungen und Gutschriften sind eigene Dokumente.', page: (page, pages) => `Seite ${page} von ${pages}`,
};
const fi: StatementWords = {
  statement: 'Tilitys', month: 'Kuukausi', vendor: 'Saaja', from: 'Alkaen', to: '–', state: { open: 'Alustava: kuukausi on kesken', closing: 'Alustava: kuukautta päätetään', closed: 'Päätetty' },
  opening: 'Alkusaldo', closing: 'Loppusaldo', date: 'Päivä', what: 'Tapahtuma', shopper: 'Asiakas', tax: 'Vero*', marketplace: 'Provisio', amount: 'Summa', balance: 'Saldo',
  totals: {
    sales: 'Myynti, asiakkaiden maksama', tax_by_marketplace: 'Siitä vero, jonka kauppapaikka tilittää', commission: 'Provisio', refunds: 'Hyvitykset asiakkaille', refunds_tax: 'Niistä vero, jonka kauppapaikka saa takaisin',
    refunds_by_marketplace: 'Niistä kauppapaikan maksama osuus', refunds_failed: 'Epäonnistuneet hyvitykset', transfers: 'Maksettu tilillesi', transfers_reversed: 'Peritty takaisin tililtäsi', other: 'Muut',
  },
  rows: { sale: 'Tilaus', refund: 'Hyvitys', refund_failed: 'Hyvitys epäonnistui', transfer: 'Maksu tilille', reversal: 'Maksu peritty takaisin', adjustment: 'Oikaisu' },
  closingIn: 'Loppusaldosta', held: 'Pidätetty palautuksia varten', ready: 'Valmis maksettavaksi', inTransfer: 'Matkalla sinulle', owed: 'Velkasi',
  nothing: 'Tässä kuussa ei tapahtunut mitään.', tooMany: (shown) => `Tulosteessa ovat vain ensimmäiset ${shown} riviä. Kaikki rivit ovat CSV-tiedostossa.`,
  notAnInvoice: '* Vero, jonka kauppapaikka tilittää viranomaisille näistä myynneistä. Tilitys ei ole lasku; laskut ja hyvityslaskut ovat erillisiä asiakirjoja.', page: (page, pages) => `Sivu ${page}/${pages}`,
};

/** The words of a statement in the vendor's language; English where we have none. */
export const statementWords = (locale: string): StatementWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;
