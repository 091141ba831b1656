import express, { type RequestHandler } from 'express';
import request from 'supertest';
import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { violatedConstraint } from '@stoa/platform/database';
import { identifyRequest, mount, problems, route } from '@stoa/platform/http';
import { silentLog } from '@stoa/platform/log';
import { type TestEnvironment, actor, withDatabase } from '@stoa/platform/testing';

const rows = (tx: TxCtx) => tx.tx('platform.receipts').where('tenant_id', tx.tenantId);
const write = (tx: TxCtx, id: string) => rows(tx).insert({ tenant_id: tx.tenantId, handler: 'journeys.hurry', event_id: id, received_at: tx.now });

/** A handler as somebody in a hurry writes it: what the database refused is caught, and the answer says that all is well. */
const hurried = (id: string) => route({
  method: 'post', path: '/v1/admin/hurried', summary: 'Swallow an error of the database', audience: 'staff', permission: 'none', response: z.object({ ok: z.boolean() }), example: () => ({}),
  handle: (ctx) => ctx.inTx(async (tx) => {
    await write(tx, id);
    try {
      await write(tx, id);
    } catch (error) {
      if (violatedConstraint(error) === null) throw error;
    }
    return { ok: true };
  }),
});

const appWith = (env: TestEnvironment, id: string) => {
  const signedIn: RequestHandler = (req, _res, next) => {
    req.ctx = env.as(actor.staff());
    next();
  };
  return express().use(identifyRequest(silentLog), signedIn, mount([hurried(id)]), problems);
};

test('an error swallowed inside a transaction fails its request: no answer says that all is well when nothing was kept', () =>
  withDatabase(async (env) => {
    const answer = await request(appWith(env, '018f0000-0000-7000-8000-00000000000a')).post('/v1/admin/hurried');

    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(answer.body)).not.toMatch(/constraint|duplicate|pkey/); // and tells nobody outside why
    expect(await env.ctx.inRead(async (tx) => rows(tx).select('handler'))).toEqual([]);
  }));
