type TrackingWords = { placed: string; shipped: string; delivered: string };
const words: Record<'de' | 'fi' | 'en', TrackingWords> = {
  de: { placed: 'Bestellt', shipped: 'Verschickt', delivered: 'Zugestellt' },
  fi: { placed: 'Tilattu', shipped: 'Lähetetty', delivered: 'Toimitettu' },
  en: { placed: 'Ordered', shipped: 'Shipped', delivered: 'Delivered' },
};

/** The steps of a parcel in a shopper's language; English where we have none. */
export const trackingWords = (locale: string): TrackingWords => words[locale.slice(0, 2) as keyof typeof words] ?? words.en;
