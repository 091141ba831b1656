/** Mails about what stands between the marketplace and a vendor, to whichever of the two: papers that wait, agreements that end, numbers that no longer hold. */
export type OfficeWords = {
  held: { subject: string; title: string; text(vendor: string | null): string; missing: string; note: string; setup: string; documents: string };
  ended: { subject(vendor: string): string; title(day: string): string; byVendor(vendor: string): string; byMarketplace(marketplace: string): string; what(day: string): string; again: string; button: string };
  invalid: { subject(taxId: string): string; title: string; text(vendor: string, taxId: string): string; what: string };
  valid: { subject(taxId: string): string; title: string; text(vendor: string, taxId: string): string; what: string };
  open: string;
};

const en: OfficeWords = {
  held: {
    subject: 'An invoice waits for something', title: 'An invoice cannot be written yet.', text: (vendor) => `The sale stands, and the shopper was told that the document follows. The law does not let us write ${vendor === null ? 'yours' : `that of ${vendor}`} while this is missing:`,
    missing: 'Missing', note: 'As soon as it is there, the document is written and sent by itself; so are all others that wait for the same. This mail comes once, not for every sale.', setup: 'Supply it', documents: 'See what waits',
  },
  ended: {
    subject: (vendor) => `Self-billing of ${vendor} ends`, title: (day) => `Self-billing ends on ${day}.`, byVendor: (vendor) => `${vendor} has ended the agreement on self-billing.`, byMarketplace: (marketplace) => `${marketplace} has ended the agreement on self-billing.`,
    what: (day) => `What is supplied until ${day} is still billed in the vendor’s name. For later months the vendor writes its own invoices; documents for them wait and say why.`, again: 'Agreeing again takes the end back.', button: 'Open the agreement',
  },
  invalid: {
    subject: (taxId) => `The VAT number ${taxId} is not valid any more`, title: 'The register says that this number is not valid.', text: (vendor, taxId) => `We ask the public register each night. It does not know ${taxId} of ${vendor} as valid any more.`,
    what: 'The next self-billed document waits until that is cleared up. If the number has changed, enter the new one; if it is an error of the register, it clears itself up with the next night.',
  },
  valid: {
    subject: (taxId) => `The VAT number ${taxId} is valid again`, title: 'The register knows this number as valid again.', text: (vendor, taxId) => `${taxId} of ${vendor} holds.`, what: 'Self-billed documents that waited for it are written within minutes.',
  },
  open: 'Open',
};
const de: OfficeWords = {
  held: {
    subject: 'Eine Rechnung wartet auf eine Angabe', title: 'Eine Rechnung kann noch nicht geschrieben werden.', text: (vendor) => `Der Verkauf gilt, und der Kundschaft wurde gesagt, dass das Dokument folgt. Das Gesetz lässt ${vendor === null ? 'Ihre Rechnung' : `die von ${vendor}`} nicht zu, solange das fehlt:`,
    missing: 'Es fehlt', note: 'Sobald es da ist, wird das Dokument von selbst geschrieben und verschickt, und alle anderen, die auf dasselbe warten. Diese Mail kommt einmal, nicht zu jedem Verkauf.', setup: 'Angabe ergänzen', documents: 'Ansehen, was wartet',
  },
  ended: {
    subject: (vendor) => `Die Abrechnung per Gutschrift mit ${vendor} endet`, title: (day) => `Die Abrechnung per Gutschrift endet am ${day}.`, byVendor: (vendor) => `${vendor} hat die Vereinbarung beendet.`, byMarketplace: (marketplace) => `${marketplace} hat die Vereinbarung beendet.`,
    what: (day) => `Was bis ${day} geliefert wird, wird noch im Namen des Händlers abgerechnet. Für spätere Monate schreibt er seine Rechnungen selbst; Dokumente dafür warten und sagen, warum.`, again: 'Wer erneut zustimmt, nimmt das Ende zurück.', button: 'Vereinbarung öffnen',
  },
  invalid: {
    subject: (taxId) => `Die USt-IdNr. ${taxId} gilt nicht mehr`, title: 'Nach dem Register gilt diese Nummer nicht.', text: (vendor, taxId) => `Wir fragen jede Nacht das öffentliche Register. Es kennt ${taxId} von ${vendor} nicht mehr als gültig.`,
    what: 'Die nächste Gutschrift wartet, bis das geklärt ist. Hat sich die Nummer geändert, tragen Sie die neue ein; irrt das Register, klärt es sich mit der nächsten Nacht.',
  },
  valid: {
    subject: (taxId) => `Die USt-IdNr. ${taxId} gilt wieder`, title: 'Das Register kennt diese Nummer wieder als gültig.', text: (vendor, taxId) => `${taxId} von ${vendor} gilt.`, what: 'Gutschriften, die darauf warteten, werden in Minuten geschrieben.',
  },
  open: 'Öffnen',
};
const fi: OfficeWords = {
  held: {
    subject: 'Lasku odottaa puuttuvaa tietoa', title: 'Laskua ei voi vielä laatia.', text: (vendor) => `Kauppa on voimassa, ja ostajalle on kerrottu, että asiakirja tulee myöhemmin. Laki ei salli ${vendor === null ? 'laskuasi' : `laskua (${vendor})`}, kun tämä puuttuu:`,
    missing: 'Puuttuu', note: 'Kun tieto on annettu, asiakirja laaditaan ja lähetetään itsestään, samoin kaikki muut, jotka odottavat samaa. Tämä viesti tulee kerran, ei joka myynnistä.', setup: 'Anna tieto', documents: 'Katso, mikä odottaa',
  },
  ended: {
    subject: (vendor) => `Itselaskutus päättyy: ${vendor}`, title: (day) => `Itselaskutus päättyy ${day}.`, byVendor: (vendor) => `${vendor} on päättänyt sopimuksen itselaskutuksesta.`, byMarketplace: (marketplace) => `${marketplace} on päättänyt sopimuksen itselaskutuksesta.`,
    what: (day) => `Mitä myydään ${day} asti, laskutetaan vielä myyjän nimissä. Myöhemmistä kuukausista myyjä laatii laskunsa itse; niiden tositteet odottavat ja kertovat syyn.`, again: 'Uusi hyväksyntä peruu päättymisen.', button: 'Avaa sopimus',
  },
  invalid: {
    subject: (taxId) => `ALV-tunnus ${taxId} ei ole enää voimassa`, title: 'Rekisterin mukaan tunnus ei ole voimassa.', text: (vendor, taxId) => `Kysymme julkisesta rekisteristä joka yö. Sen mukaan ${taxId} (${vendor}) ei ole enää voimassa.`,
    what: 'Seuraava itselaskutettu tosite odottaa, kunnes asia selviää. Jos tunnus on vaihtunut, anna uusi; jos rekisteri erehtyy, asia korjautuu seuraavana yönä.',
  },
  valid: {
    subject: (taxId) => `ALV-tunnus ${taxId} on taas voimassa`, title: 'Rekisterin mukaan tunnus on taas voimassa.', text: (vendor, taxId) => `${taxId} (${vendor}) on voimassa.`, what: 'Sitä odottaneet itselaskutetut tositteet laaditaan minuuteissa.',
  },
  open: 'Avaa',
};

/** The words of these mails; English where we have none. */
export const officeWords = (locale: string): OfficeWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;
