import type { components, operations } from '@stoa/web-api-client';

/** What `/v1/store` answers, as the API itself declares it. */
type Of = components['schemas'];
/** The body of one operation's good answer. */
type Answer<O> = O extends { responses: infer R } ? (R extends Record<200, { content: { 'application/json': infer B } }> ? B : never) : never;

export type Money = Of['Money'];
export type Market = Of['Market'];
export type Theme = Of['Theme'];
export type StoreContext = Of['StoreContext'];
export type Category = Of['ShopCategory'];
export type Card = Of['Card'];
export type SearchPage = Of['SearchPage'];
export type Facets = SearchPage['facets'];
export type Suggestions = Of['Suggestions'];
export type ListingPage = Of['ListingPage'];
export type Variant = ListingPage['variants'][number];
export type Gate = Pick<ListingPage['gates'][number], 'params' | 'cite' | 'words'> & { kind: string };
export type VendorPage = Of['ShopVendor'];
export type Trader = Of['Trader'];
export type Cart = Of['Cart'];
export type CartBegun = Of['CartCreated'];
export type CartParcel = Of['CartParcel'];
export type CartLine = Of['CartLine'];
export type ShippingOption = Of['ShippingOption'];
export type Summary = Of['Summary'] | OrderPage['summary'];
export type Address = Of['Address'];
export type SavedAddress = Of['AddressEntry'];
export type CompleteAnswer = Of['Completion'];
export type OrderPage = Of['OrderPage'];
export type OrderDocuments = Of['OrderDocuments'];
export type OrderParcel = Of['OrderParcel'];
export type Customer = Of['Customer'];
export type CustomerSession = Of['CustomerSession'];
export type MyOrders = Answer<operations['getStoreMeOrders']>;
export type PaymentConfig = Of['PaymentConfig'];
export type ContentPage = Of['Page'];
export type Home = Of['Home'];
export type HomeBlock = Home['blocks'][number];
export type Link = Home['hero']['cta'];
/** A picture of any kind of answer. */
export type Picture = { url: string; alt: string; width: number; height: number };
/** The body of a vendor's application. */
export type VendorApplication = operations['postStoreVendorApplications']['requestBody']['content']['application/json'];
export type Problem = { status: number; code: string; title: string; details?: Record<string, unknown>; errors?: { pointer: string; message: string; code: string }[] };
