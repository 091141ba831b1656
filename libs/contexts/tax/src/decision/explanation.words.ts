/** The sentences of an explanation, per language. Amounts, places and names arrive ready to print. */
export type ExplanationWords = {
  /** What stands between a number and its percent sign. */
  percentGap: string; vat: string; salesTax: string; shipping: string; inPlace: (place: string) => string;
  headline: (tax: string, seller: string, from: string, to: string, scheme: string) => string;
  noTax: (place: string) => string;
  schemes: Record<string, string>; treatments: Record<string, string>;
  theSeller: string; theMarketplace: string;
  route: (to: string, place: string) => string;
  /** Where the tax is that of the place the goods leave. */
  routeFrom: (from: string, to: string, place: string) => string;
  rate: (pct: string, place: string) => string;
  parts: (parts: string, pct: string) => string;
  incl: (gross: string, pct: string, hundred: string, tax: string) => string;
  excl: (net: string, pct: string, tax: string) => string;
  split: (parts: string) => string;
  remits: (who: string, scheme: string) => string;
  thirdParty: (amount: string) => string;
  fee: (name: string, amount: string) => string;
  code: (rules: string, packs: string) => string;
};

const en: ExplanationWords = {
  percentGap: '', vat: 'VAT', salesTax: 'sales tax', shipping: 'Shipping', inPlace: (place) => place,
  headline: (tax, seller, from, to, scheme) => `${tax}: sold by ${seller} from ${from} to ${to} (${scheme})`,
  noTax: (place) => `No tax, ${place}`,
  schemes: {
    domestic: 'domestic sale', micro_threshold_origin: 'sale to another EU country below EUR 10,000 a year, taxed where it ships from', union_oss: 'distance sale within the EU, taxed where it arrives, declared through the One Stop Shop',
    distance_sale_local: 'distance sale within the EU, taxed where it arrives', ioss: 'import up to EUR 150, taxed at the checkout through the Import One Stop Shop', import_border: 'import, taxed at the border', export: 'export',
    intra_community_supply: 'intra-Community supply to a business', small_enterprise: 'small business without VAT', sme_cross_border: 'small enterprise scheme of the EU', domestic_reverse_charge: 'reverse charge', b2b_service_reverse_charge: 'reverse charge',
    marketplace_facilitator: 'marketplace facilitator', sales_tax: 'sales tax', out_of_scope: 'outside the scope of tax',
    voec: 'import of small items, taxed at the checkout (VOEC)', uk_supply_vat_135: 'import up to GBP 135, taxed at the checkout', uk_reverse_charge: 'reverse charge', ch_platform: 'the platform is the supplier', de_minimis_import: 'small import, free of tax',
    lvig: 'low value import, taxed at the checkout', lvig_b2b: 'low value import by a registered business', lvg_nz: 'low value import, taxed at the checkout', lvg_b2b: 'low value import by a registered business', ovr_lvg: 'low value import, taxed at the checkout', jp_platform: 'the platform is the supplier',
  },
  treatments: {
    exempt: 'These goods are exempt there.', zero_rated: 'Exports are free of tax.', exempt_no_credit: 'The seller charges no VAT as a small business.', exempt_with_credit: 'Free of VAT; the customer declares the acquisition.',
    reverse_charge: 'The customer owes the tax and declares it.', border_tax: 'Tax falls due on arrival and is paid by the recipient.', no_tax: 'There is no such tax in this place.', out_of_scope: 'Outside the scope of tax.',
    zero_rated_goods: 'These goods are taxed at 0 % there.', exempt_shipping: 'Delivery is not taxed there.', zero_rated_shipping: 'Delivery is taxed at 0 % there.', no_nexus: 'The seller owes no tax in this state.', not_registered: 'The seller is not registered for this tax.', exempt_certificate: 'The buyer holds an exemption certificate.', holiday_exempt: 'Free of tax in these days.',
  },
  theSeller: 'the seller', theMarketplace: 'the marketplace',
  route: (to, place) => `Delivered to ${to}, so the rates of ${place} apply.`,
  routeFrom: (from, to, place) => `Sent from ${from} to ${to} and taxed where it leaves, so the rates of ${place} apply.`,
  rate: (pct, place) => `Rate: ${pct}, ${place}.`,
  parts: (parts, pct) => `${parts} = ${pct}.`,
  incl: (gross, pct, hundred, tax) => `The price holds the tax: ${gross} × ${pct} ÷ ${hundred} = ${tax}.`,
  excl: (net, pct, tax) => `${net} × ${pct} = ${tax}.`,
  split: (parts) => `Shipping follows the goods, split by their net worth: ${parts}.`,
  remits: (who, scheme) => `${who} pays it to the tax authority (${scheme}).`,
  thirdParty: (amount) => `${amount} of the price is paid by the marketplace; tax is counted on all of it.`,
  fee: (name, amount) => `${name}: ${amount} per order.`,
  code: (rules, packs) => `Rules ${rules} · packs ${packs}`,
};

const de: ExplanationWords = {
  percentGap: '\u00a0', vat: 'MwSt.', salesTax: 'Sales Tax', shipping: 'Versand', inPlace: (place) => place,
  headline: (tax, seller, from, to, scheme) => `${tax}: verkauft von ${seller}, aus ${from} nach ${to} (${scheme})`,
  noTax: (place) => `Keine Steuer, ${place}`,
  schemes: {
    domestic: 'Verkauf im Inland', micro_threshold_origin: 'Verkauf in ein anderes EU-Land unter 10.000 € im Jahr, besteuert am Versandort', union_oss: 'Fernverkauf in der EU, besteuert am Zielort, erklärt über den One-Stop-Shop',
    distance_sale_local: 'Fernverkauf in der EU, besteuert am Zielort', ioss: 'Einfuhr bis 150 €, besteuert an der Kasse über den Import-One-Stop-Shop', import_border: 'Einfuhr, besteuert an der Grenze', export: 'Ausfuhr',
    intra_community_supply: 'innergemeinschaftliche Lieferung an ein Unternehmen', small_enterprise: 'Kleinunternehmen ohne Umsatzsteuer', sme_cross_border: 'EU-Kleinunternehmerregelung', domestic_reverse_charge: 'Umkehr der Steuerschuld', b2b_service_reverse_charge: 'Umkehr der Steuerschuld',
    marketplace_facilitator: 'der Marktplatz erhebt die Steuer', sales_tax: 'Sales Tax', out_of_scope: 'nicht steuerbar',
    voec: 'Einfuhr kleiner Sendungen, besteuert an der Kasse (VOEC)', uk_supply_vat_135: 'Einfuhr bis 135 £, besteuert an der Kasse', uk_reverse_charge: 'Umkehr der Steuerschuld', ch_platform: 'die Plattform gilt als Verkäuferin', de_minimis_import: 'kleine Einfuhr, steuerfrei',
    lvig: 'Einfuhr von geringem Wert, besteuert an der Kasse', lvig_b2b: 'Einfuhr eines registrierten Unternehmens', lvg_nz: 'Einfuhr von geringem Wert, besteuert an der Kasse', lvg_b2b: 'Einfuhr eines registrierten Unternehmens', ovr_lvg: 'Einfuhr von geringem Wert, besteuert an der Kasse', jp_platform: 'die Plattform gilt als Verkäuferin',
  },
  treatments: {
    exempt: 'Diese Ware ist dort steuerfrei.', zero_rated: 'Ausfuhren sind steuerfrei.', exempt_no_credit: 'Als Kleinunternehmen berechnet der Verkäufer keine Umsatzsteuer.', exempt_with_credit: 'Steuerfrei; die Kundin erklärt den Erwerb.',
    reverse_charge: 'Die Kundin schuldet die Steuer und erklärt sie.', border_tax: 'Die Steuer fällt bei der Ankunft an und wird von der Empfängerin gezahlt.', no_tax: 'Hier gibt es diese Steuer nicht.', out_of_scope: 'Nicht steuerbar.',
    zero_rated_goods: 'Für diese Ware gilt dort ein Satz von 0 %.', exempt_shipping: 'Der Versand wird dort nicht besteuert.', zero_rated_shipping: 'Für den Versand gilt dort ein Satz von 0 %.', no_nexus: 'Der Verkäufer schuldet in diesem Bundesstaat keine Steuer.', not_registered: 'Der Verkäufer ist für diese Steuer nicht registriert.', exempt_certificate: 'Die Käuferin hat eine Befreiungsbescheinigung.', holiday_exempt: 'In diesen Tagen steuerfrei.',
  },
  theSeller: 'Der Verkäufer', theMarketplace: 'Der Marktplatz',
  route: (to, place) => `Die Ware geht nach ${to}; es gelten die Sätze von ${place}.`,
  routeFrom: (from, to, place) => `Die Ware geht von ${from} nach ${to} und wird am Versandort besteuert; es gelten die Sätze von ${place}.`,
  rate: (pct, place) => `Satz: ${pct}, ${place}.`,
  parts: (parts, pct) => `${parts} = ${pct}.`,
  incl: (gross, pct, hundred, tax) => `Der Preis enthält die Steuer: ${gross} × ${pct} ÷ ${hundred} = ${tax}.`,
  excl: (net, pct, tax) => `${net} × ${pct} = ${tax}.`,
  split: (parts) => `Der Versand folgt der Ware, geteilt nach ihrem Nettowert: ${parts}.`,
  remits: (who, scheme) => `${who} führt sie ab (${scheme}).`,
  thirdParty: (amount) => `${amount} des Preises zahlt der Marktplatz; die Steuer wird auf den ganzen Preis gerechnet.`,
  fee: (name, amount) => `${name}: ${amount} je Bestellung.`,
  code: (rules, packs) => `Regeln ${rules} · Pakete ${packs}`,
};

const fi: ExplanationWords = {
  percentGap: '\u00a0', vat: 'ALV', salesTax: 'myyntivero', shipping: 'Toimitus', inPlace: (place) => place,
  headline: (tax, seller, from, to, scheme) => `${tax}: myyjä ${seller}, lähetetään ${from} – ${to} (${scheme})`,
  noTax: (place) => `Ei veroa, ${place}`,
  schemes: {
    domestic: 'kotimaan myynti', micro_threshold_origin: 'myynti toiseen EU-maahan alle 10 000 € vuodessa, verotetaan lähtömaassa', union_oss: 'etämyynti EU:ssa, verotetaan määränpäässä, ilmoitetaan erityisjärjestelmässä (OSS)',
    distance_sale_local: 'etämyynti EU:ssa, verotetaan määränpäässä', ioss: 'enintään 150 €:n tuonti, verotetaan kassalla (IOSS)', import_border: 'tuonti, verotetaan rajalla', export: 'vienti',
    intra_community_supply: 'yhteisömyynti yritykselle', small_enterprise: 'vähäinen liiketoiminta, ei arvonlisäveroa', sme_cross_border: 'EU:n pienyritysjärjestelmä', domestic_reverse_charge: 'käännetty verovelvollisuus', b2b_service_reverse_charge: 'käännetty verovelvollisuus',
    marketplace_facilitator: 'markkinapaikka perii veron', sales_tax: 'myyntivero', out_of_scope: 'ei veroteta',
    voec: 'pienten tavaroiden tuonti, verotetaan kassalla (VOEC)', uk_supply_vat_135: 'enintään 135 £:n tuonti, verotetaan kassalla', uk_reverse_charge: 'käännetty verovelvollisuus', ch_platform: 'alusta on myyjä', de_minimis_import: 'pieni tuonti, veroton',
    lvig: 'vähäarvoinen tuonti, verotetaan kassalla', lvig_b2b: 'rekisteröidyn yrityksen tuonti', lvg_nz: 'vähäarvoinen tuonti, verotetaan kassalla', lvg_b2b: 'rekisteröidyn yrityksen tuonti', ovr_lvg: 'vähäarvoinen tuonti, verotetaan kassalla', jp_platform: 'alusta on myyjä',
  },
  treatments: {
    exempt: 'Nämä tavarat ovat siellä verottomia.', zero_rated: 'Vienti on verotonta.', exempt_no_credit: 'Myyjä ei peri arvonlisäveroa vähäisen liiketoiminnan vuoksi.', exempt_with_credit: 'Veroton; ostaja ilmoittaa hankinnan.',
    reverse_charge: 'Ostaja on verovelvollinen.', border_tax: 'Vastaanottaja maksaa veron saapumisen yhteydessä.', no_tax: 'Täällä ei ole tätä veroa.', out_of_scope: 'Ei veroteta.',
    zero_rated_goods: 'Näiden tavaroiden verokanta on siellä 0 %.', exempt_shipping: 'Toimitusta ei veroteta siellä.', zero_rated_shipping: 'Toimituksen verokanta on siellä 0 %.', no_nexus: 'Myyjä ei ole verovelvollinen tässä osavaltiossa.', not_registered: 'Myyjä ei ole rekisteröitynyt tähän veroon.', exempt_certificate: 'Ostajalla on verovapaustodistus.', holiday_exempt: 'Veroton näinä päivinä.',
  },
  theSeller: 'Myyjä', theMarketplace: 'Markkinapaikka',
  route: (to, place) => `Toimitus: ${to}. Sovelletaan verokantoja: ${place}.`,
  routeFrom: (from, to, place) => `Toimitus: ${from} – ${to}, verotetaan lähtöpaikassa. Sovelletaan verokantoja: ${place}.`,
  rate: (pct, place) => `Verokanta: ${pct}, ${place}.`,
  parts: (parts, pct) => `${parts} = ${pct}.`,
  incl: (gross, pct, hundred, tax) => `Hinta sisältää veron: ${gross} × ${pct} ÷ ${hundred} = ${tax}.`,
  excl: (net, pct, tax) => `${net} × ${pct} = ${tax}.`,
  split: (parts) => `Toimitusmaksu seuraa tavaroita, jaettuna niiden nettoarvon mukaan: ${parts}.`,
  remits: (who, scheme) => `${who} tilittää veron (${scheme}).`,
  thirdParty: (amount) => `Markkinapaikka maksaa hinnasta ${amount}; vero lasketaan koko hinnasta.`,
  fee: (name, amount) => `${name}: ${amount} tilaukselta.`,
  code: (rules, packs) => `Säännöt ${rules} · paketit ${packs}`,
};

const ALL: Readonly<Record<string, ExplanationWords>> = { en, de, fi };

/** The words of a locale (`de-AT` reads German); English where we have none. */
export const explanationWords = (locale: string): ExplanationWords => ALL[locale.slice(0, 2)] ?? en;
