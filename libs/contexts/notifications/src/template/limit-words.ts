type Steps<T> = Readonly<Record<'near' | 'crossed', T>>;
/** Words of mails about limits of the law, for who looks after taxes. */
export type LimitWords = {
  near(place: string, percent: number, vendor: string | null): string; crossed(place: string, vendor: string | null): string; sold: string; limit: string; sales: string;
  ours: Steps<string>; vendors: Steps<(vendor: string) => string>; button: string;
};

const en: LimitWords = {
  near: (place, percent, vendor) => `${vendor === null ? '' : `${vendor}: `}${percent} % of a tax limit is used (${place})`, crossed: (place, vendor) => `${vendor === null ? '' : `${vendor}: `}a tax limit is crossed (${place})`,
  sold: 'Sold so far, without tax', limit: 'The limit', sales: 'Sales',
  ours: {
    near: 'Register before the limit is reached and write the registration down under Tax set-up, with the day from which it holds. What you sell elsewhere counts as well: write that down, too.',
    crossed: 'Register now and write the registration down under Tax set-up, with the day from which it holds. Until then sales there may have no answer, and are then not possible.',
  },
  vendors: {
    near: (vendor) => `Tell ${vendor}: beyond the limit the tax of each country of destination is due, and the vendor needs the one-stop shop or a number there. You see it in the vendor's set-up.`,
    crossed: (vendor) => `From now on the tax of each country of destination is due on what ${vendor} sends there. Without the one-stop shop or a number there, such sales are not possible.`,
  },
  button: 'Open tax set-up',
};
const de: LimitWords = {
  near: (place, percent, vendor) => `${vendor === null ? '' : `${vendor}: `}${percent} % einer Steuergrenze erreicht (${place})`, crossed: (place, vendor) => `${vendor === null ? '' : `${vendor}: `}Steuergrenze überschritten (${place})`,
  sold: 'Bisher verkauft, ohne Steuer', limit: 'Die Grenze', sales: 'Verkäufe',
  ours: {
    near: 'Registrieren Sie sich, bevor die Grenze erreicht ist, und tragen Sie die Registrierung unter Steuern ein, mit dem Tag, ab dem sie gilt. Auch was Sie anderswo verkaufen, zählt: Tragen Sie es ebenfalls ein.',
    crossed: 'Registrieren Sie sich jetzt und tragen Sie die Registrierung unter Steuern ein, mit dem Tag, ab dem sie gilt. Bis dahin kann es für Verkäufe dorthin keine Antwort geben; dann sind sie nicht möglich.',
  },
  vendors: {
    near: (vendor) => `Sagen Sie es ${vendor}: Über der Grenze gilt die Steuer jedes Ziellandes, und der Händler braucht den One-Stop-Shop oder dort eine Nummer. Sie sehen es in seinen Angaben.`,
    crossed: (vendor) => `Ab jetzt gilt für Sendungen von ${vendor} die Steuer jedes Ziellandes. Ohne One-Stop-Shop oder Nummer dort sind solche Verkäufe nicht möglich.`,
  },
  button: 'Steuern öffnen',
};
const fi: LimitWords = {
  near: (place, percent, vendor) => `${vendor === null ? '' : `${vendor}: `}verorajasta on käytetty ${percent} % (${place})`, crossed: (place, vendor) => `${vendor === null ? '' : `${vendor}: `}veroraja on ylitetty (${place})`,
  sold: 'Myyty tähän asti ilman veroa', limit: 'Raja', sales: 'Myynnit',
  ours: {
    near: 'Rekisteröidy ennen rajan täyttymistä ja merkitse rekisteröinti veroasetuksiin alkamispäivineen. Myös muualla myyty lasketaan: merkitse sekin.',
    crossed: 'Rekisteröidy nyt ja merkitse rekisteröinti veroasetuksiin alkamispäivineen. Siihen asti myynti sinne voi jäädä ilman vastausta eikä ole silloin mahdollista.',
  },
  vendors: {
    near: (vendor) => `Kerro myyjälle ${vendor}: rajan jälkeen peritään kunkin kohdemaan vero, ja myyjä tarvitsee yhden luukun järjestelmän tai numeron siellä. Näet sen myyjän tiedoista.`,
    crossed: (vendor) => `Tästä lähtien myyjän ${vendor} lähetyksistä peritään kohdemaan vero. Ilman yhden luukun järjestelmää tai numeroa siellä myynti ei ole mahdollista.`,
  },
  button: 'Avaa veroasetukset',
};

/** English where we have none. */
export const limitWords = (locale: string): LimitWords => ({ en, de, fi })[locale.slice(0, 2) as 'en' | 'de' | 'fi'] ?? en;
