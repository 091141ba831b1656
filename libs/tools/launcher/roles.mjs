// The four logins of the design (section 4), each with a pool of its own. None is superuser, none bypasses row-level security.
import { createHmac, randomBytes } from 'node:crypto';

const logins = /** @type {const} */ ({ DATABASE_OWNER_URL: 'stoa_owner', DATABASE_URL: 'stoa_app', DATABASE_CONTROL_URL: 'stoa_control', DATABASE_RELAY_URL: 'stoa_relay' });

/** @typedef {Record<keyof typeof logins, string>} RoleUrls */

/**
 * Makes the roles and the database where they are missing, and answers the address for each login.
 * Passwords are derived from the superuser's, so that a second start gives the same ones and nobody who is connected is locked out.
 * @param {string} superUrl superuser (or a role that may make roles and databases)
 * @param {{ database: string }} options
 * @returns {Promise<RoleUrls>}
 */
export async function ensureRoles(superUrl, { database }) {
  const { default: pg } = await import('pg');
  const secret = new URL(superUrl).password || randomBytes(24).toString('hex');
  const client = new pg.Client({ connectionString: superUrl });
  client.on('error', () => {}); // a server that is stopped meanwhile fails the query at hand; that is where it is reported
  await client.connect();
  try {
    // Roles belong to the whole cluster: two test runs may begin on one cluster at once.
    await client.query("select pg_advisory_lock(hashtext('stoa roles'))");
    for (const role of Object.values(logins)) await ensureLogin(client, role, passwordOf(secret, role));
    // The policies are `to stoa_app`; as a member the owner falls under them too, so a backfill without a tenant is an error, not "0 rows".
    await client.query('grant stoa_app to stoa_owner');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${quote(database)} owner stoa_owner template template0 encoding 'UTF8'`);
    else await client.query(`alter database ${quote(database)} owner to stoa_owner`);
    await client.query(`revoke all on database ${quote(database)} from public`);
    await client.query(`grant connect on database ${quote(database)} to stoa_app, stoa_relay, stoa_control`);
  } finally {
    await client.end();
  }
  return /** @type {RoleUrls} */ (Object.fromEntries(Object.entries(logins).map(([name, role]) => [name, addressFor(superUrl, role, passwordOf(secret, role), database)])));
}

/** @param {import('pg').Client} client @param {string} role @param {string} password */
async function ensureLogin(client, role, password) {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password '${password}'`);
}

/** @param {string} secret @param {string} role */
const passwordOf = (secret, role) => createHmac('sha256', secret).update(role).digest('hex').slice(0, 40);

/** @param {string} superUrl @param {string} role @param {string} password @param {string} database */
function addressFor(superUrl, role, password, database) {
  const url = new URL(superUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/** @param {string} name */
const quote = (name) => `"${name.replaceAll('"', '""')}"`;
