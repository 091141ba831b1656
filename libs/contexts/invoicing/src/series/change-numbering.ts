import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { documentTypes } from '../document/document.js';
import { doubledEndings, endingOf, type Numbering, sharePrefix } from './numbering.js';
import { getNumbering, listUsedPrefixes, putNumbering } from './numbering.repository.js';

/** Changes how documents are numbered, from the next one on; those that are written keep their numbers. `version` is the one that was seen. */
export async function changeNumbering(ctx: TxCtx, version: number, wanted: Omit<Numbering, 'version'>, reason: string): Promise<Numbering> {
  const before = await getNumbering(ctx);
  if (before.version !== version) throw changedMeanwhile();
  const doubled = doubledEndings(wanted);
  if (doubled.length > 0) throw new DomainError('invoicing.endings_doubled', 'conflict', `These would be numbered alike: ${doubled.join(', ')}. Give each an ending of its own.`, { types: doubled });
  const taken = (await listUsedPrefixes(ctx)).find(({ documentType, prefix }) => documentTypes.some((type) => type !== documentType && sharePrefix(type, documentType) && wanted.endings[type] === endingOf(prefix)));
  if (taken) throw new DomainError('invoicing.ending_used', 'conflict', `"${endingOf(taken.prefix)}" has already numbered documents of the type ${taken.documentType}. Another type under it could bear their numbers again.`, { ending: endingOf(taken.prefix), type: taken.documentType });
  const after = { ...wanted, version: version + 1 };
  if (!(await putNumbering(ctx, after, version))) throw changedMeanwhile();
  await audit(ctx, { action: 'invoicing.numbering_changed', subject: { kind: 'tenant', id: ctx.tenantId }, before, after, reason });
  return after;
}

const changedMeanwhile = () => new DomainError('invoicing.changed_meanwhile', 'precondition_failed', 'Somebody else changed the numbering meanwhile. Load it again, then repeat your change.');
