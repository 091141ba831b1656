import { Router } from 'express';
import { transfersOf } from '../stripe/account/account-v1.js';
import { allEndpoints } from '../stripe/event/tell.js';
import type { StripeStandIn } from '../stripe/stripe.js';
import type { DeliveryRow, Tables } from '../stripe/tables.js';
import { html, type Html } from './html.js';
import { money, page, PAGE_HEADERS, state, time } from './layout.js';

const SHOWN = 100;
type Row<K extends keyof Tables> = Tables[K];

/** What is in the stand-in, to look at: payments, balances, accounts, events. */
export function dashboard(stripe: StripeStandIn): Router {
  const { store } = stripe.world;
  const router = Router();
  const show = (place: 'payments' | 'accounts' | 'events', title: string, body: Html) => page({ title, place, body });
  const newest = <T>(rows: readonly T[]) => rows.slice(-SHOWN).reverse();

  router.get(
    '/',
    (_req, res) =>
      void res.set(PAGE_HEADERS).send(
        show(
          'payments',
          'Stripe stand-in',
          html`<h1>Stripe stand-in</h1>
<p class="dim">Payments as Stripe would keep them, on this machine only. The simulated clock says ${time(stripe.world.clock.now())}.</p>
${balances(store.all('balances'))}${payments(stripe, newest(store.all('payment_intents')))}${transfers(newest(store.all('transfers')))}`,
        ),
      ),
  );
  router.get('/payments/:id', (req, res, next) => {
    const intent = store.get('payment_intents', req.params.id);
    if (!intent) return next();
    res.set(PAGE_HEADERS).send(show('payments', intent.id, paymentPage(stripe, intent)));
  });
  router.get(
    '/accounts',
    (_req, res) =>
      void res.set(PAGE_HEADERS).send(show('accounts', 'Accounts', html`<h1>Connected accounts</h1>${accounts(stripe, newest(store.all('accounts')))}`)),
  );
  router.get(
    '/events',
    (_req, res) =>
      void res.set(PAGE_HEADERS).send(show('events', 'Events', html`<h1>Events</h1>${listeners(stripe)}${events(stripe, newest(store.all('events')))}`)),
  );
  return router;
}

function balances(rows: readonly Row<'balances'>[]): Html {
  return html`<section class="card"><h2>Balances</h2>${
    rows.length === 0
      ? html`<p class="empty">No money has moved yet.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Balances"><table><thead><tr><th>Account</th><th class="r">Available</th><th class="r">Pending</th></tr></thead>
<tbody>${rows.map((b) => html`<tr><td class="mono">${b.account}</td><td class="r">${money(b.available, b.currency)}</td><td class="r">${money(b.pending, b.currency)}</td></tr>`)}</tbody></table></div>`
  }</section>`;
}

function payments({ world }: StripeStandIn, rows: readonly Row<'payment_intents'>[]): Html {
  if (rows.length === 0)
    return html`<section class="card"><h2>Payments</h2><p class="empty">No payments yet. A checkout in a storefront makes one.</p></section>`;
  return html`<section class="card"><h2>Payments</h2><div class="scroll" tabindex="0" role="region" aria-label="Payments"><table><thead><tr><th>Payment</th><th>State</th><th class="r">Amount</th><th class="r wide">Fee</th><th class="wide">Card</th><th class="wide">Created</th></tr></thead><tbody>${rows.map(
    (row) => {
      const { object: pi } = row;
      const charge = typeof pi.latest_charge === 'string' ? world.store.get('charges', pi.latest_charge) : null;
      const booked = typeof charge?.object.balance_transaction === 'string' ? world.store.get('balance_transactions', charge.object.balance_transaction) : null;
      const details = charge?.object.payment_method_details;
      const card = details?.card ?? (details?.sepa_debit && { brand: 'SEPA debit', last4: details.sepa_debit.last4 });
      return html`<tr><td><a class="mono" href="/payments/${pi.id}">${pi.id}</a></td><td>${paymentState(pi)}</td><td class="r">${money(pi.amount, pi.currency)}</td><td class="r wide">${booked ? money(booked.object.fee, booked.object.currency) : '–'}</td>
<td class="wide nowrap">${card ? `${card.brand} ${card.last4}` : '–'}</td><td class="wide">${time(pi.created * 1000)}</td></tr>`;
    },
  )}</tbody></table></div></section>`;
}

function paymentState(pi: Row<'payment_intents'>['object']): Html {
  if (pi.last_payment_error && pi.status === 'requires_payment_method')
    return state('bad', `Declined: ${pi.last_payment_error.decline_code ?? pi.last_payment_error.code}`);
  const kinds: Record<string, 'ok' | 'bad' | 'warn' | 'info' | 'idle'> = {
    succeeded: 'ok',
    canceled: 'idle',
    requires_capture: 'info',
    processing: 'info',
    requires_action: 'warn',
  };
  return state(kinds[pi.status] ?? 'idle', pi.status.replaceAll('_', ' '));
}

function paymentPage({ world }: StripeStandIn, { object: pi }: Row<'payment_intents'>): Html {
  const charges = world.store.all('charges').filter((c) => c.object.payment_intent === pi.id);
  const chargeIds = new Set(charges.map((c) => c.id));
  const moved = world.store
    .all('balance_transactions')
    .filter(
      (t) =>
        chargeIds.has(t.object.source as string) ||
        world.store.get('refunds', t.object.source as string)?.object.payment_intent === pi.id ||
        chargeIds.has(String(world.store.get('transfers', t.object.source as string)?.object.source_transaction)),
    );
  return html`<p><a href="/">Payments</a></p><h1>${money(pi.amount, pi.currency)}</h1><p>${paymentState(pi)}</p>
<dl class="pairs"><dt>Payment</dt><dd class="mono">${pi.id}</dd><dt>Transfer group</dt><dd class="mono">${pi.transfer_group ?? '–'}</dd>${Object.entries(pi.metadata).map(([name, value]) => html`<dt>${name}</dt><dd class="mono">${value}</dd>`)}</dl>
<section class="card"><h2>Balance transactions</h2>${
    moved.length === 0
      ? html`<p class="empty">None yet.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Balance transactions"><table><thead><tr><th>Kind</th><th class="r">Amount</th><th class="r">Fee</th><th class="r">Net</th><th class="wide">Funds</th></tr></thead><tbody>${moved.map(
          ({ object: t }) => html`
<tr><td>${t.type}</td><td class="r">${money(t.amount, t.currency)}</td><td class="r">${money(t.fee, t.currency)}</td><td class="r">${money(t.net, t.currency)}</td><td class="wide">${t.status} ${time(t.available_on * 1000)}</td></tr>`,
        )}</tbody></table></div>`
  }</section>
${events(
  { world },
  world.store
    .all('events')
    .filter((e) => e.objectId === pi.id || chargeIds.has(e.objectId ?? ''))
    .reverse(),
)}
<details class="card"><summary>The payment as the API answers it</summary><pre>${JSON.stringify(pi, null, 2)}</pre></details>`;
}

function transfers(rows: readonly Row<'transfers'>[]): Html {
  if (rows.length === 0) return html``;
  return html`<section class="card"><h2>Transfers</h2><div class="scroll" tabindex="0" role="region" aria-label="Transfers"><table><thead><tr><th>Transfer</th><th>To</th><th class="r">Amount</th><th class="r">Reversed</th></tr></thead><tbody>${rows.map(
    ({ object: t }) => html`
<tr><td class="mono">${t.id}</td><td class="mono">${String(t.destination)}</td><td class="r">${money(t.amount, t.currency)}</td><td class="r">${money(t.amount_reversed, t.currency)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function accounts(_stripe: StripeStandIn, rows: readonly Row<'accounts'>[]): Html {
  if (rows.length === 0) return html`<section class="card"><p class="empty">No connected accounts yet. A vendor's onboarding makes one.</p></section>`;
  return html`<section class="card"><div class="scroll" tabindex="0" role="region" aria-label="Connected accounts"><table><thead><tr><th>Account</th><th>Transfers</th><th>Asked for</th><th class="wide">Country</th><th class="wide">Bank</th></tr></thead><tbody>${rows.map(
    (row) => {
      const status = transfersOf(row);
      const due = row.object.requirements?.entries?.length ?? 0;
      return html`<tr id="account-${row.id}"><td>${row.object.display_name ?? '–'}<br><span class="mono dim">${row.id}</span></td><td>${row.object.closed ? state('idle', 'closed') : state(status === 'active' ? 'ok' : status === 'pending' ? 'info' : 'warn', status ?? 'none')}</td>
<td>${due === 0 ? 'nothing' : `${due} things`}</td><td class="wide">${row.object.identity?.country?.toUpperCase() ?? '–'}</td><td class="wide">${row.hidden.bank ? `•••• ${row.hidden.bank.last4}` : '–'}</td></tr>`;
    },
  )}</tbody></table></div></section>`;
}

function listeners({ world }: StripeStandIn): Html {
  const rows = allEndpoints(world);
  return html`<section class="card"><h2>Who listens</h2>${rows.length === 0 ? html`<p class="empty">Nobody: no webhook endpoint is registered.</p>` : html`<ul class="pad stack">${rows.map((e) => html`<li><span class="mono">${e.url}</span><br><span class="dim small">${e.payload} events of ${e.connect ? 'connected accounts' : 'the platform'}: ${e.enabledEvents.includes('*') ? 'all' : e.enabledEvents.join(', ')}</span></li>`)}</ul>`}</section>`;
}

function events({ world }: Pick<StripeStandIn, 'world'>, rows: readonly Row<'events'>[]): Html {
  if (rows.length === 0) return html`<section class="card"><h2>Events</h2><p class="empty">No events yet.</p></section>`;
  const byEvent = grouped(world.store.all('deliveries'));
  return html`<section class="card"><h2>Events</h2><div class="scroll" tabindex="0" role="region" aria-label="Events"><table><thead><tr><th>Event</th><th>Delivery</th><th class="wide">About</th><th class="wide">Created</th></tr></thead><tbody>${rows.map(
    (e) => html`
<tr><td>${e.type}<br><span class="mono dim">${e.id}</span></td><td>${deliveryState(byEvent.get(e.id) ?? [])}</td><td class="wide mono">${e.objectId ?? '–'}</td><td class="wide">${time(e.createdAt)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function deliveryState(rows: readonly DeliveryRow[]): Html {
  if (rows.length === 0) return state('idle', 'nobody listens');
  return html`${rows.map((d) => {
    const last = d.attempts.at(-1);
    const said = last ? (last.status ?? last.error) : null;
    const kind = ({ delivered: 'ok', failed: 'bad', dropped: 'idle', pending: last ? 'warn' : 'info' } as const)[d.state];
    return html`<div>${state(kind, d.state === 'pending' && last ? `tried ${d.attempts.length} times, last: ${said}` : `${d.state}${said ? ` (${said})` : ''}`)}</div>`;
  })}`;
}

function grouped(rows: readonly DeliveryRow[]): Map<string, DeliveryRow[]> {
  const groups = new Map<string, DeliveryRow[]>();
  for (const row of rows) groups.set(row.event, [...(groups.get(row.event) ?? []), row]);
  return groups;
}
