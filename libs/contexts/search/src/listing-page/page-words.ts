import { formatMoney, type Money } from '@stoa/platform/money';

/** What a price says about its tax in the same glance: `ratePct` null where nobody charges any; `shippingFrom` null where no way to send it is known. */
export type TaxShown =
  | { readonly mode: 'excl'; readonly shippingFrom: Money | null }
  | { readonly mode: 'incl'; readonly ratePct: string | null; readonly shippingFrom: Money | null };

type PageWords = { tax(shown: TaxShown): string; yesNo(answer: boolean): string };

const comma = (pct: string): string => pct.replace('.', ',');

const WORDS: Readonly<Record<'de' | 'fi' | 'en', (locale: string) => PageWords>> = {
  de: (locale) => ({
    yesNo: (answer) => (answer ? 'Ja' : 'Nein'),
    tax: (shown) => {
      const shipping = shown.shippingFrom === null ? 'zzgl. Versand' : `zzgl. Versand ab ${formatMoney(shown.shippingFrom, locale)}`;
      if (shown.mode === 'excl') return `zzgl. Steuer, ${shipping}`;
      return shown.ratePct === null ? `ohne MwSt., ${shipping}` : `inkl. ${comma(shown.ratePct)} % MwSt., ${shipping}`;
    },
  }),
  fi: (locale) => ({
    yesNo: (answer) => (answer ? 'Kyllä' : 'Ei'),
    tax: (shown) => {
      const shipping = shown.shippingFrom === null ? 'lisäksi toimitus' : `lisäksi toimitus alk. ${formatMoney(shown.shippingFrom, locale)}`;
      if (shown.mode === 'excl') return `vero lisätään kassalla, ${shipping}`;
      return shown.ratePct === null ? `ei arvonlisäveroa, ${shipping}` : `sis. alv ${comma(shown.ratePct)} %, ${shipping}`;
    },
  }),
  en: (locale) => ({
    yesNo: (answer) => (answer ? 'Yes' : 'No'),
    tax: (shown) => {
      const shipping = shown.shippingFrom === null ? 'plus shipping' : `plus shipping from ${formatMoney(shown.shippingFrom, locale)}`;
      if (shown.mode === 'excl') return `${shipping.replace('plus', 'Plus')}. Sales tax is added at checkout.`;
      return shown.ratePct === null ? `no VAT is charged, ${shipping}` : `incl. ${shown.ratePct} % VAT, ${shipping}`;
    },
  }),
};

/** The few words of a listing's page that are not the vendor's. */
export const pageWords = (locale: string): PageWords => {
  const language = locale.slice(0, 2);
  return WORDS[language === 'de' || language === 'fi' ? language : 'en'](locale);
};
