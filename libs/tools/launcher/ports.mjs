// Ports: the ones of the last start if they are free, else the usual ones, else the next free.
import { createServer } from 'node:net';
import { LauncherError } from './errors.mjs';

/** @typedef {Record<'storefront' | 'oma' | 'solano' | 'admin' | 'api' | 'sandbox' | 'smtp' | 'postgres', number>} Ports */

const offsets = { storefront: 0, oma: 1, solano: 2, admin: 10, api: 20, sandbox: 30, smtp: 35, postgres: 40 };

/** The ports of an undisturbed first start. @param {number} from @returns {Ports} */
export function usualPorts(from = 4100) {
  return /** @type {Ports} */ (Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, from + offset])));
}

/**
 * Chooses a port per name, no two alike.
 * @param {Ports} wanted
 * @param {{ isFree?: (port: number) => Promise<boolean>, note?: (line: string) => void }} [options] `note` hears of every port that had to change
 * @returns {Promise<Ports>}
 */
export async function choosePorts(wanted, { isFree = isFreePort, note = () => {} } = {}) {
  /** @type {Record<string, number>} */
  const chosen = {};
  const reserved = new Set(Object.values(wanted));
  for (const [name, port] of Object.entries(wanted)) {
    if (await isFree(port)) chosen[name] = port;
    else {
      const next = await nextFree(port, reserved, isFree);
      reserved.add(next);
      note(`Port ${port} (${name}) is taken by another program: using ${next} instead.`);
      chosen[name] = next;
    }
  }
  return /** @type {Ports} */ (chosen);
}

/** @param {number} taken @param {Set<number>} reserved @param {(port: number) => Promise<boolean>} isFree */
async function nextFree(taken, reserved, isFree) {
  for (let port = taken + 1; port < Math.min(taken + 1_000, 65_536); port++) {
    if (!reserved.has(port) && (await isFree(port))) return port;
  }
  throw new LauncherError(`None of the ports ${taken} to ${taken + 999} on 127.0.0.1 is free.`);
}

/** Free on the loopback and on all addresses: a server of someone else may hold only one of the two. @param {number} port */
export async function isFreePort(port) {
  return (await canListen(port, '127.0.0.1')) !== null && (await canListen(port, undefined)) !== null;
}

/** Any port that is free now. */
export async function anyFreePort() {
  const port = await canListen(0, '127.0.0.1');
  if (port === null) throw new LauncherError('No port is free on 127.0.0.1.');
  return port;
}

/** @param {number} port @param {string | undefined} host @returns {Promise<number | null>} */
function canListen(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.on('error', () => done(null));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => done(address.port));
    });
  });
}
