import express, { Router } from 'express';
import { z } from 'zod';
import { endVisit, findVisit, openLink, testNumberOf } from '../stripe/account/onboarding.js';
import { authenticated } from '../stripe/payment/confirm.js';
import type { StripeStandIn } from '../stripe/stripe.js';
import type { Tables } from '../stripe/tables.js';
import { html } from './html.js';
import { money, page, PAGE_HEADERS } from './layout.js';

const answers = z.strictObject({
  action: z.enum(['complete', 'later']),
  business_name: z.string().trim().min(1).max(200),
  account_number: z.string().trim().min(4).max(40),
});
const challenge = z.strictObject({ outcome: z.enum(['complete', 'fail']) });

/** The pages Stripe hosts: what a vendor is asked at onboarding, and the bank's question to a shopper. */
export function hostedPages({ world }: StripeStandIn): Router {
  const { store } = world;
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '10kb' });
  const gone = (words: string) =>
    page({ title: 'This page has ended', place: null, isNarrow: true, body: html`<h1>This page has ended</h1><p class="dim">${words}</p>` });

  router.get('/onboarding/visits/:id', (req, res) => {
    const found = findVisit(world, req.params.id);
    if (!found) return void res.status(410).set(PAGE_HEADERS).send(gone('Go back to the marketplace and open the onboarding again.'));
    res.set(PAGE_HEADERS).send(onboardingPage(req.params.id, found.account));
  });
  router.post('/onboarding/visits/:id', form, (req, res) => {
    const given = answers.safeParse(req.body);
    if (!given.success) return void res.status(400).set(PAGE_HEADERS).send(gone('The form could not be read. Go back and try again.'));
    const { action, business_name, account_number } = given.data;
    const found = findVisit(world, req.params.id);
    const back = found && store.change(() => endVisit(world, req.params.id, action, { businessName: business_name, accountNumber: account_number }));
    if (!found) return void res.status(410).set(PAGE_HEADERS).send(gone('Go back to the marketplace and open the onboarding again.'));
    if (!back) return void res.set(PAGE_HEADERS).send(gone('Thank you. You can close this page.'));
    res.redirect(303, back);
  });
  router.get('/onboarding/:link', (req, res) => {
    const visit = store.change(() => openLink(world, req.params.link));
    if (visit.kind === 'unknown') return void res.status(404).set(PAGE_HEADERS).send(gone('There is no such link.'));
    res.redirect(303, visit.kind === 'refresh' ? visit.url : `/onboarding/visits/${visit.visit}`);
  });
  router.get('/3ds/:id', (req, res) => {
    const intent = awaiting(req.params.id);
    if (!intent) return void res.status(410).set(PAGE_HEADERS).send(gone('There is nothing to approve any more.'));
    res.set(PAGE_HEADERS).send(challengePage(req.params.id, intent));
  });
  router.post('/3ds/:id', form, (req, res) => {
    const intent = awaiting(req.params.id);
    const given = challenge.safeParse(req.body);
    if (!intent || !given.success) return void res.status(410).set(PAGE_HEADERS).send(gone('There is nothing to approve any more.'));
    const result = store.change(() => authenticated({ world, account: intent.account, platform: intent.account, request: null }, intent, given.data.outcome));
    const { returnUrl } = intent.hidden;
    if (!returnUrl) return void res.set(PAGE_HEADERS).send(gone('Thank you. You can close this page.'));
    const back = new URL(returnUrl);
    back.searchParams.set('payment_intent', intent.id);
    back.searchParams.set('payment_intent_client_secret', intent.object.client_secret ?? '');
    back.searchParams.set('redirect_status', result.declined ? 'failed' : 'succeeded');
    res.redirect(303, back.href);
  });

  const awaiting = (id: string): Tables['payment_intents'] | null =>
    store.all('payment_intents').find((p) => p.hidden.awaiting === id && p.object.status === 'requires_action') ?? null;
  return router;
}

function onboardingPage(visit: string, account: Tables['accounts']): string {
  const country = account.object.identity?.country?.toUpperCase() ?? 'DE';
  const due = account.object.requirements?.entries?.map((e) => e.description) ?? [];
  return page({
    title: 'Payout account',
    place: null,
    isNarrow: true,
    body: html`<div class="stack"><h1>Set up your payout account</h1>
<p class="dim">Stripe would ask here who you are and where your money goes. This is the stand-in: give nothing real, the test data will do.</p></div>
<form class="card" method="post" action="/onboarding/visits/${visit}"><h2>Your business</h2><div class="pad stack">
<label>Business name <input name="business_name" required maxlength="200" value="${account.object.display_name ?? 'Test business'}"></label>
<label>Bank account <small>Stripe's test number for ${country}</small><input name="account_number" required minlength="4" maxlength="40" value="${testNumberOf(country)}" autocomplete="off"></label>
<p class="small dim">Account <span class="mono">${account.id}</span>. ${due.length === 0 ? 'Nothing is asked for: all is known already.' : `Asked for: ${due.length} things.`}</p>
<div class="row"><button class="main" name="action" value="complete">Complete with test data</button><button name="action" value="later">Leave it incomplete</button></div></div></form>`,
  });
}

function challengePage(id: string, { object: pi }: Tables['payment_intents']): string {
  return page({
    title: 'Approve the payment',
    place: null,
    isNarrow: true,
    body: html`<h1>Approve the payment</h1>
<form class="card" method="post" action="/3ds/${id}"><div class="pad stack"><p>Your bank would ask here whether it is you who pays ${money(pi.amount, pi.currency)}.</p>
<div class="row"><button class="main" name="outcome" value="complete">Complete authentication</button><button name="outcome" value="fail">Fail authentication</button></div></div></form>`,
  });
}
