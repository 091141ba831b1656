import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type TenantId } from './context.js';
import { openDatabase, violatedConstraint } from './database.js';
import { newId } from './ids.js';
import { asTenant, switchTenant, withDatabase, workerDatabase } from './testing.js';

const tenant = () => newId<TenantId>();

test('an error that was swallowed inside a transaction makes the transaction fail', async () => {
  const tenantId = tenant();
  const run = workerDatabase().transactionAs(tenantId, 'read write', async (tx) => {
    await tx('platform.receipts').insert({ tenant_id: tenantId, handler: 'a', event_id: newId(), received_at: new Date() });
    await tx.raw('select 1 / 0').catch(() => undefined);
  });

  await expect(run).rejects.toThrow('An error inside this transaction was swallowed');
  const rows = await workerDatabase().transactionAs(tenantId, 'read only', (tx) => tx('platform.receipts').where({ tenant_id: tenantId }));
  expect(rows).toEqual([]);
});
