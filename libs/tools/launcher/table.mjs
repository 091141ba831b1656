// The table that every start ends in.

/** @typedef {{ slug: string, name: string }} Marketplace */
/** @typedef {{ role: string, where: string, marketplace: string | null, email: string, password: string }} Login */
/** @typedef {{ marketplaces: Marketplace[], logins: Login[] }} World */

/** Before anything is seeded: the two marketplaces of the small world, and no log-in. @type {World} */
export const emptyWorld = { marketplaces: [{ slug: 'oma', name: 'Oma' }, { slug: 'solano', name: 'Solano' }], logins: [] };

/**
 * @param {{ world: World, urls: { api: string, storefrontTemplate: string, admin: string, sandbox: string }, doors: Record<string, number>, seconds: number, logDir: string }} facts
 *   `doors`: port per marketplace's slug
 */
export function renderTable({ world, urls, doors, seconds, logDir }) {
  const places = [
    ...world.marketplaces.map(({ slug, name }) => [name, urls.storefrontTemplate.replace('{slug}', slug), doors[slug] ? `Safari: http://localhost:${doors[slug]}` : '']),
    ['Admin', urls.admin, 'operator, marketplace staff and vendors'],
    ['Mailbox', `${urls.sandbox}/mail`, 'every mail that was sent'],
    ['Stripe stand-in', urls.sandbox, 'payments, accounts, events'],
    ['API reference', `${urls.api}/docs`, `${urls.api}/openapi.json`],
  ];
  const names = new Map(world.marketplaces.map(({ slug, name }) => [slug, name]));
  const logins = world.logins.map(({ role, where, marketplace, email, password }) => [role, marketplace === null ? 'all' : (names.get(marketplace) ?? marketplace), where, email, password]);
  return [
    '',
    `  Stoa is up (${seconds.toFixed(1)} s).`,
    '',
    ...columns(places),
    '',
    ...(logins.length > 0 ? columns([['Log in as', 'marketplace', 'where', 'e-mail', 'password'], ...logins]) : ['  No log-ins are known: nothing has been seeded into this database.']),
    '',
    `  Logs: ${logDir}    Stop: Ctrl-C (nothing is lost)`,
    '',
  ].join('\n');
}

/** @param {string[][]} rows @returns {string[]} */
function columns(rows) {
  const width = (/** @type {number} */ at) => Math.max(...rows.map((row) => row[at]?.length ?? 0));
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(width(at))).join('   ')}`.trimEnd());
}
