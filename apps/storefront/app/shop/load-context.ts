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
  cardFormOrigin: string | null;
  isSecure: boolean;
};
export type LoaderArgs = LoaderFunctionArgs<ShopContext>;
export type ActionArgs = ActionFunctionArgs<ShopContext>;
