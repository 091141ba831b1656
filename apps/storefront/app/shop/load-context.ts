import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';
import type { StoreContext } from './store-types.js';

/** What every loader and action knows of the request, decided once by the server. */
export type ShopContext = {
  shop: StoreContext;
  origin: string;
  apiUrl: string;
  nonce: string;
  requestId: string;
  clientIp: string;
  /** Where each language's words lie, by language; empty while nothing is built. */
  wordsScripts: Readonly<Record<string, string>>;
  cardFormOrigin: string | null;
  isSecure: boolean;
  /** Answers already asked for while this one page is made: the root and the page below it often want the same. */
  asked: Map<string, Promise<unknown>>;
};
export type LoaderArgs = LoaderFunctionArgs<ShopContext>;
export type ActionArgs = ActionFunctionArgs<ShopContext>;
