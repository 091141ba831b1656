// The environment handed to every process: the agreement with each app's config.ts.

/** @typedef {import('./ports.mjs').Ports} Ports */
/** @typedef {import('./state.mjs').Secrets} Secrets */
/** @typedef {import('./roles.mjs').RoleUrls} RoleUrls */

/**
 * Every address is derived from the ports really chosen; nothing else may assume one.
 * @param {Ports} ports
 * @returns {{ api: string, storefrontTemplate: string, admin: string, sandbox: string, smtp: string }}
 */
export function urlsFor(ports) {
  return {
    api: `http://localhost:${ports.api}`,
    storefrontTemplate: `http://{slug}.localhost:${ports.storefront}`,
    admin: `http://localhost:${ports.admin}`,
    sandbox: `http://localhost:${ports.sandbox}`,
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
  };
}

/**
 * What all processes get. The owner's login is not among it: only migrating and seeding have that (see `ownerEnvironment`).
 * @param {{ ports: Ports, secrets: Secrets, database: RoleUrls, filesDir: string, sandboxDir: string, worldFile: string, given?: Record<string, string | undefined> }} input
 *   `given`: the launcher's own environment; what a developer sets there (LOG_LEVEL, STOA_MODULES, a real SMTP or Stripe) wins.
 * @returns {Record<string, string>}
 */
export function environmentFor({ ports, secrets, database, filesDir, sandboxDir, worldFile, given = {} }) {
  const urls = urlsFor(ports);
  const { DATABASE_OWNER_URL: _owner, ...databaseUrls } = database;
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    API_PORT: String(ports.api),
    API_URL: urls.api,
    STOREFRONT_PORT: String(ports.storefront),
    STOREFRONT_ORIGIN_TEMPLATE: urls.storefrontTemplate,
    // Safari does not resolve *.localhost: a port that stands for one marketplace each.
    STOREFRONT_ALIASES: `${ports.oma}=oma,${ports.solano}=solano`,
    ADMIN_PORT: String(ports.admin),
    ADMIN_URL: urls.admin,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_URL: urls.sandbox,
    SANDBOX_SMTP_PORT: String(ports.smtp),
    SANDBOX_PUBLIC_URL: urls.sandbox,
    SANDBOX_DATA_DIR: sandboxDir,
    SMTP_URL: urls.smtp,
    // For servers: browsers know the same one as SANDBOX_URL.
    STRIPE_API_URL: `http://127.0.0.1:${ports.sandbox}`,
    VIES_URL: `http://127.0.0.1:${ports.sandbox}/vies/rest-api`,
    ECB_RATES_URL: `http://127.0.0.1:${ports.sandbox}/ecb/stats/eurofxref/eurofxref-daily.xml`,
    PEPPOL_ACCESS_POINT_URL: `http://127.0.0.1:${ports.sandbox}/access-point/v1`,
    PEPPOL_ACCESS_POINT_KEY: 'a key of the stand-in only',
    FILES_DIR: filesDir,
    WORLD_FILE: worldFile,
    // Storefront and admin stand on this machine and hand on whose request it is: else all shoppers of a marketplace would share one address, and its limits.
    TRUSTED_PROXIES: 'loopback',
    ...secrets,
    ...pick(given, overridable),
    ...databaseUrls,
  };
}

/** For migrating and seeding: the same, and the login that owns the tables. @param {Record<string, string>} environment @param {RoleUrls} database */
export const ownerEnvironment = (environment, database) => ({ ...environment, DATABASE_OWNER_URL: database.DATABASE_OWNER_URL });

/** What every child needs of the machine it runs on; the rest of the developer's environment stays outside. @param {Record<string, string | undefined>} given */
export const machineEnvironment = (given) => pick(given, ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'CI', 'FORCE_COLOR', 'NO_COLOR']);

const overridable = [
  'LOG_LEVEL', 'STOA_MODULES', 'TRUSTED_PROXIES', 'SMTP_URL', 'STRIPE_SECRET_KEY', 'STRIPE_API_URL', 'VIES_URL', 'ECB_RATES_URL', 'PEPPOL_ACCESS_POINT_URL', 'PEPPOL_ACCESS_POINT_KEY', 'STRIPE_WEBHOOK_SECRET', 'MASTER_KEY', 'DATABASE_REPLICA_URL', 'SANDBOX_RECORDING',
  'REDIS_URL', 'REDIS_PREFIX', 'OPENSEARCH_URL', 'OPENSEARCH_PREFIX', 'S3_BUCKET', 'S3_ENDPOINT', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY',
];

/** @param {Record<string, string | undefined>} from @param {string[]} names @returns {Record<string, string>} */
function pick(from, names) {
  return Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, from[name]]] : [])));
}
