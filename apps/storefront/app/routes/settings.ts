import { redirect } from 'react-router';
import { safeBack } from '../shop/back.js';
import { cookie } from '../shop/session.server.js';
import type { ActionArgs } from '../shop/load-context.js';

/** Another language or market. A cart belongs to one market (its prices, its tax), so a new market begins with an empty one. */
export async function action({ request, context }: ActionArgs) {
  const form = await request.formData();
  const market = context.shop.markets.find((m) => m.code === form.get('market'));
  const locale = context.shop.markets.flatMap((m) => m.locales).find((l) => l === form.get('locale'));
  const headers: [string, string][] = [];
  if (market) headers.push(cookie(context, 'market', market.code), cookie(context, 'cart', '', 0));
  if (locale) headers.push(cookie(context, 'locale', locale));
  return redirect(safeBack(form.get('back')), { headers });
}
