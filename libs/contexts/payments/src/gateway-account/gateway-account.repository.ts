import type { GatewayAccountId } from '@stoa/events/payments';
import type { PaymentMethod } from '@stoa/orders';
import type { ControlTxCtx, TenantId, TxCtx } from '@stoa/platform/context';
import { notReadyToPay } from '../attempt/attempt.errors.js';
import type { WebhookScope } from '../provider.js';
import type { TransferTerms } from '../method/method.js';
import type { GatewayAccount, WebhookEndpoint } from './gateway-account.js';

type Row = {
  id: GatewayAccountId; provider: GatewayAccount['provider']; secret_ref: string; publishable_key: string; state: GatewayAccount['state']; detail: string | null; created_at: Date; active_at: Date | null;
};
type EndpointRow = { gateway_account_id: GatewayAccountId; scope: WebhookScope; tenant_id: TenantId; endpoint_ref: string; secret_sealed: string; url: string };

const accounts = (ctx: TxCtx) => ctx.tx<Row>('payments.gateway_accounts').where('tenant_id', ctx.tenantId);
const endpoints = (ctx: TxCtx) => ctx.tx<EndpointRow>('payments.webhook_endpoints').where('tenant_id', ctx.tenantId);

/** The account that new payments go to; refuses while there is none. */
export async function getActiveGatewayAccount(ctx: TxCtx, provider: GatewayAccount['provider'] = 'stripe'): Promise<GatewayAccount> {
  const row = await accounts(ctx).where({ state: 'active', provider }).orderBy('id').first();
  if (!row) throw notReadyToPay();
  return fromRow(row);
}

/** The account that takes payments of this kind, whether the marketplace offers them and on what terms; cards are offered unless somebody said otherwise. */
export async function getAccountForMethod(ctx: TxCtx, provider: GatewayAccount['provider'], method: PaymentMethod): Promise<TakingMethod> {
  const [row] = (await accountForMethod(ctx, provider, method)) as AccountForMethod[];
  return toAccountForMethod(row, method);
}

export type TakingMethod = { readonly account: GatewayAccount; readonly isOffered: boolean; readonly terms: TransferTerms | null };
export type AccountForMethod = Row & { is_offered: boolean | null; terms: TransferTerms | null };
const ACCOUNT = ['id', 'provider', 'secret_ref', 'publishable_key', 'state', 'detail', 'created_at', 'active_at'] as const;

/** The question of `getAccountForMethod`, for a statement that goes on from its answer. */
export const accountForMethod = (ctx: TxCtx, provider: GatewayAccount['provider'], method: PaymentMethod) =>
  ctx.tx('payments.gateway_accounts as a')
    .leftJoin('payments.methods as m', (on) => void on.on('m.tenant_id', 'a.tenant_id').andOnVal('m.method', method))
    .where({ 'a.tenant_id': ctx.tenantId, 'a.state': 'active', 'a.provider': provider }).orderBy('a.id').limit(1).select(...ACCOUNT.map((name) => `a.${name}`), 'm.is_offered', 'm.terms');

export function toAccountForMethod(row: AccountForMethod | undefined, method: PaymentMethod): TakingMethod {
  if (!row) throw notReadyToPay();
  return { account: fromRow(row), isOffered: row.is_offered ?? method === 'card', terms: row.terms };
}

export async function getGatewayAccount(ctx: TxCtx, id: GatewayAccountId): Promise<GatewayAccount> {
  const row = await accounts(ctx).where({ id }).first();
  if (!row) throw notReadyToPay();
  return fromRow(row);
}

/** Takes the place of this credential for the marketplace, or answers with the account that has it. */
export async function claimGatewayAccount(ctx: TxCtx, account: GatewayAccount): Promise<GatewayAccount> {
  await ctx.tx('payments.gateway_accounts').insert({
    tenant_id: ctx.tenantId, id: account.id, provider: account.provider, secret_ref: account.secretRef, publishable_key: account.publishableKey,
    state: account.state, detail: account.detail, created_at: account.createdAt, active_at: account.activeAt,
  }).onConflict(['tenant_id', 'provider', 'secret_ref']).ignore();
  const row = await accounts(ctx).where({ provider: account.provider, secret_ref: account.secretRef }).first();
  if (!row) throw notReadyToPay();
  return fromRow(row);
}

export async function setGatewayAccountState(ctx: TxCtx, id: GatewayAccountId, state: GatewayAccount['state'], detail: string | null): Promise<void> {
  await accounts(ctx).where({ id }).update({ state, detail, active_at: state === 'active' ? ctx.now : null });
}

export async function saveEndpoint(ctx: TxCtx, endpoint: WebhookEndpoint): Promise<void> {
  const row = { endpoint_ref: endpoint.endpointRef, secret_sealed: endpoint.secretSealed, url: endpoint.url, changed_at: ctx.now };
  await ctx.tx('payments.webhook_endpoints').insert({ tenant_id: ctx.tenantId, gateway_account_id: endpoint.gatewayAccountId, scope: endpoint.scope, ...row })
    .onConflict(['gateway_account_id', 'scope']).merge(row);
}

/** The endpoints of the marketplace's accounts. */
export async function listEndpoints(ctx: TxCtx): Promise<WebhookEndpoint[]> {
  return (await endpoints(ctx).orderBy(['gateway_account_id', 'scope'])).map(toEndpoint);
}

/** Whose endpoints are at this address? Asked before any marketplace is known, so it is read as the control role. */
export async function findEndpoints(ctx: ControlTxCtx, id: GatewayAccountId): Promise<(WebhookEndpoint & { tenantId: TenantId })[]> {
  const rows = await ctx.tx<EndpointRow>('payments.webhook_endpoints').where({ gateway_account_id: id });
  return rows.map((row) => ({ ...toEndpoint(row), tenantId: row.tenant_id }));
}

const toEndpoint = (row: EndpointRow): WebhookEndpoint => ({ gatewayAccountId: row.gateway_account_id, scope: row.scope, endpointRef: row.endpoint_ref, secretSealed: row.secret_sealed, url: row.url });
const fromRow = (row: Row): GatewayAccount => ({
  id: row.id, provider: row.provider, secretRef: row.secret_ref, publishableKey: row.publishable_key, state: row.state, detail: row.detail, createdAt: row.created_at, activeAt: row.active_at,
});
