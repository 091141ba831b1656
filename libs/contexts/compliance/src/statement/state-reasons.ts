import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { reasonsStated, type StatementOfReasonsId } from '@stoa/events/compliance';
import { insertStatement } from './statement.repository.js';
import type { StatementOfReasons } from './statement.js';

export type ReasonsToState = Omit<StatementOfReasons, 'id' | 'decidedBy' | 'decidedAt'>;

/** States to a vendor why something was restricted. Called by whoever restricts, in the same transaction: no restriction without its reasons (DSA Art. 17). */
export async function stateReasons(ctx: TxCtx, reasons: ReasonsToState): Promise<StatementOfReasons> {
  const statement: StatementOfReasons = { ...reasons, id: newId<StatementOfReasonsId>(), decidedBy: ctx.actor.id, decidedAt: ctx.now };
  await insertStatement(ctx, statement);
  await audit(ctx, {
    action: 'compliance.reasons_stated', subject: reasons.subject, before: null,
    after: { statementId: statement.id, vendorId: statement.vendorId, restriction: statement.restriction, ground: statement.ground, legalBasis: statement.legalBasis },
  });
  await announce(ctx, reasonsStated, { statementId: statement.id, vendorId: statement.vendorId, subjectKind: statement.subject.kind, subjectId: statement.subject.id, restriction: statement.restriction });
  return statement;
}
