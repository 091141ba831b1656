import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { retentionEnded } from '@stoa/events/privacy';
import { forgetYearKeys } from './keep-for-retention.js';
import { destroyRetentionKeys } from './retention-key.repository.js';

/** Destroys the keys of years that are over: nothing kept until then opens from here on, in no copy of the database either once the year's root is gone. Who kept something clears away what is left. */
export async function endRetention(ctx: TxCtx): Promise<number[]> {
  const years = await destroyRetentionKeys(ctx);
  forgetYearKeys();
  for (const endYear of years) {
    await audit(ctx, { action: 'privacy.retention_key_destroyed', subject: { kind: 'retention', id: String(endYear) }, before: null, after: { end_year: endYear } });
    await announce(ctx, retentionEnded, { endYear });
  }
  return years;
}
