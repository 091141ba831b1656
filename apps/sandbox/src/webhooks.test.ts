import Stripe from 'stripe';
import { refusal, RETURN_URL, withListener, withSandbox, type Heard } from './testing.js';

const SECRET = 'whsec_configured_0001';
const order = { amount: 5_000, currency: 'eur', payment_method: 'pm_card_visa', confirm: true, return_url: RETURN_URL } as const;
const opened = (stripe: Stripe, heard: readonly Heard[], secret = SECRET) => heard.map((h) => stripe.webhooks.constructEvent(h.payload, h.signature, secret));
const PAID = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated'];

test('a payment is told in signed events that the SDK takes', () =>
  withListener(({ url, heard }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        const paid = await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:7' });
        await sandbox.stripe.idle();
        const events = opened(stripe, heard);
        expect(events.map((e) => e.type).sort()).toEqual([...PAID].sort());
        const succeeded = events.find((e) => e.type === 'payment_intent.succeeded')!;
        expect(succeeded).toMatchObject({
          object: 'event',
          api_version: '2026-10-28.endive',
          livemode: false,
          request: { idempotency_key: 'pi:7', id: paid.lastResponse.requestId },
          data: { object: { id: paid.id, status: 'succeeded' } },
        });
        expect(events.find((e) => e.type === 'charge.succeeded')!.data.object).toMatchObject({ balance_transaction: null });
        expect(events.find((e) => e.type === 'charge.updated')!.data).toMatchObject({
          object: { balance_transaction: expect.stringMatching(/^txn_/) as string },
          previous_attributes: { balance_transaction: null },
        });
        expect(await stripe.events.retrieve(succeeded.id)).toMatchObject({ id: succeeded.id, pending_webhooks: 0 });
        expect(() => stripe.webhooks.constructEvent(heard[0]!.payload, heard[0]!.signature, 'whsec_of_another')).toThrow(
          Stripe.errors.StripeSignatureVerificationError,
        );
      },
      { webhooks: [{ url, secret: SECRET }] },
    ),
  ));

test('an endpoint registered by API hears what it asked for, with a secret of its own, until it is deleted', () =>
  withListener(({ url, heard }) =>
    withSandbox(async ({ stripe, sandbox, client }) => {
      const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['payment_intent.succeeded'] });
      await stripe.paymentIntents.create(order);
      await client('sk_test_another').paymentIntents.create(order);
      await sandbox.stripe.idle();
      expect(opened(stripe, heard, endpoint.secret).map((e) => e.type)).toEqual(['payment_intent.succeeded']);
      expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
      await stripe.webhookEndpoints.del(endpoint.id);
      await stripe.paymentIntents.create(order);
      await sandbox.stripe.idle();
      expect(heard).toHaveLength(1);
    }),
  ));

test('a refused delivery is tried again, signed anew, until it is taken', () =>
  withListener(({ url, heard, answer }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        answer.status = 500;
        await stripe.paymentIntents.create({ amount: 5_000, currency: 'eur' });
        await sandbox.stripe.idle();
        expect(sandbox.stripe.deliveries()).toMatchObject([{ state: 'pending', attempts: [{ status: 500 }] }]);
        answer.status = 200;
        sandbox.stripe.advanceClock(1_000);
        await sandbox.stripe.idle();
        expect(sandbox.stripe.deliveries()).toMatchObject([{ state: 'delivered', attempts: [{ status: 500 }, { status: 200 }] }]);
        const [first, second] = opened(stripe, heard);
        expect(second!.id).toBe(first!.id);
      },
      { webhooks: [{ url, secret: SECRET }] },
    ),
  ));

test('after three days of refusals a delivery is given up, and can be sent again by hand', () =>
  withListener(({ url, heard, answer }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        answer.status = 503;
        await stripe.paymentIntents.create({ amount: 5_000, currency: 'eur' });
        for (let hour = 0; hour <= 100 && sandbox.stripe.deliveries()[0]!.state === 'pending'; hour += 6) {
          await sandbox.stripe.idle();
          sandbox.stripe.advanceClock(6 * 60 * 60 * 1000);
        }
        await sandbox.stripe.idle();
        expect(sandbox.stripe.deliveries()[0]).toMatchObject({ state: 'failed', attempts: { length: 11 } });
        answer.status = 200;
        expect(sandbox.stripe.resend(sandbox.stripe.events()[0]!.id)).toBe(1);
        await sandbox.stripe.idle();
        expect(heard).toHaveLength(12);
      },
      { webhooks: [{ url, secret: SECRET }] },
    ),
  ));

test('an event can arrive, and be answered, before the call that caused it is', () =>
  withListener(({ url, heard, answer }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        sandbox.stripe.setWebhookMode('payment_intent.succeeded', { before_response: true });
        answer.delayMs = 60;
        await stripe.paymentIntents.create(order);
        const answeredAt = Date.now();
        expect(opened(stripe, heard).map((e) => e.type)).toContain('payment_intent.succeeded');
        expect(heard.every((h) => h.at <= answeredAt - 50)).toBe(true);
        await sandbox.stripe.idle();
        expect(sandbox.stripe.deliveries('payment_intent.succeeded')).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }]);
      },
      { webhooks: [{ url, secret: SECRET }], asyncCaptureMs: 500 },
    ),
  ));

test('events are dropped, doubled, forged, delayed and overtaken as ordered', () =>
  withListener(({ url, heard }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        const modes = sandbox.stripe;
        modes.setWebhookMode('payment_intent.created', { drop: true });
        modes.setWebhookMode('charge.succeeded', { duplicate: 1, reorder: true });
        modes.setWebhookMode('charge.updated', { delay_ms: 60_000 });
        await stripe.paymentIntents.create(order);
        await sandbox.stripe.idle();
        expect(opened(stripe, heard).map((e) => e.type)).toEqual(['payment_intent.succeeded', 'charge.succeeded', 'charge.succeeded']);
        sandbox.stripe.advanceClock(60_000);
        await sandbox.stripe.idle();
        expect(opened(stripe, heard).at(-1)!.type).toBe('charge.updated');

        for (const type of Object.keys(modes.webhookModes())) modes.setWebhookMode(type, null);
        modes.setWebhookMode('*', { wrong_signature: true });
        heard.length = 0;
        await stripe.paymentIntents.create({ amount: 5_000, currency: 'eur' });
        await sandbox.stripe.idle();
        expect(() => opened(stripe, heard)).toThrow(/No signatures found/);
        expect(modes.webhookModes()).toEqual({ '*': { wrong_signature: true } });
      },
      { webhooks: [{ url, secret: SECRET }] },
    ),
  ));

test('the same key answers the same, without doing it again; another request under it is refused', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const first = await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' });
    const again = await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' });
    expect([again.id, again.lastResponse.headers['idempotent-replayed']]).toEqual([first.id, 'true']);
    expect(await refusal(stripe.paymentIntents.create({ ...order, amount: 6_000 }, { idempotencyKey: 'pi:1' }))).toMatchObject({
      status: 400,
      type: 'StripeIdempotencyError',
    });
    expect(sandbox.stripe.events('payment_intent.created')).toHaveLength(1);
  }));

test('a decline is remembered under its key, a parameter error is not', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create({ amount: 5_000, currency: 'eur' });
    const decline = () =>
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined', return_url: RETURN_URL }, { idempotencyKey: 'pic:1' });
    expect([(await refusal(decline())).code, (await refusal(decline())).code]).toEqual(['card_declined', 'card_declined']);
    expect(sandbox.stripe.events('charge.failed')).toHaveLength(1);

    expect(await refusal(stripe.paymentIntents.create({ amount: 1, currency: 'eur' }, { idempotencyKey: 'pi:2' }))).toMatchObject({ code: 'amount_too_small' });
    expect(await stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, { idempotencyKey: 'pi:2' })).toMatchObject({ amount: 100 });
  }));

test('while a call is in flight its key is taken', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', delay_ms: 150 });
    const slow = stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await refusal(stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' }))).toMatchObject({ status: 409, code: 'idempotency_key_in_use' });
    const { id } = await slow;
    expect(await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' })).toMatchObject({ id });
  }));

test('a connection cut after the call was done: the retry under the same key finds what was done', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', drop: 'after' });
    // The SDK tries once more by itself after a reset connection.
    const found = await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' });
    expect(found.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await stripe.paymentIntents.list()).data.map((p) => p.id)).toEqual([found.id]);
  }));

test('a connection cut before the call, and a call that fails by order, change nothing', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', drop: 'before', times: 2 });
    expect(await refusal(stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' }))).toMatchObject({ type: 'StripeConnectionError' });
    sandbox.stripe.faults.add({ route: '*', status: 503 });
    expect(await refusal(stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' }))).toMatchObject({ status: 503, type: 'StripeAPIError' });
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
    expect(await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' })).toMatchObject({ status: 'succeeded' });
  }));

test('the controls answer over HTTP, and only to JSON', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const control = (method: string, path: string, body?: unknown, type = 'application/json') =>
      fetch(`${sandbox.url}/_sim${path}`, {
        method,
        headers: { 'content-type': type },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      });
    const before = sandbox.stripe.now().getTime();
    expect(((await (await control('POST', '/clock', { advance_ms: 86_400_000 })).json()) as { offset_ms: number }).offset_ms).toBeGreaterThanOrEqual(
      86_400_000,
    );
    expect(sandbox.stripe.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
    expect((await control('POST', '/clock', 'advance_ms=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await control('POST', '/clock', { advance_ms: -1 })).status).toBe(400);
    expect((await control('POST', '/clock', '{')).status).toBe(400);
    expect((await control('POST', '/accounts/acct_nobody/onboarding', {})).status).toBe(404);
    expect((await control('POST', '/faults', { route: '*', status: 500 })).status).toBe(201);
    expect(await refusal(stripe.balance.retrieve())).toMatchObject({ status: 500 });
    expect(await (await control('PUT', '/webhook_modes/charge.succeeded', { drop: true })).json()).toEqual({ 'charge.succeeded': { drop: true } });
    await stripe.paymentIntents.create(order);
    const state = (await (await control('GET', '/state')).json()) as Record<string, unknown[]>;
    expect([state['payment_intents']!.length, await (await control('GET', '/invariants')).json()]).toEqual([1, { broken: [] }]);
    await control('POST', '/reset', {});
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  }));

test("what is sent wrongly is a 4xx in Stripe's shape, never a 5xx", () =>
  withSandbox(async ({ sandbox }) => {
    const post = async (path: string, body: string, type: string) => {
      const answer = await fetch(sandbox.url + path, { method: 'POST', body, headers: { authorization: 'Bearer sk_test_stoa', 'content-type': type } });
      return [answer.status, ((await answer.json()) as { error: { type: string } }).error.type];
    };
    const form = 'application/x-www-form-urlencoded';
    expect(await post('/v2/core/accounts', '{', 'application/json')).toEqual([400, 'invalid_request_error']);
    expect(await post('/v2/core/accounts', '[1]', 'application/json')).toEqual([400, 'invalid_request_error']);
    expect(await post('/v1/payment_intents', 'amount[=1', form)).toEqual([400, 'invalid_request_error']);
    expect(await post('/v1/payment_intents', 'amount=1&amount[x]=1&currency=eur', form)).toEqual([400, 'invalid_request_error']);
    expect(await post('/v1/payment_intents', `description=${'x'.repeat(2_000_000)}`, form)).toEqual([413, 'invalid_request_error']);
    expect(await post('/v1/nothing', '', form)).toEqual([404, 'invalid_request_error']);
    expect(await post('/v1/payment_intents/pi_nobody/confirm', '', form)).toEqual([404, 'invalid_request_error']);
    expect((await fetch(`${sandbox.url}/onboarding/nobody`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/nothing`)).status).toBe(404);
  }));

test('a v2 event destination hears thin events of the kinds it asked for, while it is enabled', () =>
  withListener(({ url, heard }) =>
    withSandbox(async ({ stripe, sandbox }) => {
      const made = await stripe.v2.core.eventDestinations.create({
        name: 'Stoa',
        event_payload: 'thin',
        enabled_events: ['v2.core.account.created'],
        type: 'webhook_endpoint',
        webhook_endpoint: { url },
      });
      const secret = made.webhook_endpoint!.signing_secret!;
      const account = await stripe.v2.core.accounts.create({ display_name: 'Toini', identity: { country: 'FI' } });
      await sandbox.stripe.idle();
      const [event] = heard.map((h) => stripe.parseEventNotification(h.payload, h.signature, secret));
      expect([heard.length, event!.type, (event as unknown as { related_object: object }).related_object]).toEqual([
        1,
        'v2.core.account.created',
        { id: account.id, type: 'v2.core.account', url: `/v2/core/accounts/${account.id}` },
      ]);
      expect((await stripe.v2.core.eventDestinations.retrieve(made.id)).webhook_endpoint).toEqual({});
      await stripe.v2.core.eventDestinations.disable(made.id);
      await stripe.v2.core.accounts.create({ display_name: 'Aino', identity: { country: 'FI' } });
      await sandbox.stripe.idle();
      expect(heard).toHaveLength(1);
    }),
  ));
