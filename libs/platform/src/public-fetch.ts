import { lookup as lookUp } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { DomainError } from './errors.js';

export type PublicFetchLimits = { readonly maxBytes: number; readonly timeoutMs: number; readonly maxRedirects: number };
/** What a test replaces: the name service, and which addresses and ports count as the public internet. */
export type PublicFetchWorld = {
  resolve(host: string): Promise<readonly string[]>;
  isAllowedAddress(address: string): boolean;
  isAllowedPort(port: number): boolean;
};

const SPECIAL_V4 = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const;
/** Inside the global unicast range 2000::/3, what is not a place on the internet or wraps an IPv4 address: Teredo and its neighbours, documentation, 6to4. */
const SPECIAL_V6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;

const specialV4 = new BlockList();
for (const [net, bits] of SPECIAL_V4) specialV4.addSubnet(net, bits, 'ipv4');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const specialV6 = new BlockList();
for (const [net, bits] of SPECIAL_V6) specialV6.addSubnet(net, bits, 'ipv6');

/** Is this an address of the public internet? Private, link-local (where clouds keep their metadata), loopback, multicast, documentation and wrapped addresses are not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !specialV4.check(address, 'ipv4');
  return family === 6 && globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

const internet: PublicFetchWorld = {
  resolve: async (host) => (await lookUp(host, { all: true })).map(({ address }) => address),
  isAllowedAddress: isPublicAddress,
  isAllowedPort: (port) => port === 80 || port === 443,
};

/** Brings the bytes behind an address that a user wrote. Each hop is resolved once, every address it has must be public, and the connection goes to the address that was checked. */
export async function fetchPublic(url: string, limits: PublicFetchLimits, world: PublicFetchWorld = internet): Promise<Buffer> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let target = parse(url);
  for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
    const answer = await ask(target, world, signal);
    const location = answer.headers.location;
    if (location === undefined || ![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)) return await readAll(answer, limits.maxBytes, signal);
    answer.destroy();
    target = parse(location, target);
  }
  throw refused('fetch.too_many_redirects', `This address redirects more than ${limits.maxRedirects} times.`);
}

function parse(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw refused('fetch.bad_address', 'This is no web address.');
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('fetch.bad_address', 'A web address begins with https:// or http://.');
  if (url.username !== '' || url.password !== '') throw refused('fetch.bad_address', 'A web address here carries no user name or password.');
  return url;
}

async function ask(url: URL, world: PublicFetchWorld, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  if (!world.isAllowedPort(port)) throw refused('fetch.forbidden_address', 'Addresses with a port of their own are not fetched.');
  const checked = await publicAddresses(url.hostname.replace(/^\[|\]$/g, ''), world, signal);
  return new Promise((resolve, reject) => {
    const send = isSecure ? requestHttps : requestHttp;
    // No agent: a kept connection would belong to another check. `lookup` answers what was checked, whatever the name says by now.
    const request = send(url, { agent: false, lookup: pinned(checked), signal, headers: { 'user-agent': 'Stoa', accept: 'image/*' } }, resolve);
    request.on('error', (error) => reject(signal.aborted ? tooSlow() : refused('fetch.unreachable', `This address cannot be reached (${'code' in error ? String(error.code) : 'no connection'}).`)));
    request.end();
  });
}

async function publicAddresses(host: string, world: PublicFetchWorld, signal: AbortSignal): Promise<readonly string[]> {
  const addresses = isIP(host) ? [host] : await inTime(world.resolve(host), signal);
  if (addresses.length === 0) throw refused('fetch.unreachable', 'This address has no server.');
  // One private address among public ones is enough: the next connection could go there.
  if (!addresses.every(world.isAllowedAddress)) throw refused('fetch.forbidden_address', 'This address does not lead to the public internet.');
  return addresses;
}

async function inTime(resolving: Promise<readonly string[]>, signal: AbortSignal): Promise<readonly string[]> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stop = () => reject(tooSlow());
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([resolving.catch(() => { throw refused('fetch.unreachable', 'Nobody knows a server of this name.'); }), late]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const pinned = (addresses: readonly string[]): LookupFunction => (_host, options, done) => {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  if (options.all) done(null, known);
  else done(null, known[0]!.address, known[0]!.family);
};

async function readAll(answer: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  if (answer.statusCode !== 200) {
    answer.destroy();
    throw refused('fetch.not_found', `This address answers with ${answer.statusCode}.`);
  }
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) throw refused('fetch.too_large', `What lies at this address is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw signal.aborted ? tooSlow() : refused('fetch.unreachable', 'The connection broke before everything had come.');
  } finally {
    answer.destroy();
  }
  return Buffer.concat(parts, size);
}

const refused = (code: `fetch.${string}`, message: string) => new DomainError(code, 'unprocessable', message);
const tooSlow = () => refused('fetch.too_slow', 'This address does not answer in time.');
