import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import type { PackSet } from '../pack/pack.js';
import { listChosenSources, putChosenSource, removeChosenSource } from './source.repository.js';
import type { SourceName } from './question.js';
import { placeHasNoLocalRates } from './source.errors.js';

/** Says of a place that what the packs do not know there is asked of a company, or of nobody again (`null`), from the next sale on. */
export async function chooseSource(ctx: TxCtx, { packs }: { packs: PackSet }, { place, source, reason }: { place: string; source: SourceName | null; reason: string }): Promise<void> {
  const unlisted = packs.packs.get(place)?.pack.unlisted;
  if (unlisted === undefined || unlisted.action === 'floor') throw placeHasNoLocalRates(place);
  const before = (await listChosenSources(ctx)).find((one) => one.place === place)?.source ?? null;
  if (before === source) return;
  if (source === null) await removeChosenSource(ctx, place);
  else await putChosenSource(ctx, place, source);
  await audit(ctx, { action: 'tax.second_source_chosen', subject: { kind: 'tenant', id: ctx.tenantId }, before: { place, source: before }, after: { place, source }, reason });
}
