/** The small world as data: what a person would type into the product's own screens. The seed speaks to the API with it. */
export type Words = Record<string, string>;

export type VariantSeed = { sku: string; options: Record<string, string>; priceMinor: number; weightGrams: number; gtin: string | null; /** Pieces in the vendor's first and second warehouse. */ stock: readonly [number, number] };
export type ListingSeed = {
  category: string;
  title: Words;
  description: Words;
  attributes: Record<string, unknown>;
  options: { code: string; names: Words; values: string[] }[];
  variants: VariantSeed[];
  pictures: { file: string; alt: Words }[];
  /** The vendor makes it: its trader file then names the manufacturer. */
  madeByVendor: boolean;
  /** Where the listing ends up. Most are live; a few wait, were refused or never left the drawer. */
  fate: 'published' | 'submitted' | 'draft';
};
export type AddressSeed = { line1: string; city: string; region: string | null; postcode: string; country: string };
export type RateSeed = { name: Words; carrier: string; priceMinor: number; countries: string[]; regions: string[]; transitDaysMin: number; transitDaysMax: number; window: { from: string; to: string } | null; adultSignature: boolean };
export type VendorSeed = {
  handle: string; name: string; legalName: string; country: string; address: AddressSeed; registerNumber: string; vatId: string | null; email: string; phone: string; owner: string; color: string; about: Words; seriesPrefix: string;
  /** Answers in the Union for what a maker from outside sells there (GPSR art. 16). */
  responsiblePerson: { name: string; address: string; email: string; country: string } | null;
  establishments: string[]; registrations: { country: string; region: string | null; scheme: string; number: string }[]; oss: boolean;
  warehouses: { name: string; address: AddressSeed; timeZone: string; priority: number }[];
  rates: RateSeed[];
  /** `applied` stops before approval: somebody has to read it. */
  state: 'active' | 'applied';
  listings: ListingSeed[];
};
export type TenantSeed = {
  slug: string; name: string; legalName: string; homeCountry: string; currency: string; locale: string; preset: 'craft' | 'table'; numberPrefix: string; registerNumber: string; vatId: string | null; registrations: { country: string; region: string | null; scheme: string; number: string }[]; plan: string; supportEmail: string; address: AddressSeed;
  markets: { code: string; name: string; countries: string[]; regions: string[]; currency: string; locales: string[]; defaultLocale: string; priceMode: 'incl' | 'excl'; rulePacks: string[]; timeZone: string; isDefault: boolean }[];
  staff: { name: string; email: string; role: string }[];
  commission: { defaultBp: number; byCategory: { category: string; bp: number }[] };
  vendors: VendorSeed[];
  orders: OrderSeed[];
  /** What one of its vendors sold last month, all of it delivered and paid out by now; null where the marketplace is new. */
  lastMonth: LastMonthSeed | null;
  home: HomeSeed;
};

type HomeWords = {
  title: string; lead: string; cta: string; cta2: string; heroAlt: string; facts: [title: string, text: string][]; tilesTitle: string; tiles: string[]; freshTitle: string; freshText: string;
  story: { title: string; text: string; by: string; cta: string; alt: string }; bars: { title: string; text: string; labels: [label: string, value: string][] } | null;
};
/** The first page of a shop: its mark, its pictures (lent by one of its vendors), and its words in each language. `bars` are hours of a day, in percent from both ends. */
export type HomeSeed = { logo: string; vendor: string; tiles: [category: string, file: string][]; hero: string; story: string; icons: string[]; bars: [from: number, to: number][]; words: Record<string, HomeWords> };

/** Every order goes to that vendor alone. */
export type LastMonthSeed = { vendor: string; orders: OrderSeed[] };

/** An order as a shopper makes it, and how far it has come when the seed is done. `in_cart` never got to the button; `at_the_bank` stopped at the bank's question. */
export type OrderSeed = {
  market: string; locale: string; email: string; address: { name: string; line1: string; city: string; region?: string; postcode: string; country: string };
  lines: { sku: string; quantity: number }[];
  fate: 'to_ship' | 'partly_shipped' | 'shipped' | 'delivered' | 'declined' | 'at_the_bank' | 'in_cart';
  /** The shopper has an account with the small world's password. */
  account?: boolean;
  bornOn?: string;
  card?: 'mastercard';
};
