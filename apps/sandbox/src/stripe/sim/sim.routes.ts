import express, { Router, type ErrorRequestHandler } from 'express';
import { z } from 'zod';
import { faultSchema } from '../api/faults.js';
import { ApiError } from '../api/errors.js';
import { webhookModeSchema } from '../event/modes.js';
import { UnknownThing, type StripeStandIn } from '../stripe.js';

const advance = z.strictObject({
  advance_ms: z
    .int()
    .min(0)
    .max(400 * 24 * 60 * 60 * 1000),
});
const capability = z.strictObject({ status: z.enum(['active', 'pending', 'rejected', 'restricted', 'unsupported']), code: z.string().optional() });
const authentication = z.strictObject({ outcome: z.enum(['complete', 'fail']) });
const none = z.strictObject({}).optional();

/** Our own controls, beside what Stripe has: JSON in, JSON out. */
export function simRoutes({ controls, world }: StripeStandIn): Router {
  const router = Router();
  // Only JSON: a form on some web page cannot send it to localhost without asking first.
  router.use(
    (req, res, next) => {
      if (req.method !== 'GET' && req.get('content-type')?.split(';')[0] !== 'application/json')
        return void res.status(415).json({ error: 'Send application/json.' });
      next();
    },
    express.json({ limit: '1mb' }),
  );
  const clock = () => ({ now: controls.now().toISOString(), offset_ms: controls.now().getTime() - Date.now() });

  router.get('/clock', (_req, res) => void res.json(clock()));
  router.post('/clock', (req, res) => {
    controls.advanceClock(advance.parse(req.body).advance_ms);
    res.json(clock());
  });
  router.post('/reset', (req, res) => {
    none.parse(req.body);
    controls.reset();
    res.json({ reset: true });
  });
  router.post('/settle', (req, res) => {
    none.parse(req.body);
    controls.settleFunds();
    res.json({ balances: world.store.all('balances') });
  });
  router.post('/idle', async (req, res) => {
    none.parse(req.body);
    await controls.idle();
    res.json({ idle: true });
  });
  router.post('/accounts/:id/onboarding', (req, res) => {
    none.parse(req.body);
    controls.completeOnboarding(req.params.id);
    res.json(world.store.get('accounts', req.params.id)!.object);
  });
  router.post('/accounts/:id/capability', (req, res) => {
    const { status, code } = capability.parse(req.body);
    controls.setCapability(req.params.id, status, code);
    res.json(world.store.get('accounts', req.params.id)!.object);
  });
  router.post('/accounts/:id/payout', (req, res) => {
    none.parse(req.body);
    controls.payOut(req.params.id);
    res.json({ balances: world.store.all('balances').filter((balance) => balance.account === req.params.id) });
  });
  router.post('/refunds/:id/failure', (req, res) => {
    none.parse(req.body);
    controls.failRefund(req.params.id);
    res.json(world.store.get('refunds', req.params.id)!.object);
  });
  router.post('/payment_intents/:id/authentication', (req, res) => {
    controls.authenticate(req.params.id, authentication.parse(req.body).outcome);
    res.json(world.store.get('payment_intents', req.params.id)!.object);
  });
  router.get('/faults', (_req, res) => void res.json({ data: controls.faults.list() }));
  router.post('/faults', (req, res) => {
    controls.faults.add(faultSchema.parse(req.body));
    res.status(201).json({ data: controls.faults.list() });
  });
  router.delete('/faults', (_req, res) => {
    controls.faults.clear();
    res.json({ data: [] });
  });
  router.get('/webhook_modes', (_req, res) => void res.json(controls.webhookModes()));
  router.put('/webhook_modes/:type', (req, res) => {
    controls.setWebhookMode(req.params.type, webhookModeSchema.parse(req.body));
    res.json(controls.webhookModes());
  });
  router.delete('/webhook_modes/:type', (req, res) => {
    controls.setWebhookMode(req.params.type, null);
    res.json(controls.webhookModes());
  });
  router.get('/events', (req, res) => void res.json({ data: controls.events(typeof req.query['type'] === 'string' ? req.query['type'] : undefined) }));
  router.post('/events/:id/resend', (req, res) => {
    none.parse(req.body);
    res.json({ deliveries: controls.resend(req.params.id) });
  });
  router.get('/deliveries', (req, res) => void res.json({ data: controls.deliveries(typeof req.query['type'] === 'string' ? req.query['type'] : undefined) }));
  router.get('/invariants', (_req, res) => void res.json({ broken: controls.invariants() }));
  router.get('/state', (_req, res) => {
    const { store } = world;
    const objects = ['payment_intents', 'charges', 'refunds', 'transfers', 'transfer_reversals', 'accounts', 'balance_transactions', 'customers'] as const;
    res.json({
      clock: clock(),
      ...Object.fromEntries(objects.map((table) => [table, store.all(table)])),
      balances: store.all('balances'),
      tasks: store.all('tasks'),
    });
  });
  router.use((_req, res) => void res.status(404).json({ error: 'There is no such control.' }));
  router.use(failed);
  return router;
}

const failed: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof z.ZodError) return void res.status(400).json({ error: z.prettifyError(error) });
  if (error instanceof UnknownThing) return void res.status(404).json({ error: error.message });
  if (error instanceof ApiError) return void res.status(409).json({ error: error.message });
  next(error);
};
