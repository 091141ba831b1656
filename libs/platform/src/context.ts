import type { Knex } from 'knex';
import { type Asked, functionName, type Database, type TransactionMode } from './database.js';
import type { Id } from './ids.js';
import type { Logger } from './log.js';

export type TenantId = Id<'TenantId'>;
export type ActorKind = 'shopper' | 'vendor' | 'staff' | 'operator' | 'api_key' | 'system';
/** Who asks. `vendorId` is the vendor a vendor user or a vendor's API key speaks for, else null. */
export type Actor = { kind: ActorKind; id: string; vendorId: string | null; permissions: ReadonlySet<string> };
/** Does the actor speak for the whole marketplace: its staff, its own API keys, an operator who visits it, or the system itself? */
export const speaksForMarketplace = (actor: Actor): boolean => actor.vendorId === null && ['staff', 'api_key', 'operator', 'system'].includes(actor.kind);
/** Does the actor speak for this vendor: its people and its API keys, or whoever speaks for the whole marketplace? */
export const speaksFor = (actor: Actor, vendorId: string): boolean => speaksForMarketplace(actor) || ((actor.kind === 'vendor' || actor.kind === 'api_key') && actor.vendorId === vendorId);
export type Frame = { tenantId: TenantId; actor: Actor; now: Date; log: Logger; requestId: string | null };

/** Outside a transaction. May talk to the outside world, and may open transactions. `inBusyTx` is `inTx` on a way that everybody goes (carts and the button): its statements find
 *  rows by their keys, so one plan is as good for all values, and making it costs more than running it. */
export type Ctx = Frame & Record<'inTx' | 'inBusyTx' | 'inRead', <T>(work: (tx: TxCtx) => Promise<T>) => Promise<T>> & { ask: Ask; askAll: AskAll };
/** What a function of the database answers about this tenant: one statement, with no transaction to open and close around it. */
export type Ask = <T>(fn: string, question: object) => Promise<T>;
/** What several functions answer, each of its own context, in one statement. */
export type AskAll = (asked: readonly Asked[]) => Promise<unknown[]>;
/** Inside one. It has no `inTx`, so it cannot be passed where a Ctx is wanted: a payment call under a row lock does not compile. */
export type TxCtx = Frame & { tx: Knex.Transaction };
export type ControlTxCtx = Omit<TxCtx, 'tenantId'>;
/** The operator's, and sign-in's: no tenant at all, so it can never be passed where a tenant is meant. Sees global tables only. */
export type OperatorCtx = Omit<Frame, 'tenantId'> & { inControlTx<T>(work: (ctx: ControlTxCtx) => Promise<T>): Promise<T> };

/** The actor of jobs, handlers and schedules. It passes no permission check, because none stands before it. */
export const systemActor: Actor = { kind: 'system', id: 'system', vendorId: null, permissions: new Set() };

/** Opens a tenant's context. With `isReadOnly` the database itself refuses to write, whatever a handler tries. `inRead` may answer from a replica until this context has written; from then on it reads what it wrote. */
export function createContext(db: Database, frame: Frame, { isReadOnly = false }: { isReadOnly?: boolean } = {}): Ctx {
  let hasWritten = false;
  const writing = (mode: TransactionMode): Ctx['inTx'] => (work) => {
    hasWritten = true;
    return db.transactionAs(frame.tenantId, isReadOnly ? 'read only on primary' : mode, (tx) => work({ ...frame, tx }));
  };
  return {
    ...frame,
    inTx: writing('read write'),
    inBusyTx: writing('read write, busy'),
    inRead: (work) => db.transactionAs(frame.tenantId, hasWritten ? 'read only on primary' : 'read only', (tx) => work({ ...frame, tx })),
    ask: (fn, question) => db.askAs(frame.tenantId, hasWritten ? 'read only on primary' : 'read only', { fn, question }),
    askAll: (asked) => db.askAllAs(frame.tenantId, hasWritten ? 'read only on primary' : 'read only', asked),
  };
}

/** The same question inside a transaction. */
export const askIn = ({ tx, tenantId }: Pick<TxCtx, 'tx' | 'tenantId'>): Ask => async <T>(fn: string, question: object) => {
  const { rows } = await tx.raw<{ rows: { answer: T }[] }>(`select ${functionName(fn)}(?, ?::jsonb) as answer`, [tenantId, JSON.stringify(question)]);
  return rows[0]!.answer;
};

/** Several questions inside a transaction. */
export const askAllIn = (ctx: Pick<TxCtx, 'tx' | 'tenantId'>): AskAll => async (asked) => {
  const answers: unknown[] = [];
  for (const { fn, question } of asked) answers.push(await askIn(ctx)(fn, question));
  return answers;
};

/** Opens the context of an operator or of sign-in code: role stoa_control, no tenant. */
export function createOperatorContext(db: Database, frame: Omit<Frame, 'tenantId'>): OperatorCtx {
  return { ...frame, inControlTx: (work) => db.transactionAsControl((tx) => work({ ...frame, tx })) };
}
