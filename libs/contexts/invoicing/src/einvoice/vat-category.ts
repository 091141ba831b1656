import type { TaxShare, TaxTreatment } from '../document/document.js';
import type { VatCategory, VatCategoryCode } from './einvoice.js';

/** The wording a category must carry, per language; the exact words of the VAT Directive art. 226 where it has some. */
type Wording = Readonly<Record<string, string>> & { readonly en: string };
type Category = { readonly code: VatCategoryCode; readonly vatex: string | null; readonly wording: Wording | null };

const CATEGORIES: Readonly<Record<TaxTreatment, Category>> = {
  standard: { code: 'S', vatex: null, wording: null },
  zero_rated: { code: 'Z', vatex: null, wording: null },
  exempt: { code: 'E', vatex: null, wording: { en: 'Exempt from VAT', de: 'Umsatzsteuerfrei', fr: 'Exonéré de TVA', fi: 'Veroton', es: 'Exento de IVA', it: 'Esente IVA', nl: 'Vrijgesteld van btw' } },
  small_enterprise: {
    code: 'E', vatex: null,
    wording: { en: 'No VAT: small enterprise (VAT Directive art. 284)', de: 'Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG', fr: 'TVA non applicable, art. 293 B du CGI', fi: 'Ei arvonlisäveroa: vähäinen toiminta (AVL 3 §)' },
  },
  exempt_with_credit: { code: 'E', vatex: null, wording: { en: 'Exempt, VAT Directive art. 136a: supply to the deemed supplier', de: 'Steuerfrei nach Art. 136a MwStSystRL: Lieferung an den fiktiven Lieferer' } },
  reverse_charge: {
    code: 'AE', vatex: 'VATEX-EU-AE',
    wording: { en: 'Reverse charge', de: 'Steuerschuldnerschaft des Leistungsempfängers', fr: 'Autoliquidation', fi: 'Käännetty verovelvollisuus', es: 'Inversión del sujeto pasivo', it: 'Inversione contabile', nl: 'Btw verlegd', sv: 'Omvänd betalningsskyldighet', pl: 'Odwrotne obciążenie', pt: 'Autoliquidação', da: 'Omvendt betalingspligt', cs: 'Daň odvede zákazník', el: 'Αντίστροφη επιβάρυνση' },
  },
  intra_community: {
    code: 'K', vatex: 'VATEX-EU-IC',
    wording: { en: 'Intra-Community supply', de: 'Innergemeinschaftliche Lieferung', fr: 'Livraison intracommunautaire', fi: 'Yhteisömyynti', es: 'Entrega intracomunitaria', it: 'Cessione intracomunitaria', nl: 'Intracommunautaire levering', sv: 'Unionsintern leverans', pl: 'Wewnątrzwspólnotowa dostawa towarów', pt: 'Transmissão intracomunitária' },
  },
  export: {
    code: 'G', vatex: 'VATEX-EU-G',
    wording: { en: 'Export outside the EU', de: 'Ausfuhrlieferung', fr: 'Exportation hors UE', fi: 'Vientimyynti', es: 'Exportación', it: 'Esportazione', nl: 'Uitvoer buiten de EU', sv: 'Export utanför EU' },
  },
  out_of_scope: { code: 'O', vatex: 'VATEX-EU-O', wording: { en: 'Not subject to VAT', de: 'Nicht im Inland steuerbar', fr: 'Non soumis à la TVA', fi: 'Ei arvonlisäveron alainen', es: 'No sujeto a IVA', it: 'Fuori campo IVA', nl: 'Niet onderworpen aan btw' } },
  igic: { code: 'L', vatex: null, wording: null },
  ipsi: { code: 'M', vatex: null, wording: null },
};

/** The category that EN 16931 knows a treatment by. A category that no rate belongs to has none; the others without tax have the rate 0. */
export function vatCategoryOf({ treatment, ratePct }: Pick<TaxShare, 'treatment' | 'ratePct'>): VatCategory {
  const { code } = CATEGORIES[treatment];
  if (code === 'O') return { code, ratePct: null };
  return { code, ratePct: CATEGORIES[treatment].wording === null && code !== 'Z' ? ratePct : '0' };
}

/** BT-120 and BT-121: what must be said where no VAT is charged. */
export function exemptionReasonOf(treatment: TaxTreatment, locale: string): { text: string; code: string | null } | null {
  const { wording, vatex } = CATEGORIES[treatment];
  return wording === null ? null : { text: wording[locale.slice(0, 2)] ?? wording.en, code: vatex };
}
