export type MailWords = {
  order: {
    subject(number: string): string; title(name: string): string; text(parcels: number, number: string): string; button: string; parcel(seq: number, of: number, vendor: string, city: string): string;
    shipping: string; total: string; taxIncluded(tax: string): string; tax: string; arrives(from: string, to: string): string; between(from: string, to: string): string; adult: string; preview(total: string): string;
  };
  shipped: { subject(vendor: string): string; title(vendor: string): string; text(carrier: string, number: string): string; expected(from: string, to: string): string; button: string; carrierPage: string };
  refunded: { subject(amount: string, number: string): string; title(amount: string): string; text(last4: string | null): string; goodwill: string };
  invited: { subject(place: string): string; title(place: string): string; text(role: string): string; button: string; until(day: string): string };
  approved: { subject(marketplace: string): string; title(name: string): string; text(marketplace: string): string; next: string; button: string };
  sold: {
    subject(number: string): string; title(pieces: number): string; text(marketplace: string): string; parcel(city: string, country: string): string; parcelPart(seq: number, of: number, city: string, country: string): string;
    expected(from: string, to: string): string; goods: string; button: string; address: string;
  };
  roles: Record<string, string>;
  help(email: string): string;
  legal(name: string): string;
};

/** A sentence has one full stop, also after Inc. */
const ended = (sentence: string): string => (sentence.endsWith('.') ? sentence : `${sentence}.`);

const en: MailWords = {
  order: {
    subject: (number) => `Your order ${number}`, title: (name) => `Thank you, ${name}.`,
    text: (parcels, number) => (parcels === 1 ? `We have your order ${number}. One parcel is being packed.` : `We have your order ${number}. ${parcels} parcels are being packed.`),
    button: 'See your order', parcel: (seq, of, vendor, city) => `Parcel ${seq} of ${of}: ${vendor}, from ${city}`, shipping: 'Shipping', total: 'Total', taxIncluded: (tax) => `${tax} of it tax`, tax: 'Tax',
    arrives: (from, to) => (from === to ? `arrives ${from}` : `arrives ${from} to ${to}`),
    between: (from, to) => `between ${from} and ${to}`, adult: 'an adult shows ID at the door', preview: (total) => `Paid: ${total}. Follow every parcel behind this link.`,
  },
  shipped: {
    subject: (vendor) => `${vendor} has shipped your parcel`, title: (vendor) => `Your parcel from ${vendor} is on its way.`, text: (carrier, number) => `${carrier}, tracking number ${number}.`,
    expected: (from, to) => (from === to ? `Expected ${from}.` : `Expected ${from} to ${to}.`), button: 'Follow your order', carrierPage: 'The carrier\'s own page',
  },
  refunded: {
    subject: (amount, number) => `${amount} refunded, order ${number}`, title: (amount) => `You get ${amount} back.`, goodwill: 'goodwill',
    text: (last4) => (last4 === null ? 'It is on its way to you the way you paid; banks take up to ten days to show it.' : `It is on its way to your card ending in ${last4}; banks take up to ten days to show it.`),
  },
  invited: {
    subject: (place) => `You are invited to ${place}`, title: (place) => `Welcome to ${place}.`, text: (role) => `You are invited to work here as ${role}. Choose a password, and you are in.`,
    button: 'Accept the invitation', until: (day) => `The link works until ${day}.`,
  },
  approved: {
    subject: (marketplace) => `You are approved on ${marketplace}`, title: (name) => `${name} may sell here.`, text: (marketplace) => `The team of ${marketplace} has checked your application and approved it.`,
    next: 'Next: connect your payout account, add a warehouse and your shipping rates, and submit your first listing.', button: 'Go to your workplace',
  },
  sold: {
    subject: (number) => `New order ${number}`, title: (pieces) => (pieces === 1 ? 'You sold one piece.' : `You sold ${pieces} pieces.`), text: (marketplace) => `It is paid on ${marketplace} and waits to be packed.`,
    parcel: (city, country) => `Parcel from ${city} to ${country}`, parcelPart: (seq, of, city, country) => `Parcel ${seq} of ${of} from ${city} to ${country}`,
    expected: (from, to) => (from === to ? `The shopper expects it on ${from}.` : `The shopper expects it ${from} to ${to}.`), goods: 'Goods', button: 'Open the order', address: 'The address and what you earn stand on the order\'s page.',
  },
  roles: { owner: 'owner', finance: 'finance', catalog: 'catalogue', support: 'support', fulfilment: 'fulfilment' },
  help: (email) => `Questions? Write to ${email}.`, legal: (name) => ended(`Sent by ${name}`),
};
const de: MailWords = {
  order: {
    subject: (number) => `Ihre Bestellung ${number}`, title: (name) => `Danke, ${name}.`,
    text: (parcels, number) => (parcels === 1 ? `Ihre Bestellung ${number} ist da. Ein Paket wird gepackt.` : `Ihre Bestellung ${number} ist da. ${parcels} Pakete werden gepackt.`),
    button: 'Bestellung ansehen', parcel: (seq, of, vendor, city) => `Paket ${seq} von ${of}: ${vendor}, aus ${city}`, shipping: 'Versand', total: 'Gesamt', taxIncluded: (tax) => `darin ${tax} MwSt.`, tax: 'Steuer',
    arrives: (from, to) => (from === to ? `kommt am ${from}` : `kommt ${from} bis ${to}`),
    between: (from, to) => `zwischen ${from} und ${to} Uhr`, adult: 'an der Tür zeigt ein Erwachsener den Ausweis', preview: (total) => `Bezahlt: ${total}. Hinter diesem Link verfolgen Sie jedes Paket.`,
  },
  shipped: {
    subject: (vendor) => `${vendor} hat Ihr Paket verschickt`, title: (vendor) => `Ihr Paket von ${vendor} ist unterwegs.`, text: (carrier, number) => `${carrier}, Sendungsnummer ${number}.`,
    expected: (from, to) => (from === to ? `Erwartet am ${from}.` : `Erwartet ${from} bis ${to}.`), button: 'Bestellung verfolgen', carrierPage: 'Seite des Paketdienstes',
  },
  refunded: {
    subject: (amount, number) => `${amount} erstattet, Bestellung ${number}`, title: (amount) => `Sie bekommen ${amount} zurück.`, goodwill: 'Kulanz',
    text: (last4) => (last4 === null ? 'Das Geld ist auf dem Weg, auf dem Sie bezahlt haben; bis die Bank es zeigt, vergehen bis zu zehn Tage.' : `Das Geld ist auf dem Weg zu Ihrer Karte mit der Endung ${last4}; bis die Bank es zeigt, vergehen bis zu zehn Tage.`),
  },
  invited: {
    subject: (place) => `Einladung zu ${place}`, title: (place) => `Willkommen bei ${place}.`, text: (role) => `Sie sind eingeladen, hier mitzuarbeiten, Rolle: ${role}. Wählen Sie ein Passwort, dann sind Sie dabei.`,
    button: 'Einladung annehmen', until: (day) => `Der Link gilt bis ${day}.`,
  },
  approved: {
    subject: (marketplace) => `Ihre Werkstatt ist bei ${marketplace} zugelassen`, title: (name) => `${name} darf hier verkaufen.`, text: (marketplace) => `Das Team von ${marketplace} hat Ihre Bewerbung geprüft und zugelassen.`,
    next: 'Als Nächstes: Auszahlungskonto verbinden, Lager und Versandpreise anlegen, das erste Angebot einreichen.', button: 'Zum Arbeitsplatz',
  },
  sold: {
    subject: (number) => `Neue Bestellung ${number}`, title: (pieces) => (pieces === 1 ? 'Sie haben ein Stück verkauft.' : `Sie haben ${pieces} Stück verkauft.`), text: (marketplace) => `Bei ${marketplace} bezahlt, jetzt wartet es aufs Packen.`,
    parcel: (city, country) => `Paket aus ${city} nach ${country}`, parcelPart: (seq, of, city, country) => `Paket ${seq} von ${of}, aus ${city} nach ${country}`,
    expected: (from, to) => (from === to ? `Erwartet wird es am ${from}.` : `Erwartet wird es ${from} bis ${to}.`), goods: 'Ware', button: 'Bestellung öffnen', address: 'Die Adresse und Ihr Erlös stehen auf der Seite der Bestellung.',
  },
  roles: { owner: 'Inhaberin', finance: 'Finanzen', catalog: 'Sortiment', support: 'Kundendienst', fulfilment: 'Versand' },
  help: (email) => `Fragen? Schreiben Sie an ${email}.`, legal: (name) => ended(`Gesendet von ${name}`),
};
const fi: MailWords = {
  order: {
    subject: (number) => `Tilauksesi ${number}`, title: (name) => `Kiitos, ${name}.`,
    text: (parcels, number) => (parcels === 1 ? `Olemme saaneet tilauksesi ${number}. Yhtä pakettia pakataan.` : `Olemme saaneet tilauksesi ${number}. ${parcels} pakettia pakataan.`),
    button: 'Katso tilausta', parcel: (seq, of, vendor, city) => `Paketti ${seq}/${of}: ${vendor}, ${city}`, shipping: 'Toimitus', total: 'Yhteensä', taxIncluded: (tax) => `sisältää ALV ${tax}`, tax: 'Vero',
    arrives: (from, to) => (from === to ? `saapuu ${from}` : `saapuu ${from}–${to}`),
    between: (from, to) => `kello ${from}–${to}`, adult: 'aikuinen näyttää henkilöllisyystodistuksen ovella', preview: (total) => `Maksettu: ${total}. Seuraa paketteja linkin takaa.`,
  },
  shipped: {
    subject: (vendor) => `${vendor} on lähettänyt pakettisi`, title: (vendor) => `Pakettisi on matkalla: ${vendor}.`, text: (carrier, number) => `${carrier}, seurantatunnus ${number}.`,
    expected: (from, to) => (from === to ? `Arvioitu saapuminen ${from}.` : `Arvioitu saapuminen ${from}–${to}.`), button: 'Seuraa tilausta', carrierPage: 'Kuljettajan oma sivu',
  },
  refunded: {
    subject: (amount, number) => `${amount} palautettu, tilaus ${number}`, title: (amount) => `Saat takaisin ${amount}.`, goodwill: 'hyvitys',
    text: (last4) => (last4 === null ? 'Rahat palautetaan samalla tavalla kuin maksoit; pankilta voi kestää kymmenen päivää näyttää ne.' : `Rahat palautetaan kortille, jonka numero päättyy ${last4}; pankilta voi kestää kymmenen päivää näyttää ne.`),
  },
  invited: {
    subject: (place) => `Kutsu: ${place}`, title: (place) => `Tervetuloa, ${place}.`, text: (role) => `Sinut on kutsuttu mukaan, rooli: ${role}. Valitse salasana, niin pääset alkuun.`,
    button: 'Hyväksy kutsu', until: (day) => `Linkki on voimassa ${day} asti.`,
  },
  approved: {
    subject: (marketplace) => `Hakemuksesi on hyväksytty: ${marketplace}`, title: (name) => `${name} saa myydä täällä.`, text: (marketplace) => `${marketplace} on tarkistanut ja hyväksynyt hakemuksesi.`,
    next: 'Seuraavaksi: yhdistä maksutili, lisää varasto ja toimitushinnat ja lähetä ensimmäinen tuote.', button: 'Työpöydälle',
  },
  sold: {
    subject: (number) => `Uusi tilaus ${number}`, title: (pieces) => (pieces === 1 ? 'Myit yhden tuotteen.' : `Myit ${pieces} tuotetta.`), text: (marketplace) => `Maksettu, ${marketplace}. Tilaus odottaa pakkaamista.`,
    parcel: (city, country) => `Paketti: ${city}, määränpää ${country}`, parcelPart: (seq, of, city, country) => `Paketti ${seq}/${of}: ${city}, määränpää ${country}`,
    expected: (from, to) => (from === to ? `Ostaja odottaa sitä ${from}.` : `Ostaja odottaa sitä ${from}–${to}.`), goods: 'Tuotteet', button: 'Avaa tilaus', address: 'Osoite ja tuottosi näkyvät tilauksen sivulla.',
  },
  roles: { owner: 'omistaja', finance: 'talous', catalog: 'valikoima', support: 'asiakaspalvelu', fulfilment: 'lähetys' },
  help: (email) => `Kysyttävää? Kirjoita osoitteeseen ${email}.`, legal: (name) => ended(`Lähettäjä: ${name}`),
};

/** The words of mails; English where we have none. */
export const mailWords = (locale: string): MailWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;
