/** What mails say about money that takes its time, comes too late, or never. */
export type PaymentWords = {
  awaiting: {
    subject(number: string): string; title(name: string): string; transfer(amount: string, day: string): string; debit(last4: string | null): string; rows: string; holder: string; account: string; bankCode: string; bank: string;
    reference: string; amount: string; until: string; button: string;
  };
  unpaid: { subject(number: string): string; title: string; declined: string; lapsed: string; late: string; button: string };
  returned: { subject(amount: string): string; title(amount: string): string; text: string; when: string };
};

const en: PaymentWords = {
  awaiting: {
    subject: (number) => `Your order ${number} waits for its payment`, title: (name) => `Thank you, ${name}. Your goods are kept for you.`,
    transfer: (amount, day) => `Please send ${amount} until ${day}, with exactly this reference. As soon as the money is here, the makers begin to pack.`,
    debit: (last4) => `The amount is being debited${last4 === null ? '' : ` from the account ending in ${last4}`}. Your bank takes a few days to answer; as soon as it has, the makers begin to pack. There is nothing you have to do.`,
    rows: 'Where to send the money', holder: 'Account holder', account: 'Account', bankCode: 'BIC or routing number', bank: 'Bank', reference: 'Reference', amount: 'Amount', until: 'Until', button: 'See your order',
  },
  unpaid: {
    subject: (number) => `Your order ${number} was cancelled`, title: 'No money came, so the order is cancelled.', declined: 'Your bank did not pay the debit. You were not charged, and the goods are for sale again.',
    lapsed: 'Your transfer did not arrive in time, and the goods are for sale again.', late: 'If it is on its way, we send it back.', button: 'See what became of it',
  },
  returned: {
    subject: (amount) => `You get ${amount} back`, title: (amount) => `You get all of the ${amount} back.`, text: 'Your payment arrived after the goods had been sold to somebody else. We are sorry. Nothing was ordered.',
    when: 'The money is on its way to you the way you paid; banks take up to ten days to show it.',
  },
};
const de: PaymentWords = {
  awaiting: {
    subject: (number) => `Ihre Bestellung ${number} wartet auf die Zahlung`, title: (name) => `Danke, ${name}. Ihre Ware ist reserviert.`,
    transfer: (amount, day) => `Bitte überweisen Sie ${amount} bis ${day}, mit genau diesem Verwendungszweck. Sobald das Geld da ist, wird gepackt.`,
    debit: (last4) => `Der Betrag wird abgebucht${last4 === null ? '' : `, vom Konto mit der Endung ${last4}`}. Ihre Bank braucht dafür ein paar Tage; sobald sie geantwortet hat, wird gepackt. Sie müssen nichts tun.`,
    rows: 'Wohin das Geld geht', holder: 'Empfänger', account: 'Konto', bankCode: 'BIC', bank: 'Bank', reference: 'Verwendungszweck', amount: 'Betrag', until: 'Bis', button: 'Bestellung ansehen',
  },
  unpaid: {
    subject: (number) => `Ihre Bestellung ${number} wurde storniert`, title: 'Es kam kein Geld, deshalb ist die Bestellung storniert.', declined: 'Ihre Bank hat die Lastschrift nicht bezahlt. Es wurde nichts abgebucht, und die Ware ist wieder frei.',
    lapsed: 'Ihre Überweisung kam nicht rechtzeitig an, und die Ware ist wieder frei.', late: 'Falls sie noch unterwegs ist, senden wir sie zurück.', button: 'Bestellung ansehen',
  },
  returned: {
    subject: (amount) => `Sie bekommen ${amount} zurück`, title: (amount) => `Sie bekommen die ganzen ${amount} zurück.`, text: 'Ihre Zahlung kam an, als die Ware schon an jemand anderen verkauft war. Das tut uns leid. Es wurde nichts bestellt.',
    when: 'Das Geld ist auf dem Weg, auf dem Sie bezahlt haben; bis die Bank es zeigt, vergehen bis zu zehn Tage.',
  },
};
const fi: PaymentWords = {
  awaiting: {
    subject: (number) => `Tilauksesi ${number} odottaa maksua`, title: (name) => `Kiitos, ${name}. Tuotteesi on varattu sinulle.`,
    transfer: (amount, day) => `Maksa ${amount} viimeistään ${day} ja käytä täsmälleen tätä viitettä. Pakkaaminen alkaa heti, kun raha on perillä.`,
    debit: (last4) => `Summa veloitetaan${last4 === null ? '' : ` tililtä, jonka numero päättyy ${last4}`}. Pankilla kestää muutama päivä vastata; pakkaaminen alkaa heti sen jälkeen. Sinun ei tarvitse tehdä mitään.`,
    rows: 'Minne rahat maksetaan', holder: 'Saaja', account: 'Tili', bankCode: 'BIC', bank: 'Pankki', reference: 'Viite', amount: 'Summa', until: 'Viimeistään', button: 'Katso tilausta',
  },
  unpaid: {
    subject: (number) => `Tilauksesi ${number} on peruttu`, title: 'Maksua ei tullut, joten tilaus on peruttu.', declined: 'Pankkisi ei maksanut veloitusta. Mitään ei ole veloitettu, ja tuotteet ovat taas myynnissä.',
    lapsed: 'Tilisiirtosi ei ehtinyt perille ajoissa, ja tuotteet ovat taas myynnissä.', late: 'Jos se on vielä matkalla, palautamme sen.', button: 'Katso tilausta',
  },
  returned: {
    subject: (amount) => `Saat takaisin ${amount}`, title: (amount) => `Saat koko summan takaisin: ${amount}.`, text: 'Maksusi tuli perille, kun tuotteet oli jo myyty toiselle. Olemme pahoillamme. Mitään ei tilattu.',
    when: 'Rahat palautetaan samalla tavalla kuin maksoit; pankilta voi kestää kymmenen päivää näyttää ne.',
  },
};

/** English where we have none. */
export const paymentWords = (locale: string): PaymentWords => ({ de, fi, en })[locale.slice(0, 2) as 'de' | 'fi' | 'en'] ?? en;
