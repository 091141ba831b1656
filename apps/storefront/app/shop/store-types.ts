/** What `/v1/store` answers, as far as the storefront reads it. */
export type Money = { amount: number; currency: string };
export type Picture = { url: string; alt: string; width: number; height: number };
export type Market = { id: string; code: string; name: string; countries: string[]; regions: string[]; currency: string; locales: string[]; default_locale: string; price_mode: 'incl' | 'excl'; time_zone: string; is_default: boolean };
export type Theme = { name: string; logo_svg: string; tokens: Record<string, string>; mood: string; hero: { layout: string }; version: number };
export type StoreContext = {
  publishable_key: string;
  tenant: { name: string; slug: string; status: 'provisioning' | 'live' | 'suspended'; support_email: string; legal_name: string };
  markets: Market[];
  theme: Theme;
};
export type Category = { handle: string; name: string; count: number | null; children: Category[] };
export type Card = {
  id: string; handle: string; title: string; vendor: { handle: string; name: string; city: string | null };
  price: Money; price_from: boolean; media: (Picture & { id: string }) | null;
  stock: 'in_stock' | 'low' | 'sold_out'; available_low: number | null; flags: string[]; category: { handle: string; name: string };
};
export type Facets = {
  categories: { handle: string; name: string; count: number }[];
  vendors: { handle: string; name: string; count: number }[];
  price: { min: Money; max: Money } | null;
  attributes: { code: string; name: string; values: { value: string; label: string; count: number }[] }[];
};
export type SearchPage = { data: Card[]; has_more: boolean; next: string | null; total: number; facets: Facets; did_you_mean: string | null };
export type Gate = { kind: 'age' | 'hours' | 'document'; params: Record<string, unknown>; cite: string; words: string };
export type Variant = { id: string; sku: string; options: Record<string, string>; price: Money; stock: Card['stock']; available_low: number | null };
export type Trader = { legal_name: string; address_lines: string[]; register_number: string | null; vat_id: string | null; email: string; phone: string | null; self_certified: boolean };
export type ListingPage = {
  id: string; version_id: string; handle: string; title: string; description: string;
  category: { handle: string; name: string; path: { handle: string; name: string }[] };
  vendor: { handle: string; name: string; city: string | null; country: string; about: string | null; mark_color: string; trader: Trader };
  media: (Picture & { id: string })[]; attributes: { code: string; name: string; value: string }[];
  options: { code: string; name: string; values: string[] }[]; variants: Variant[];
  tax: { mode: 'incl' | 'excl'; note: string }; gates: Gate[]; delivery: { name: string; price: Money; from: string; to: string }[]; related: Card[];
};
export type VendorPage = ListingPage['vendor'] & { listings: Card[] };
export type ShippingOption = { rate_id: string; name: string; carrier: string; price: Money; from: string; to: string; window: { from: string; to: string } | null; adult_signature: boolean };
export type TaxLine = { label: string; rate_pct: string | null; base: Money; amount: Money; jurisdiction: string; why: string };
export type CartLine = {
  id: string; variant_id: string; listing_handle: string; title: string; option_text: string; quantity: number; unit_price: Money; line_total: Money;
  media: Picture | null; stock: Card['stock']; notices: { code: string; message: string }[]; gates: Gate[];
};
export type CartParcel = {
  vendor: { id: string; handle: string; name: string; mark_color: string }; ships_from: { city: string; country: string }; lines: CartLine[];
  shipping: { chosen: string | null; options: ShippingOption[]; price: Money | null };
};
export type Summary = { goods: Money; shipping: Money | null; tax: Money | null; fees: { code: string; name: string; amount: Money }[]; total: Money; tax_included: boolean; tax_known: boolean; tax_lines: TaxLine[] };
export type Address = { name: string; line1: string; line2: string | null; city: string; region: string | null; postcode: string; country: string; phone: string | null };
export type Cart = {
  id: string; version: number; market: string; currency: string; locale: string; email: string | null; shipping_address: Address | null; age_declared: boolean;
  parcels: CartParcel[]; summary: Summary; notices: { code: string; message: string }[]; ready_to_complete: boolean; blockers: { code: string; message: string }[];
};
export type CompleteAnswer = { outcome: 'placed'; order_group: { id: string; number: string; tracking_token: string } } | { outcome: 'processing' | 'requires_action'; next_action: { url: string } | null };
export type OrderParcel = {
  number: string; vendor: { handle: string; name: string; mark_color: string }; ships_from: { city: string; country: string }; status: string;
  steps: { code: string; label: string; at: string | null; expected: string | null }[]; carrier: string | null; tracking_number: string | null; tracking_url: string | null;
  lines: { title: string; option_text: string; quantity: number; line_total: Money; media: Picture | null }[];
  tax_lines: { label: string; rate_pct: string | null; amount: Money; why: string[]; cites: string[] }[];
};
export type OrderPage = {
  number: string; placed_at: string; shopper_name: string; email: string; status: string; paid: { method: string; brand: string | null; last4: string | null; at: string | null } | null;
  parcels: OrderParcel[]; summary: Summary; documents: { id: string; number: string; issuer: string; url: string }[]; shipping_address: Address;
};
export type Home = {
  hero: { title: string; lead: string; cta: Link; cta2: Link | null; image: Picture | null };
  facts: { icon: string; title: string; text: string }[];
  blocks: HomeBlock[];
  foot: { about: string; columns: { title: string; links: Link[] }[]; legal: string; end: string };
};
export type Link = { label: string; href: string };
export type HomeBlock =
  | { kind: 'categories'; title: string; tiles: { handle: string; label: string; image_url: string | null }[] }
  | { kind: 'listings'; title: string; text: string; query: { sort: string; category?: string | null } }
  | { kind: 'story'; title: string; text: string; by: string; cta: Link; image: Picture | null }
  | { kind: 'bars'; title: string; text: string; bars: { label: string; value: string; from: number; to: number }[] };
export type Problem = { status: number; code: string; title: string; details?: Record<string, unknown>; errors?: { pointer: string; message: string; code: string }[] };
