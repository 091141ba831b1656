import type { Tenant } from '@stoa/tenancy';
import { wordsFor } from '../page/languages.js';
import type { Home } from './home.schemas.js';

type Words = {
  title: Record<Tenant['preset'], string>; lead: Record<Tenant['preset'], string>; all: string; vendors: string; fresh: string; freshText: string; facts: [string, string][];
  shop: string; help: string; legal: string; sell: string; apply: string; news: string; imprint: string; privacy: string; terms: string; track: string; runsOn: string; ranking: string;
};

const words: Record<'de' | 'fi' | 'en', Words> = {
  de: {
    title: { craft: 'Von Händen, die einen Namen haben.', table: 'Was auf den Tisch gehört.' }, lead: { craft: 'Hier verkaufen Werkstätten, was sie selbst machen, direkt aus ihrem Regal.', table: 'Brennereien, Soßenküchen und Töpfereien verkaufen hier selbst.' },
    all: 'Alles ansehen', vendors: 'Verkäufer werden', fresh: 'Neu im Regal', freshText: 'Diese Woche eingestellt.',
    facts: [['Aus erster Hand', 'Jeder Verkäufer ist geprüft und beim Namen genannt.'], ['Ein Warenkorb, mehrere Pakete', 'Jeder Verkäufer packt selbst.'], ['Sicher bezahlt', 'Das Geld geht erst weiter, wenn die Ware angekommen ist.']],
    shop: 'Einkaufen', help: 'Hilfe', legal: 'Rechtliches', sell: 'Verkaufen', apply: 'Bewerben', news: 'Neu', imprint: 'Impressum', privacy: 'Datenschutz', terms: 'Bedingungen', track: 'Sendung verfolgen', runsOn: 'Läuft auf Stoa.',
    ranking: 'Die Reihenfolge der Treffer folgt der Passung, nie einer Bezahlung.',
  },
  fi: {
    title: { craft: 'Käsistä, joilla on nimi.', table: 'Kaikki mitä pöytään kuuluu.' }, lead: { craft: 'Täällä pajat myyvät itse tekemänsä suoraan omalta hyllyltään.', table: 'Tislaamot, kastikekeittiöt ja savenvalajat myyvät täällä itse.' },
    all: 'Katso kaikki', vendors: 'Ryhdy myyjäksi', fresh: 'Uutta hyllyssä', freshText: 'Tällä viikolla lisätyt.',
    facts: [['Suoraan tekijältä', 'Jokainen myyjä on tarkastettu ja nimetty.'], ['Yksi ostoskori, monta pakettia', 'Jokainen myyjä pakkaa itse.'], ['Turvallinen maksu', 'Raha siirtyy vasta, kun tavara on perillä.']],
    shop: 'Osta', help: 'Apua', legal: 'Tietoa', sell: 'Myy', apply: 'Hae myyjäksi', news: 'Uutuudet', imprint: 'Palvelun tarjoaja', privacy: 'Tietosuoja', terms: 'Ehdot', track: 'Seuraa lähetystä', runsOn: 'Alustana Stoa.',
    ranking: 'Hakutulosten järjestys seuraa osuvuutta, ei koskaan maksua.',
  },
  en: {
    title: { craft: 'Made by hands that have a name.', table: 'What belongs on the table.' }, lead: { craft: 'Workshops sell here what they make themselves, straight from their shelf.', table: 'Distillers, sauce makers and potters sell here themselves.' },
    all: 'See everything', vendors: 'Sell here', fresh: 'New on the shelf', freshText: 'Put up this week.',
    facts: [['First hand', 'Every seller is checked and named.'], ['One cart, several parcels', 'Every seller packs their own.'], ['Paid safely', 'The money moves on once the goods have arrived.']],
    shop: 'Shop', help: 'Help', legal: 'Legal', sell: 'Sell', apply: 'Apply', news: 'New', imprint: 'About us', privacy: 'Privacy', terms: 'Terms', track: 'Track a parcel', runsOn: 'Runs on Stoa.',
    ranking: 'Results are ordered by how well they match, never by payment.',
  },
};

/** What a new marketplace says on its home page until its staff write their own words. */
export function startingHome(tenant: Pick<Tenant, 'name' | 'legalName' | 'preset'>, locale: string): Home {
  const w = wordsFor(words, locale);
  const icons = ['hand', 'box', 'shield'];
  return {
    hero: { title: w.title[tenant.preset], lead: w.lead[tenant.preset], cta: { label: w.all, href: '/search' }, cta2: { label: w.vendors, href: '/sell' }, image: null },
    facts: w.facts.map(([title, text], index) => ({ icon: icons[index]!, title, text })),
    blocks: [{ kind: 'listings', title: w.fresh, text: w.freshText, query: { sort: 'newest', category: null } }],
    foot: {
      about: `${tenant.name}. ${w.lead[tenant.preset]}`,
      columns: [
        { title: w.shop, links: [{ label: w.news, href: '/search?sort=newest' }] }, { title: w.help, links: [{ label: w.track, href: '/track' }] }, { title: w.sell, links: [{ label: w.apply, href: '/sell' }] },
        { title: w.legal, links: [{ label: w.imprint, href: '/pages/imprint' }, { label: w.privacy, href: '/pages/privacy' }, { label: w.terms, href: '/pages/terms' }] },
      ],
      legal: `${tenant.legalName.replace(/\.$/, '')}. ${w.runsOn}`, end: w.ranking,
    },
  };
}
