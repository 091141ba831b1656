import { z } from 'zod';
import { getJournal } from '@stoa/ledger';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { journalId, journalView, ownersOf, toJournalView } from './journal-view.js';
import { readMoneyFacts } from './money-facts.js';
import { moneyPage } from './money-page.js';
import { moneyPageView, orderGroupId, toMoneyPageView } from './money-page.schemas.js';

export const moneyRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/orders/:order_group_id/money', summary: 'Show where the money of an order group went', audience: 'staff', permission: 'ledger.read',
    params: z.object({ order_group_id: orderGroupId }), response: moneyPageView, owner: 'params.order_group_id',
    example: (world: RouteWorld) => ({ params: { order_group_id: world.tenant.orderGroup } }),
    handle: (ctx, { params }) => ctx.inRead(async (tx) => {
      const facts = await readMoneyFacts(tx, params.order_group_id);
      const ownerOf = await ownersOf(tx, facts.journals);
      return toMoneyPageView(moneyPage(facts), facts.journals.map((journal) => toJournalView(journal, ownerOf)), tx.now);
    }),
  }),
  route({
    method: 'get', path: '/v1/admin/journals/:journal_id', summary: 'Show a journal', audience: 'staff', permission: 'ledger.read',
    params: z.object({ journal_id: journalId }), response: journalView, owner: 'params.journal_id',
    example: (world: RouteWorld) => ({ params: { journal_id: world.tenant.journal } }),
    handle: (ctx, { params }) => ctx.inRead(async (tx) => {
      const journal = await getJournal(tx, params.journal_id);
      return toJournalView(journal, await ownersOf(tx, [journal]));
    }),
  }),
];
