import type { Tenant } from '@stoa/tenancy';
import { wordsFor } from './languages.js';
import type { Page } from './page.repository.js';

type Words = Record<'imprint' | 'privacy' | 'terms', { title: string; body(t: Tenant): string }>;

const lines = (t: Tenant) => [t.legalName, t.address.line1, ...(t.address.line2 ? [t.address.line2] : []), `${t.address.postcode} ${t.address.city}`, t.address.country, ...(t.registerNumber ? [t.registerNumber] : []), ...(t.vatId ? [t.vatId] : []), t.supportEmail].join('\n');

const words: Record<'de' | 'fi' | 'en', Words> = {
  de: {
    imprint: { title: 'Impressum', body: (t) => `Angaben gemäß § 5 DDG\n\n${lines(t)}` },
    privacy: { title: 'Datenschutz', body: (t) => `Verantwortlich ist ${t.legalName}.\n\nName, E-Mail und Anschrift brauchen wir, um eine Bestellung auszuführen (Art. 6 Abs. 1 b DSGVO). Sie liegen verschlüsselt, jede Person unter einem eigenen Schlüssel; wer gelöscht werden will, dessen Schlüssel wird vernichtet. Rechnungen bewahren wir so lange auf, wie das Gesetz es verlangt.\n\nAuskunft, Berichtigung, Löschung: ${t.supportEmail}` },
    terms: { title: 'Bedingungen', body: (t) => `Auf ${t.name} verkaufen mehrere Händler. Der Kaufvertrag kommt mit dem Händler zustande, der beim Artikel genannt ist; ${t.legalName} vermittelt und nimmt die Zahlung entgegen.\n\nSie können innerhalb von 14 Tagen ohne Angabe von Gründen widerrufen. Eine Nachricht an ${t.supportEmail} genügt.` },
  },
  fi: {
    imprint: { title: 'Palvelun tarjoaja', body: (t) => lines(t) },
    privacy: { title: 'Tietosuoja', body: (t) => `Rekisterinpitäjä on ${t.legalName}.\n\nNimeä, sähköpostia ja osoitetta tarvitaan tilauksen toimittamiseen (GDPR 6 art. 1 kohta b). Tiedot on salattu, jokainen henkilö omalla avaimellaan; poistettaessa avain tuhotaan. Laskut säilytetään lain vaatiman ajan.\n\nTietopyynnöt: ${t.supportEmail}` },
    terms: { title: 'Ehdot', body: (t) => `${t.name} on usean myyjän markkinapaikka. Kauppa syntyy tuotteen yhteydessä nimetyn myyjän kanssa; ${t.legalName} välittää ja ottaa maksun vastaan.\n\nTilauksen voi perua 14 päivän kuluessa ilman perustelua. Viesti osoitteeseen ${t.supportEmail} riittää.` },
  },
  en: {
    imprint: { title: 'About us', body: (t) => lines(t) },
    privacy: { title: 'Privacy', body: (t) => `${t.legalName} is responsible for your data.\n\nWe need your name, e-mail and address to fulfil an order. They lie encrypted, each person under a key of their own; whoever asks to be forgotten has that key destroyed. Invoices are kept as long as the law asks.\n\nQuestions: ${t.supportEmail}` },
    terms: { title: 'Terms', body: (t) => `Several sellers sell on ${t.name}. Your contract is with the seller named beside the goods; ${t.legalName} brings you together and takes the payment.\n\nTell ${t.supportEmail} if something is not as it should be.` },
  },
};

/** The pages a marketplace must have from its first day. The staff's lawyer will want to read them. */
export const startingPages = (tenant: Tenant, locale: string): Omit<Page, 'version'>[] => {
  const own = wordsFor(words, locale);
  return (['imprint', 'privacy', 'terms'] as const).map((slug) => ({ slug, locale, title: own[slug].title, body: own[slug].body(tenant) }));
};
