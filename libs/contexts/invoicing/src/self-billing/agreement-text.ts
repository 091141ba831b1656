import { createHash } from 'node:crypto';

/** Days in which a vendor may object to a self-billed document. */
export const OBJECTION_DAYS = 7;
/** The text in force. Another text is another version: who agreed to an older one is asked again. */
export const AGREEMENT_VERSION = '2026-11';

type Paragraphs = readonly string[];
const TEXTS: Readonly<Record<'en' | 'de' | 'fi' | 'fr' | 'es' | 'it' | 'nl' | 'sv' | 'pl', (marketplace: string) => Paragraphs>> = {
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
  fr: (marketplace) => [
    `Lorsque la loi considère ${marketplace} comme le vendeur de vos marchandises, vous les livrez à ${marketplace}. Pour ces livraisons, ${marketplace} établit vos factures à sa propre adresse, en votre nom et pour votre compte (autofacturation, art. 224 de la directive TVA, art. 289 I 2 du CGI), dans une série de numéros qui vous est propre, ainsi que des avoirs pour ce qui est retourné.`,
    `Elles indiquent le prix entier hors taxe. La commission est une prestation distincte : elle vous est facturée à part et n'est pas déduite.`,
    `Chaque document est à votre disposition ici le jour où il est établi. Il vaut facture de votre part, sauf opposition écrite sous ${OBJECTION_DAYS} jours ; il est alors rectifié.`,
    `Vous n'établissez vous-même aucune facture pour ces livraisons. Vous nous signalez aussitôt tout changement ou toute fin de votre immatriculation à la TVA ou de votre numéro. Un numéro qui n'est plus valable met fin à l'autofacturation.`,
    `Le présent accord vaut pour chacune de ces livraisons, jusqu'à ce que l'une des parties y mette fin par écrit.`,
  ],
  es: (marketplace) => [
    `Cuando la ley considera a ${marketplace} vendedor de sus mercancías, usted las entrega a ${marketplace}. Por estas entregas ${marketplace} expide sus facturas a sí mismo en nombre de usted (autofacturación, art. 224 de la Directiva del IVA), en una serie de números propia de usted, y facturas rectificativas por lo que se devuelve.`,
    `Indican el precio íntegro sin impuesto. La comisión es un servicio aparte: se le factura por separado y no se descuenta.`,
    `Cada documento está a su disposición aquí el día en que se expide. Vale como factura suya si no se opone por escrito en ${OBJECTION_DAYS} días; en ese caso se rectifica.`,
    `Usted no expide facturas propias por estas entregas. Nos comunica de inmediato si su registro o su número de IVA cambia o termina. Un número que ya no es válido interrumpe la autofacturación.`,
    `Este acuerdo rige para cada una de estas entregas hasta que una de las partes le ponga fin por escrito.`,
  ],
  it: (marketplace) => [
    `Quando la legge considera ${marketplace} venditore delle sue merci, lei le cede a ${marketplace}. Per queste cessioni ${marketplace} emette le sue fatture a se stesso in nome e per conto suo (autofatturazione, art. 224 della direttiva IVA), in una serie di numeri propria, e note di credito per ciò che viene restituito.`,
    `Indicano il prezzo pieno senza imposta. La commissione è un servizio a sé: le viene fatturata a parte e non viene detratta.`,
    `Ogni documento è a sua disposizione qui il giorno in cui è emesso. Vale come sua fattura se non si oppone per iscritto entro ${OBJECTION_DAYS} giorni; in tal caso viene rettificato.`,
    `Lei non emette fatture proprie per queste cessioni. Ci comunica subito se la sua registrazione o il suo numero IVA cambia o cessa. Un numero non più valido interrompe l'autofatturazione.`,
    `Questo accordo vale per ognuna di queste cessioni finché una delle parti non vi ponga fine per iscritto.`,
  ],
  nl: (marketplace) => [
    `Waar de wet ${marketplace} als verkoper van uw goederen ziet, levert u ze aan ${marketplace}. Voor deze leveringen maakt ${marketplace} uw facturen aan zichzelf op (self-billing, art. 224 btw-richtlijn), in een eigen nummerreeks, en creditnota's voor wat terugkomt.`,
    `Ze vermelden de volle prijs zonder btw. Commissie is een dienst op zichzelf: die wordt u apart gefactureerd en niet ingehouden.`,
    `Elk document staat hier voor u klaar op de dag waarop het is opgemaakt. Het geldt als uw factuur, tenzij u binnen ${OBJECTION_DAYS} dagen schriftelijk bezwaar maakt; dan wordt het gecorrigeerd.`,
    `U maakt voor deze leveringen geen eigen facturen. U meldt ons meteen wanneer uw btw-registratie of -nummer verandert of eindigt. Een nummer dat niet meer geldig is, stopt de self-billing.`,
    `Deze overeenkomst geldt voor elke zulke levering, tot een van beide partijen haar schriftelijk beëindigt.`,
  ],
  sv: (marketplace) => [
    `Där lagen ser ${marketplace} som säljare av dina varor säljer du dem till ${marketplace}. För dessa försäljningar utfärdar ${marketplace} dina fakturor till sig självt (självfakturering, artikel 224 i mervärdesskattedirektivet), i en egen nummerserie, och kreditfakturor för det som går tillbaka.`,
    `De anger hela priset utan skatt. Provisionen är en egen tjänst: den faktureras dig för sig och dras inte av.`,
    `Varje dokument finns här för dig den dag det utfärdas. Det gäller som din faktura om du inte invänder skriftligt inom ${OBJECTION_DAYS} dagar; då rättas det.`,
    `Du utfärdar inga egna fakturor för dessa försäljningar. Du meddelar oss genast om din momsregistrering eller ditt momsnummer ändras eller upphör. Ett nummer som inte längre är giltigt stoppar självfaktureringen.`,
    `Avtalet gäller varje sådan försäljning tills någon av parterna avslutar det skriftligt.`,
  ],
  pl: (marketplace) => [
    `Gdy prawo uznaje ${marketplace} za sprzedawcę Twoich towarów, dostarczasz je na rzecz ${marketplace}. Za te dostawy ${marketplace} wystawia Twoje faktury samemu sobie w Twoim imieniu (samofakturowanie, art. 224 dyrektywy VAT), w osobnej serii numerów, oraz faktury korygujące za to, co wraca.`,
    `Podają one pełną cenę bez podatku. Prowizja jest osobną usługą: jest fakturowana oddzielnie i nie jest potrącana.`,
    `Każdy dokument czeka tu na Ciebie w dniu wystawienia. Jest Twoją fakturą, jeżeli nie sprzeciwisz się na piśmie w ciągu ${OBJECTION_DAYS} dni; wtedy zostaje skorygowany.`,
    `Za te dostawy nie wystawiasz własnych faktur. Od razu informujesz nas, gdy Twoja rejestracja lub numer VAT zmienia się albo wygasa. Numer, który nie jest już ważny, wstrzymuje samofakturowanie.`,
    `Umowa obowiązuje dla każdej takiej dostawy, dopóki jedna ze stron nie zakończy jej na piśmie.`,
  ],
};

export type AgreementText = { readonly version: string; readonly locale: string; readonly paragraphs: Paragraphs; readonly sha256: string };

/** What a vendor is asked to agree to, in its language; English where we have none. */
export function agreementText(marketplace: string, locale: string): AgreementText {
  const language = locale.slice(0, 2);
  const known = (Object.keys(TEXTS) as (keyof typeof TEXTS)[]).find((one) => one === language) ?? 'en';
  const paragraphs = TEXTS[known](marketplace);
  return { version: AGREEMENT_VERSION, locale: known, paragraphs, sha256: createHash('sha256').update(paragraphs.join('\n')).digest('hex') };
}
