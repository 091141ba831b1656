import request from 'supertest';
import { withDatabase } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { withApi } from './api.testing.js';

test('a host named by a stranger’s proxy does not count: who calls evil.example gets a 404, not the marketplace they name', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await liveTenant(env.ctx, { slug: 'oma' }, env.db);
    const ask = (headers: Record<string, string>) => request(api.app).get('/v1/store/categories').set(headers);

    expect((await ask({ Host: 'evil.example', 'X-Forwarded-Host': 'oma.localhost' })).body).toMatchObject({ status: 404, code: 'tenancy.unknown_marketplace' });
    expect((await ask({ Host: 'oma.localhost' })).status).toBe(200);
  })));
