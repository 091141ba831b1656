/** Every table that does not belong to one tenant, by name, with the reason. The catalog test holds all others to the locks of the design. */
export type GlobalTable = {
  readonly table: string;
  readonly why: string;
  /** The column that carries the tenant where stoa_app sees its own tenant's rows of it; null where it carries none or stoa_app sees nothing. */
  readonly tenantColumn: string | null;
  /** True where stoa_app sees every row: what is the same for all. */
  readonly isForAll: boolean;
};

const table = (name: string, why: string, options: Partial<Pick<GlobalTable, 'tenantColumn' | 'isForAll'>> = {}): GlobalTable => ({ table: name, why, tenantColumn: null, isForAll: false, ...options });

export const globalTables: readonly GlobalTable[] = [
  table('platform.migrations', 'the ledger of the runner; only the owner touches it'),
  table('platform.clock', 'one row: how far business time is ahead of the wall clock'),
  table('platform.figures', 'sums that each tenant’s own job writes, for the operator', { tenantColumn: 'tenant_id' }),
  table('platform.jobs', 'the queue: what the relay has handed out, of all tenants; nobody else sees it'),
  table('tenancy.plans', 'what the deployment sells to tenants', { isForAll: true }),
  table('tenancy.tenants', 'the tenants themselves', { tenantColumn: 'tenant_id' }),
  table('tenancy.domains', 'a host is looked up before any tenant is known', { tenantColumn: 'tenant_id' }),
  table('tenancy.publishable_keys', 'a key is looked up before any tenant is known', { tenantColumn: 'tenant_id' }),
  table('tenancy.markets', 'read with the tenant by its key or host', { tenantColumn: 'tenant_id' }),
  table('tenancy.provisioning_parts', 'what the operator watches', { tenantColumn: 'tenant_id' }),
  table('identity.users', 'staff and vendor users sign in once for all their tenants'),
  table('identity.roles', 'read at sign-in, for the membership chosen', { tenantColumn: 'tenant_id' }),
  table('identity.memberships', 'a user’s tenants are listed at sign-in', { tenantColumn: 'tenant_id' }),
  table('identity.invitations', 'accepted before the user is a member of anything', { tenantColumn: 'tenant_id' }),
  table('identity.api_keys', 'a key is looked up before any tenant is known', { tenantColumn: 'tenant_id' }),
  table('identity.impersonations', 'looked up before any tenant is known, as memberships are', { tenantColumn: 'tenant_id' }),
  table('identity.sessions', 'a session is found by its token'),
  table('identity.refresh_tokens', 'found by the token'),
  table('identity.sign_in_failures', 'counted before anybody is known'),
  table('privacy.retention_roots', 'which file holds the root of the keys of a year, for the whole deployment'),
  table('workspace.check_results', 'what each tenant’s own job found out about its invariants, for the operator', { tenantColumn: 'tenant_id' }),
  table('workspace.dead_tasks', 'a tenant’s failed work without its input, for the operator', { tenantColumn: 'tenant_id' }),
  table('payments.webhook_endpoints', 'the address of a webhook tells the tenant', { tenantColumn: 'tenant_id' }),
  table('payments.webhook_inbox', 'a webhook is stored before its tenant is confirmed', { tenantColumn: 'tenant_id' }),
];

/** Tables without row-level security, because their indexes could not be used under it: no role but the owner may touch them, only functions that take the tenant. */
export const behindFunctions: readonly string[] = ['search.documents', 'search.words', 'search.states'];

/** Functions that run with their owner's rights. Each has a pinned search_path and a test of its own. */
export const ownersFunctions: readonly string[] = ['search.query', 'search.put', 'search.suggest', 'search.known', 'search.columns', 'search.changed'];
