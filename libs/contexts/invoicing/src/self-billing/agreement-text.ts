import { createHash } from 'node:crypto';

/** Days in which a vendor may object to a self-billed document. */
export const OBJECTION_DAYS = 7;
/** The text in force. Another text is another version: who agreed to an older one is asked again. */
export const AGREEMENT_VERSION = '2026-11';

type Paragraphs = readonly string[];
const TEXTS: Readonly<Record<'en' | 'de' | 'fi', (marketplace: string) => Paragraphs>> = {
  en: (marketplace) => [
    `Where the law treats ${marketplace} as the seller of your goods, you supply them to ${marketplace}. For these supplies ${marketplace} writes your invoices to itself (self-billing, VAT Directive art. 224), in a series of numbers of your own, and credit notes for what goes back.`,
    `They state the full price without tax. Commission is a service of its own: it is invoiced to you apart and not taken off.`,
    `Every document is ready for you here on the day it is written. It counts as your invoice unless you object in text form within ${OBJECTION_DAYS} days; then it is corrected.`,
    `You write no invoices of your own for these supplies. You tell us at once when your VAT registration or number changes or ends. A number that is not valid any more stops self-billing.`,
    `This agreement holds for every such supply until either side ends it in text form.`,
  ],
  de: (marketplace) => [
    `Wo das Gesetz ${marketplace} als Verkäufer Ihrer Ware behandelt, liefern Sie sie an ${marketplace}. Für diese Lieferungen schreibt ${marketplace} Ihre Rechnungen an sich selbst (Gutschrift, Art. 224 MwStSystRL, § 14 Abs. 2 UStG) in einem eigenen Nummernkreis und Korrekturen für das, was zurückgeht.`,
    `Sie nennen den vollen Preis ohne Steuer. Die Provision ist eine eigene Leistung: Sie wird Ihnen gesondert berechnet und nicht abgezogen.`,
    `Jedes Dokument liegt am Tag seiner Ausstellung hier für Sie bereit. Es gilt als Ihre Rechnung, wenn Sie ihm nicht binnen ${OBJECTION_DAYS} Tagen in Textform widersprechen; dann wird es korrigiert.`,
    `Für diese Lieferungen schreiben Sie keine eigenen Rechnungen. Ändert sich Ihre Registrierung oder Nummer für die Umsatzsteuer oder endet sie, sagen Sie uns das sofort. Eine Nummer, die nicht mehr gilt, beendet die Abrechnung per Gutschrift.`,
    `Diese Vereinbarung gilt für jede solche Lieferung, bis eine Seite sie in Textform beendet.`,
  ],
  fi: (marketplace) => [
    `Kun laki pitää kauppapaikkaa ${marketplace} tavaroidesi myyjänä, myyt ne sille. Näistä myynneistä ${marketplace} laatii laskusi itselleen (itselaskutus, arvonlisäverodirektiivin 224 artikla) omassa numerosarjassasi ja hyvityslaskut palautuksista.`,
    `Niissä on täysi veroton hinta. Provisio on oma palvelunsa: se laskutetaan erikseen eikä sitä vähennetä.`,
    `Jokainen tosite on nähtävilläsi täällä laatimispäivänään. Se on sinun laskusi, ellet vastusta sitä kirjallisesti ${OBJECTION_DAYS} päivän kuluessa; silloin se oikaistaan.`,
    `Et laadi näistä myynneistä omia laskuja. Ilmoitat heti, jos arvonlisäverorekisteröintisi tai -tunnuksesi muuttuu tai päättyy. Tunnus, joka ei ole enää voimassa, keskeyttää itselaskutuksen.`,
    `Sopimus koskee jokaista tällaista myyntiä, kunnes jompikumpi päättää sen kirjallisesti.`,
  ],
};

export type AgreementText = { readonly version: string; readonly locale: string; readonly paragraphs: Paragraphs; readonly sha256: string };

/** What a vendor is asked to agree to, in its language; English where we have none. */
export function agreementText(marketplace: string, locale: string): AgreementText {
  const language = locale.slice(0, 2);
  const known = language === 'de' || language === 'fi' ? language : 'en';
  const paragraphs = TEXTS[known](marketplace);
  return { version: AGREEMENT_VERSION, locale: known, paragraphs, sha256: createHash('sha256').update(paragraphs.join('\n')).digest('hex') };
}
