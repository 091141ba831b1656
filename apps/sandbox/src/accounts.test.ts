import type Stripe from 'stripe';
import { refusal, RETURN_URL, withListener, withSandbox } from './testing.js';

const SECRET = 'whsec_configured_0002';
const vendor = {
  contact_email: 'toini@example.com',
  display_name: 'Toini Ceramics',
  dashboard: 'express',
  identity: { country: 'FI', entity_type: 'company' },
  metadata: { vendor_id: 'ven_1' },
  configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
} satisfies Stripe.V2.Core.AccountCreateParams;
const link = (account: string) =>
  ({
    account,
    use_case: { type: 'account_onboarding', account_onboarding: { return_url: 'https://shop.example/back', refresh_url: 'https://shop.example/again' } },
  }) satisfies Stripe.V2.Core.AccountLinkCreateParams;
const INCLUDE = ['configuration.recipient', 'requirements', 'identity', 'defaults'] as Stripe.V2.Core.AccountRetrieveParams.Include[];
const transfersOf = (account: Stripe.V2.Core.Account) => account.configuration!.recipient!.capabilities!.stripe_balance!.stripe_transfers!.status;
const visit = (url: string) => fetch(url, { redirect: 'manual' });
const send = (url: string, body: string) =>
  fetch(url, { method: 'POST', body, redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' } });

test('a vendor becomes able to receive transfers through the hosted page', () =>
  withListener(({ url, heard }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        const created = await stripe.v2.core.accounts.create({ ...vendor, include: ['configuration.recipient', 'requirements'] });
        expect([transfersOf(created), created.requirements!.entries!.length, created.identity, created.metadata]).toEqual([
          'restricted',
          4,
          undefined,
          { vendor_id: 'ven_1' },
        ]);

        const { url: page, expires_at } = await stripe.v2.core.accountLinks.create(link(created.id));
        expect(Date.parse(expires_at) - sandbox.stripe.now().getTime()).toBeGreaterThan(9 * 60 * 1000);
        const opened = (await visit(page)).headers.get('location')!;
        expect(opened).toMatch(/^\/onboarding\/visits\//);
        expect(await (await visit(sandbox.url + opened)).text()).toContain('Complete with test data');
        const done = await send(sandbox.url + opened, 'action=complete&business_name=Toini&account_number=FI2112345600000785');
        expect([done.status, done.headers.get('location')]).toEqual([303, 'https://shop.example/back']);

        const ready = await stripe.v2.core.accounts.retrieve(created.id, { include: INCLUDE });
        expect([transfersOf(ready), ready.requirements!.entries, ready.identity!.country]).toEqual(['active', [], 'fi']);
        expect(await stripe.accounts.retrieve(created.id)).toMatchObject({
          capabilities: { transfers: 'active' },
          details_submitted: true,
          payouts_enabled: true,
          external_accounts: { data: [{ last4: '0785' }] },
        });
        await sandbox.stripe.idle();
        const told = heard.map((h) => stripe.parseEventNotification(h.payload, h.signature, SECRET));
        expect(told.map((e) => e.type).sort()).toEqual([
          'v2.core.account.created',
          'v2.core.account[configuration.recipient].capability_status_updated',
          'v2.core.account[identity].updated',
          'v2.core.account[requirements].updated',
          'v2.core.account_link.returned',
        ]);
        const changed = told.find((e) => e.type === 'v2.core.account[configuration.recipient].capability_status_updated')!;
        expect(
          await (changed as Stripe.Events.V2CoreAccountIncludingConfigurationRecipientCapabilityStatusUpdatedEventNotification).fetchRelatedObject(),
        ).toMatchObject({ id: created.id });
        expect(await stripe.v2.core.events.retrieve(changed.id)).toMatchObject({ data: { updated_capability: 'stripe_balance.stripe_transfers' } });
      },
      { webhooks: [{ url, secret: SECRET, payload: 'thin' }] },
    ),
  ));

test('an onboarding link opens once and not for long; left incomplete, nothing changes', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.v2.core.accounts.create(vendor);
    const { url } = await stripe.v2.core.accountLinks.create(link(id));
    const opened = (await visit(url)).headers.get('location')!;
    expect((await visit(url)).headers.get('location')).toBe('https://shop.example/again');
    const left = await send(sandbox.url + opened, 'action=later&business_name=Toini&account_number=1234');
    expect(left.headers.get('location')).toBe('https://shop.example/back');
    expect((await send(sandbox.url + opened, 'action=complete&business_name=Toini&account_number=1234')).status).toBe(410);
    expect(transfersOf(await stripe.v2.core.accounts.retrieve(id, { include: INCLUDE }))).toBe('restricted');

    const late = await stripe.v2.core.accountLinks.create(link(id));
    sandbox.stripe.advanceClock(11 * 60 * 1000);
    expect((await visit(late.url)).headers.get('location')).toBe('https://shop.example/again');
  }));

test('accounts that Stripe would not make are not made', () =>
  withSandbox(async ({ stripe, client }) => {
    const create = (given: object) => refusal(stripe.v2.core.accounts.create({ ...vendor, ...given }));
    expect(await create({ identity: { country: 'BR' } })).toMatchObject({
      status: 400,
      code: 'invalid_fields',
      message: expect.stringContaining('self-serve region') as string,
    });
    expect(await create({ identity: undefined })).toMatchObject({ message: expect.stringContaining('identity.country') as string });
    expect(await create({ defaults: { responsibilities: { fees_collector: 'stripe', losses_collector: 'stripe' } } })).toMatchObject({
      message: expect.stringContaining('losses_collector') as string,
    });
    expect(await create({ capabilities: {} })).toMatchObject({ code: 'invalid_fields' });
    expect((await stripe.v2.core.accounts.list({})).data).toEqual([]);
    const { id } = await stripe.v2.core.accounts.create(vendor);
    expect(await refusal(client('sk_test_another').v2.core.accounts.retrieve(id))).toMatchObject({ status: 404, code: 'resource_missing' });
  }));

test('accounts are updated, listed over pages and closed', () =>
  withSandbox(async ({ stripe }) => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift((await stripe.v2.core.accounts.create({ ...vendor, metadata: { n: String(n) } })).id);
    const listed = await stripe.v2.core.accounts.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(listed.map((a) => a.id)).toEqual(ids);
    expect(await stripe.v2.core.accounts.update(ids[0]!, { metadata: { n: '', note: 'x' }, display_name: 'New' })).toMatchObject({
      metadata: { note: 'x' },
      display_name: 'New',
    });
    await stripe.v2.core.accounts.close(ids[0]!);
    const told = await stripe.v2.core.events.list({ object_id: ids[1]!, types: ['v2.core.account.created'] });
    expect(told.data.map((e) => e.type)).toEqual(['v2.core.account.created']);
    const created = await stripe.v2.core.events
      .list({ types: ['v2.core.account.created'], limit: 2, created: { gt: '2026-01-01T00:00:00Z' as never } })
      .autoPagingToArray({ limit: 100 });
    expect(created).toHaveLength(5);
    expect((await stripe.v2.core.events.list({ created: { lt: '2026-01-01T00:00:00Z' as never } })).data).toEqual([]);
    expect((await stripe.v2.core.accounts.list({ limit: 10 })).data.map((a) => a.id)).toEqual(ids.slice(1));
    expect(await refusal(stripe.v2.core.accountLinks.create(link(ids[0]!)))).toMatchObject({ code: 'account_closed' });
  }));

test('a transfer takes from the charge, waits as long as its money, and is refused where Stripe would', () =>
  withListener(({ url, heard }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        const { id: destination } = await stripe.v2.core.accounts.create(vendor);
        const paid = await stripe.paymentIntents.create({
          amount: 10_000,
          currency: 'eur',
          payment_method: 'pm_card_visa',
          confirm: true,
          return_url: RETURN_URL,
          capture_method: 'automatic',
          transfer_group: 'ogr_1',
        });
        const source_transaction = paid.latest_charge as string;
        const transfer = (given: Partial<Stripe.TransferCreateParams>) =>
          stripe.transfers.create({ amount: 6_000, currency: 'eur', destination, source_transaction, ...given });

        expect(await refusal(transfer({}))).toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
        sandbox.stripe.completeOnboarding(destination);
        expect(await refusal(transfer({ source_transaction: undefined }))).toMatchObject({ code: 'balance_insufficient' });
        expect(await refusal(transfer({ currency: 'usd' }))).toMatchObject({ param: 'currency' });
        const made = await transfer({ expand: ['destination_payment.balance_transaction'] });
        expect(made).toMatchObject({
          amount: 6_000,
          transfer_group: 'ogr_1',
          destination,
          destination_payment: { source_transfer: made.id, balance_transaction: { type: 'payment', status: 'pending' } },
        });
        expect(await refusal(transfer({ amount: 4_001 }))).toMatchObject({ param: 'amount' });

        expect(await stripe.balance.retrieve({}, { stripeContext: destination })).toMatchObject({ pending: [{ amount: 6_000 }], available: [{ amount: 0 }] });
        sandbox.stripe.settleFunds();
        expect(await stripe.balance.retrieve({}, { stripeContext: destination })).toMatchObject({ pending: [{ amount: 0 }], available: [{ amount: 6_000 }] });
        expect(await stripe.balance.retrieve()).toMatchObject({ available: [{ amount: 10_000 - 175 - 6_000 }] });

        const reversal = await stripe.transfers.createReversal(made.id, { amount: 2_500, metadata: { refund_id: 'r1' } });
        expect(await stripe.transfers.retrieve(made.id)).toMatchObject({ amount_reversed: 2_500, reversed: false, reversals: { data: [{ id: reversal.id }] } });
        expect(await refusal(stripe.transfers.createReversal(made.id, { amount: 3_501 }))).toMatchObject({ param: 'amount' });
        expect(await stripe.balance.retrieve({}, { stripeContext: destination })).toMatchObject({ available: [{ amount: 3_500 }] });
        await sandbox.stripe.idle();
        const connected = heard.map((h) => stripe.webhooks.constructEvent(h.payload, h.signature, SECRET));
        expect(new Set(connected.map((e) => e.account))).toEqual(new Set([destination]));
        expect(connected.map((e) => e.type)).toContain('account.updated');
        expect(sandbox.stripe.invariants()).toEqual([]);
      },
      { webhooks: [{ url, secret: SECRET, connect: true }] },
    ),
  ));

test('refunds never exceed what was captured; one the bank cannot take comes back', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const pay = (payment_method: string) =>
      stripe.paymentIntents.create({ amount: 10_000, currency: 'eur', payment_method, confirm: true, return_url: RETURN_URL, capture_method: 'automatic' });
    const paid = await pay('pm_card_bypassPending');
    const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 4_000, expand: ['balance_transaction', 'charge'] });
    expect(part).toMatchObject({
      status: 'succeeded',
      balance_transaction: { amount: -4_000, type: 'refund' },
      charge: { amount_refunded: 4_000, refunded: false },
    });
    expect(await refusal(stripe.refunds.create({ payment_intent: paid.id, amount: 6_001 }))).toMatchObject({
      message: 'Refund amount (6001) is greater than unrefunded amount on charge (6000)',
    });
    await pay('pm_card_bypassPending');
    await stripe.refunds.create({ payment_intent: paid.id });
    expect(await refusal(stripe.refunds.create({ payment_intent: paid.id }))).toMatchObject({ code: 'charge_already_refunded' });

    const doomed = await pay('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: doomed.id, amount: 1_000 });
    sandbox.stripe.advanceClock(24 * 60 * 60 * 1000);
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed', failure_reason: 'lost_or_stolen_card' });
    expect(await stripe.charges.retrieve(doomed.latest_charge as string)).toMatchObject({ amount_refunded: 0 });
    expect(sandbox.stripe.events('refund.failed')).toHaveLength(1);
    expect(sandbox.stripe.invariants()).toEqual([]);
  }));

test('a refund waits for money that is not there, and is paid when it is', () =>
  withSandbox(async ({ stripe, sandbox }) => {
    const pay = () =>
      stripe.paymentIntents.create({
        amount: 10_000,
        currency: 'eur',
        payment_method: 'pm_card_visa',
        confirm: true,
        return_url: RETURN_URL,
        capture_method: 'automatic',
      });
    const first = await pay();
    const waiting = await stripe.refunds.create({ payment_intent: first.id });
    expect(waiting).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds', balance_transaction: null });
    await pay();
    await sandbox.stripe.idle();
    const done = await stripe.refunds.retrieve(waiting.id, { expand: ['balance_transaction'] });
    expect(done).toMatchObject({ status: 'succeeded', balance_transaction: { amount: -10_000 } });
    expect(done.pending_reason).toBeUndefined();
    expect(sandbox.stripe.invariants()).toEqual([]);
  }));

test('a payment can be refunded the moment it succeeded, before its fee was told', () =>
  withSandbox(
    async ({ stripe, sandbox }) => {
      const pay = (amount: number) =>
        stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: 'pm_card_visa', confirm: true, return_url: RETURN_URL });
      await pay(50_000);
      sandbox.stripe.advanceClock(30_000);
      const paid = await pay(10_000);
      expect(await stripe.refunds.create({ payment_intent: paid.id })).toMatchObject({ status: 'succeeded', amount: 10_000 });
      expect(
        sandbox.stripe
          .events()
          .map((e) => e.type)
          .slice(-3),
      ).toEqual(['charge.updated', 'refund.created', 'charge.refunded']);
      sandbox.stripe.advanceClock(60_000);
      expect(sandbox.stripe.events('charge.updated')).toHaveLength(2);
      expect(sandbox.stripe.invariants()).toEqual([]);
    },
    { asyncCaptureMs: 30_000 },
  ));
