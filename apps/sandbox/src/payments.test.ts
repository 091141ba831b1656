import type Stripe from 'stripe';
import { refusal, RETURN_URL, withSandbox } from './testing.js';

const order = { amount: 19_300, currency: 'eur', transfer_group: 'ogr_1', metadata: { attempt_id: 'pat_1' } } as const;

test('a good card pays: the fee comes with charge.updated, the money is pending for two days', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const created = await stripe.paymentIntents.create({ ...order, automatic_payment_methods: { enabled: true } }, { idempotencyKey: 'pi:1' });
    expect(created).toMatchObject({
      status: 'requires_payment_method',
      capture_method: 'automatic_async',
      amount: 19_300,
      latest_charge: null,
      metadata: { attempt_id: 'pat_1' },
    });

    const paid = await stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa', return_url: RETURN_URL, expand: ['latest_charge'] });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 19_300 });
    expect((paid.latest_charge as Stripe.Charge).balance_transaction).toBeNull();
    await sandbox.stripe.idle();

    const charge = await stripe.charges.retrieve((paid.latest_charge as Stripe.Charge).id, { expand: ['balance_transaction'] });
    // 1.5 % of 193.00 is 2.895, rounded half up to 2.90, and 0.25.
    expect(charge.balance_transaction).toMatchObject({
      amount: 19_300,
      fee: 315,
      net: 18_985,
      currency: 'eur',
      status: 'pending',
      type: 'charge',
      source: charge.id,
    });
    expect(charge).toMatchObject({ transfer_group: 'ogr_1', captured: true, paid: true, payment_method_details: { card: { brand: 'visa', last4: '4242' } } });
    expect(sandbox.stripe.events().map((e) => e.type)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated']);

    expect(await stripe.balance.retrieve()).toMatchObject({ available: [{ amount: 0, currency: 'eur' }], pending: [{ amount: 18_985, currency: 'eur' }] });
    sandbox.stripe.advanceClock(2 * 24 * 60 * 60 * 1000 + 2000);
    expect(await stripe.balance.retrieve()).toMatchObject({ available: [{ amount: 18_985 }], pending: [{ amount: 0 }] });
    expect(sandbox.stripe.invariants()).toEqual([]);
  }));

test.each([
  ['usd', 'pm_card_visa', 10_000, 320],
  ['eur', 'pm_card_de', 10_000, 175],
  ['eur', 'pm_card_gb', 10_000, 275],
  ['eur', 'pm_card_jp', 10_000, 350],
  ['usd', 'pm_card_de', 10_000, 470],
])("in %s the card %s costs its region's fee", (currency, payment_method, amount, fee) =>
  withSandbox(async ({ stripe }) => {
    const paid = await stripe.paymentIntents.create({
      amount,
      currency,
      payment_method,
      confirm: true,
      return_url: RETURN_URL,
      capture_method: 'automatic',
      expand: ['latest_charge.balance_transaction'],
    });
    expect((paid.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({ fee, net: amount - fee });
  }),
);

test.each([
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
  ['pm_card_radarBlock', 'card_declined', 'fraudulent'],
])('%s is declined with %s, and the payment waits for another card', (payment_method, code, decline_code) =>
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create(order);
    expect(await refusal(stripe.paymentIntents.confirm(id, { payment_method, return_url: RETURN_URL }))).toMatchObject({
      status: 402,
      type: 'StripeCardError',
      code,
      decline_code,
    });

    const after = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(after).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      amount_received: 0,
      last_payment_error: { type: 'card_error', code },
      latest_charge: { status: 'failed', paid: false, failure_code: code, balance_transaction: null },
    });
    expect(sandbox.stripe.events().map((e) => e.type)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    expect((await stripe.balance.retrieve()).pending).toEqual([]);

    const second = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_mastercard', return_url: RETURN_URL });
    expect(second).toMatchObject({ status: 'succeeded', last_payment_error: null });
  }),
);

test('a card typed into the form becomes a token that pays once', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const form = (body: string, key = 'pk_test_stoa') =>
      fetch(`${sandbox.url}/v1/confirmation_tokens`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://oma.localhost:4000' },
      });
    const card = (number: string, more = '') =>
      `payment_method_data[type]=card&payment_method_data[card][number]=${number}&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=2099&payment_method_data[card][cvc]=123${more}`;

    const answer = await form(
      card('4242 4242 4242 4242'.replaceAll(' ', '+'), `&return_url=${encodeURIComponent(RETURN_URL)}&payment_method_data[billing_details][name]=Ada`).replace(
        '2099',
        String(new Date().getFullYear() + 3),
      ),
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const token = (await answer.json()) as Stripe.ConfirmationToken;
    expect(token).toMatchObject({
      object: 'confirmation_token',
      payment_method_preview: { type: 'card', card: { brand: 'visa', last4: '4242' }, billing_details: { name: 'Ada' } },
    });
    expect(await stripe.confirmationTokens.retrieve(token.id)).toMatchObject({ id: token.id, payment_intent: null });

    const first = await stripe.paymentIntents.create(order);
    expect(await stripe.paymentIntents.confirm(first.id, { confirmation_token: token.id })).toMatchObject({ status: 'succeeded' });
    const second = await stripe.paymentIntents.create(order);
    expect(await refusal(stripe.paymentIntents.confirm(second.id, { confirmation_token: token.id }))).toMatchObject({
      status: 400,
      param: 'confirmation_token',
    });
    expect(await stripe.paymentIntents.retrieve(second.id)).toMatchObject({ status: 'requires_payment_method' });
  }));

test.each([
  ['4242424242424241', '12', 3, '123', 'incorrect_number'],
  ['4242424242424242', '13', 3, '123', 'invalid_expiry_month'],
  ['4242424242424242', '12', -1, '123', 'invalid_expiry_year'],
  ['4242424242424242', '12', 3, '12', 'invalid_cvc'],
  ['4111111111111111', '12', 3, '123', 'card_declined'],
])('the form refuses %s %s/%s %s: %s', (number, exp_month, years, cvc, code) =>
  withSandbox(async ({ sandbox }) => {
    const answer = await fetch(`${sandbox.url}/v1/confirmation_tokens`, {
      method: 'POST',
      headers: { authorization: 'Bearer pk_test_stoa', 'content-type': 'application/json' },
      body: JSON.stringify({
        payment_method_data: { type: 'card', card: { number, exp_month: Number(exp_month), exp_year: new Date().getFullYear() + years, cvc } },
      }),
    });
    expect(answer.status).toBe(402);
    expect(await answer.json()).toMatchObject({ error: { type: 'card_error', code } });
  }),
);

test('a publishable key opens nothing but the card form', () =>
  withSandbox(async ({ client }) => {
    expect(await refusal(client('pk_test_stoa').paymentIntents.create(order))).toMatchObject({ status: 403, type: 'StripePermissionError' });
    expect(await refusal(client('nonsense').balance.retrieve())).toMatchObject({ status: 401, type: 'StripeAuthenticationError' });
  }));

test('a token typed for one account pays nothing of another', () =>
  withSandbox(async ({ client }) => {
    const token = await client('sk_test_oma').testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa', return_url: RETURN_URL });
    const solano = client('sk_test_solano');
    const { id } = await solano.paymentIntents.create(order);
    expect(await refusal(solano.paymentIntents.confirm(id, { confirmation_token: token.id }))).toMatchObject({ status: 404, code: 'resource_missing' });
    expect(await refusal(client('sk_test_oma').paymentIntents.retrieve(id))).toMatchObject({ status: 404, code: 'resource_missing' });
  }));

test('a card that asks for authentication is charged once the shopper approves', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const asked = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_threeDSecure2Required', confirm: true, return_url: RETURN_URL });
    expect(asked).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' }, latest_charge: null });
    const url = asked.next_action!.redirect_to_url!.url!;
    expect(await (await fetch(url)).text()).toContain('Complete authentication');

    const back = await fetch(url, {
      method: 'POST',
      body: 'outcome=complete',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(back.status).toBe(303);
    const location = new URL(back.headers.get('location')!);
    expect([location.origin + location.pathname, location.searchParams.get('payment_intent'), location.searchParams.get('redirect_status')]).toEqual([
      RETURN_URL,
      asked.id,
      'succeeded',
    ]);
    expect(await stripe.paymentIntents.retrieve(asked.id, { expand: ['latest_charge'] })).toMatchObject({
      status: 'succeeded',
      next_action: null,
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    });
    expect((await fetch(url)).status).toBe(410);
    expect(sandbox.stripe.events().map((e) => e.type)).toContain('payment_intent.requires_action');
  }));

test('an authentication that fails, and one after which the bank declines, leave the payment open', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const failed = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_authenticationRequired', confirm: true, return_url: RETURN_URL });
    sandbox.stripe.authenticate(failed.id, 'fail');
    expect(await stripe.paymentIntents.retrieve(failed.id)).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });

    const declined = await stripe.paymentIntents.create({
      ...order,
      payment_method: 'pm_card_threeDSecureRequiredChargeDeclined',
      confirm: true,
      return_url: RETURN_URL,
    });
    sandbox.stripe.authenticate(declined.id, 'complete');
    expect(await stripe.paymentIntents.retrieve(declined.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined' },
    });

    const offSession = stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_authenticationRequired', confirm: true, off_session: true });
    expect(await refusal(offSession)).toMatchObject({ status: 402, code: 'authentication_required' });
  }));

test('an open payment can be cancelled, a paid one cannot', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create(order);
    expect(await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
    });
    expect(await refusal(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: RETURN_URL }))).toMatchObject({
      status: 400,
      code: 'payment_intent_unexpected_state',
    });
    expect(await refusal(stripe.paymentIntents.cancel(id))).toMatchObject({ code: 'payment_intent_unexpected_state' });

    const paid = await stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_visa', confirm: true, return_url: RETURN_URL });
    expect(await refusal(stripe.paymentIntents.cancel(paid.id))).toMatchObject({ status: 400, code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.retrieve(paid.id)).toMatchObject({ status: 'succeeded' });
    expect(sandbox.stripe.events('payment_intent.canceled')).toHaveLength(1);
  }));

test('a manual capture takes part of the authorised money, once; an old authorisation expires', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const held = await stripe.paymentIntents.create({
      ...order,
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: RETURN_URL,
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 19_300, amount_received: 0 });
    const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 10_000, expand: ['latest_charge.balance_transaction'] });
    expect(captured).toMatchObject({
      status: 'succeeded',
      amount_received: 10_000,
      amount_capturable: 0,
      latest_charge: { amount_captured: 10_000, amount_refunded: 9_300, balance_transaction: { amount: 10_000, fee: 175 } },
    });
    expect(await refusal(stripe.paymentIntents.capture(held.id))).toMatchObject({ code: 'payment_intent_unexpected_state' });

    const old = await stripe.paymentIntents.create({
      ...order,
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: RETURN_URL,
    });
    sandbox.stripe.advanceClock(7 * 24 * 60 * 60 * 1000 + 1);
    expect(await stripe.paymentIntents.retrieve(old.id)).toMatchObject({ status: 'canceled', cancellation_reason: 'automatic' });
    expect(sandbox.stripe.invariants()).toEqual([]);
  }));

test('the amount changes before payment and not after', () =>
  withSandbox(async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(order);
    expect(await stripe.paymentIntents.update(id, { amount: 20_000, metadata: { attempt_id: '', note: 'x' } })).toMatchObject({
      amount: 20_000,
      metadata: { note: 'x' },
    });
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: RETURN_URL });
    expect(await refusal(stripe.paymentIntents.update(id, { amount: 1 }))).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.update(id, { metadata: { order_id: 'ord_1' } })).toMatchObject({
      amount: 20_000,
      metadata: { note: 'x', order_id: 'ord_1' },
    });
  }));

test('wrong parameters are refused by name, and nothing is made of them', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const create = (given: object) => refusal(stripe.paymentIntents.create(given as Stripe.PaymentIntentCreateParams));
    expect(await create({ ...order, payment_method_types: ['card'] })).toMatchObject({ status: 400, code: 'parameter_unknown', param: 'payment_method_types' });
    expect(await create({ currency: 'eur' })).toMatchObject({ code: 'parameter_missing', param: 'amount' });
    expect(await create({ ...order, amount: '1.5' })).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' });
    expect(await create({ ...order, amount: 49 })).toMatchObject({ code: 'amount_too_small' });
    expect(await create({ ...order, currency: 'xxx' })).toMatchObject({ param: 'currency' });
    expect(await create({ ...order, shipping: { name: 'Ada', address: { planet: 'Mars' } } })).toMatchObject({
      code: 'parameter_unknown',
      param: 'shipping[address][planet]',
    });
    expect(await create({ ...order, application_fee_amount: 1 })).toMatchObject({ code: 'sandbox_not_simulated' });
    expect(await create({ ...order, payment_method: 'pm_card_visa', confirm: true })).toMatchObject({ param: 'return_url' });
    expect(await create({ ...order, expand: ['status'] })).toMatchObject({ message: 'This property cannot be expanded (status).' });
    expect(sandbox.stripe.events()).toEqual([]);
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  }));

test('lists page newest first, and the SDK walks through all of them', () =>
  withSandbox(async ({ stripe }) => {
    for (let n = 0; n < 7; n += 1) await stripe.paymentIntents.create({ ...order, metadata: { n } });
    const page = await stripe.paymentIntents.list({ limit: 3 });
    expect([page.has_more, page.data.map((p) => p.metadata['n'])]).toEqual([true, ['6', '5', '4']]);
    const all = await stripe.paymentIntents.list({ limit: 3 }).autoPagingToArray({ limit: 100 });
    expect(all.map((p) => p.metadata['n'])).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  }));
