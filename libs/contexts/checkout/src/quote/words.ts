import type { BlockerCode } from './quote.js';

type CartWords = {
  adult(age: number): string; estimated: string; priceChanged(title: string, now: string, before: string): string; soldOut: string; fewLeft(left: number): string;
  business(outcome: 'valid' | 'invalid' | 'unchecked', treatedAs: 'business' | 'consumer'): string;
  blockers: Partial<Record<BlockerCode, string>>;
};

const en: CartWords = {
  adult: (age) => `One parcel needs an adult: somebody of ${age} or over must show ID at the door.`,
  estimated: 'Tax and shipping are final once your address is known.',
  priceChanged: (title, now, before) => `The price has changed: ${title} now costs ${now} instead of ${before}. You pay the new price.`,
  soldOut: 'Sold out', fewLeft: (left) => `Only ${left} left`,
  business: (outcome, as) => (outcome === 'valid' ? 'The tax id is good: you buy as a business.' : outcome === 'invalid' ? 'The register does not know this tax id: you pay tax as a consumer does.'
    : as === 'business' ? 'The tax id could not be checked now. You buy as a business, and answer for the number.' : 'The tax id could not be checked now: you pay tax as a consumer does. Try again later.'),
  blockers: {},
};
const de: CartWords = {
  adult: (age) => `Ein Paket braucht einen Erwachsenen: Jemand ab ${age} Jahren muss an der Tür einen Ausweis zeigen.`,
  estimated: 'Steuer und Versand stehen fest, sobald wir die Adresse kennen.',
  priceChanged: (title, now, before) => `Der Preis hat sich geändert: ${title} kostet jetzt ${now} statt ${before}. Sie zahlen den neuen Preis.`,
  soldOut: 'Ausverkauft', fewLeft: (left) => `Noch ${left} auf Lager`,
  business: (outcome, as) => (outcome === 'valid' ? 'Die Steuernummer ist gültig: Sie kaufen als Unternehmen.' : outcome === 'invalid' ? 'Das Register kennt diese Steuernummer nicht: Sie zahlen Steuer wie Verbraucher.'
    : as === 'business' ? 'Die Steuernummer ließ sich gerade nicht prüfen. Sie kaufen als Unternehmen und stehen für die Nummer ein.' : 'Die Steuernummer ließ sich gerade nicht prüfen: Sie zahlen Steuer wie Verbraucher. Versuchen Sie es später noch einmal.'),
  blockers: {
    cart_empty: 'Der Warenkorb ist leer.', email_missing: 'Für die Bestätigung brauchen wir eine E-Mail-Adresse.', address_missing: 'Wir brauchen eine Lieferadresse.',
    tax_id_old: 'Die Steuernummer wurde vor über einem Tag geprüft. Bitte bestätigen Sie sie noch einmal.',
    outside_market: 'An diese Adresse liefern wir nicht.', goods_not_for_sale: 'Einige Artikel werden nicht mehr verkauft. Bitte entfernen.',
    out_of_stock: 'Einige Artikel sind nicht mehr in der gewünschten Menge da.', no_shipping: 'Eine Werkstatt liefert nicht an diese Adresse.',
    age_declaration_missing: 'Einige Artikel haben eine Altersgrenze. Bitte geben Sie Ihr Geburtsdatum an.', too_young: 'Einige Artikel dürfen wir Ihnen wegen der Altersgrenze nicht verkaufen.',
  },
};
const fi: CartWords = {
  adult: (age) => `Yksi paketti luovutetaan vain aikuiselle: ovella näytetään henkilöllisyystodistus, ikäraja ${age} vuotta.`,
  estimated: 'Vero ja toimitus varmistuvat, kun osoite on tiedossa.',
  priceChanged: (title, now, before) => `Hinta on muuttunut: ${title} maksaa nyt ${now}, aiemmin ${before}. Maksat uuden hinnan.`,
  soldOut: 'Loppu', fewLeft: (left) => `Vain ${left} jäljellä`,
  business: (outcome, as) => (outcome === 'valid' ? 'Verotunnus on voimassa: ostat yrityksenä.' : outcome === 'invalid' ? 'Rekisteri ei tunne tätä verotunnusta: maksat veron kuluttajana.'
    : as === 'business' ? 'Verotunnusta ei voitu juuri nyt tarkistaa. Ostat yrityksenä ja vastaat numerosta.' : 'Verotunnusta ei voitu juuri nyt tarkistaa: maksat veron kuluttajana. Yritä myöhemmin uudelleen.'),
  blockers: {
    cart_empty: 'Ostoskori on tyhjä.', email_missing: 'Tarvitsemme sähköpostiosoitteen vahvistusta varten.', address_missing: 'Tarvitsemme toimitusosoitteen.',
    tax_id_old: 'Verotunnuksen tarkistuksesta on yli vuorokausi. Vahvista se uudelleen.',
    outside_market: 'Emme toimita tähän osoitteeseen.', goods_not_for_sale: 'Osa tuotteista ei ole enää myynnissä. Poista ne korista.',
    out_of_stock: 'Osaa tuotteista ei ole enää riittävästi.', no_shipping: 'Yksi myyjistä ei toimita tähän osoitteeseen.',
    age_declaration_missing: 'Osalla tuotteista on ikäraja. Anna syntymäaikasi.', too_young: 'Emme voi myydä sinulle tuotteita, joilla on ikäraja.',
  },
};

/** The cart's own words in a shopper's language; English where we have none. */
export const cartWords = (locale: string): CartWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;
