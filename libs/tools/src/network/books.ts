import type { Teller } from '../demo/teller.js';
import { ask, type Bought, type Shop } from './shopping.js';

type Intent = { readonly id: string; readonly status: string; readonly amount: number; readonly amount_received: number; readonly created: number };
type Page = { readonly data: readonly Intent[]; readonly has_more: boolean };

/** What shoppers bought, held against what the payment company took, without asking our own books. */
export async function compareBooks(tell: Teller, given: { sandboxUrl: string; secretKey: string; since: number; shop: Shop; bought: readonly Bought[] }): Promise<void> {
  const { shop, bought } = given;
  const intents = await intentsSince(given);
  const paid = intents.filter(({ status }) => status === 'succeeded');
  const [owed, taken] = [bought.reduce((sum, { total }) => sum + total.amount, 0), paid.reduce((sum, intent) => sum + intent.amount_received, 0)];
  tell.check(`${bought.length} orders, each another one`, new Set(bought.map(({ group }) => group)).size === bought.length && bought.length > 0, bought);
  tell.check(`the payment company took ${paid.length} payments for them, ${taken} for ${owed}`, paid.length === bought.length && taken === owed, intents);
  tell.check('it holds no money that nobody captured', intents.every(({ status }) => status !== 'requires_capture'), intents);
  for (const { tracking, group } of bought) {
    const page = await ask(shop, 'GET', `/v1/store/orders/${tracking}`);
    if (page.status !== 200) tell.check(`the order ${group} has its page`, false, page);
  }
  tell.check('every order has its page', true);
  const invariants = (await (await fetch(`${given.sandboxUrl}/_sim/invariants`)).json()) as unknown;
  tell.check('the payment company’s own books hold', JSON.stringify(invariants).includes('[]'), invariants);
}

async function intentsSince({ sandboxUrl, secretKey, since }: { sandboxUrl: string; secretKey: string; since: number }): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (let after = '', more = true; more;) {
    const response = await fetch(`${sandboxUrl}/v1/payment_intents?limit=100&created[gte]=${since}${after && `&starting_after=${after}`}`, { headers: { authorization: `Bearer ${secretKey}` } });
    if (!response.ok) throw new Error(`The stand-in answered ${response.status}: ${await response.text()}`);
    const page = (await response.json()) as Page;
    intents.push(...page.data);
    more = page.has_more;
    after = page.data.at(-1)?.id ?? '';
  }
  return intents;
}
