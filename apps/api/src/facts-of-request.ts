import type { IncomingMessage } from 'node:http';
import type { TenantId } from '@stoa/platform/context';
import type { TenantDirectory } from '@stoa/tenancy';

/** Which marketplace a request names, if the directory knows it at this moment: the rules of openStoreContext, without asking anybody. */
export const tenantOf = (directory: Pick<TenantDirectory, 'known'>) => ({ headers }: IncomingMessage): TenantId | undefined => {
  const key = headers['stoa-publishable-key'];
  if (typeof key === 'string') return directory.known({ key })?.tenantId;
  // Behind a proxy the host may be another one, and an address in numbers is written in brackets: those are read where all is read.
  const host = headers['x-forwarded-host'] === undefined ? /^([a-z0-9.-]+)(?::\d+)?$/i.exec(headers.host ?? '')?.[1] : undefined;
  return host === undefined ? undefined : directory.known({ host })?.tenantId;
};

/** Express' own answer to whether the n-th proxy from here may be believed. */
export type TrustProxy = (address: string, hop: number) => boolean;

const MOST_ADDRESSES = 1_000;

/** From where a request was sent, as `req.ip` says it: the nearest address that is not a proxy we believe. */
export function addressOf(trust: TrustProxy): (req: Pick<IncomingMessage, 'headers' | 'socket'>) => string {
  const believed = new Map<string, boolean>(); // of our own proxies there are few; reading an address costs more than the rest of this
  const isBelieved = (address: string, hop: number): boolean => {
    const name = `${hop} ${address}`;
    let answer = believed.get(name);
    if (answer === undefined) {
      if (believed.size >= MOST_ADDRESSES) believed.clear();
      answer = trust(address, hop);
      believed.set(name, answer);
    }
    return answer;
  };
  return ({ headers, socket }) => {
    const nearest = socket.remoteAddress ?? '';
    const told = headers['x-forwarded-for'];
    const hops = told === undefined ? [] : String(told).split(',').map((hop) => hop.trim()).filter(Boolean).reverse();
    if (hops.length === 0 || !isBelieved(nearest, 0)) return nearest || '-';
    const at = hops.findIndex((address, index) => index === hops.length - 1 || !isBelieved(address, index + 1));
    return hops[at] ?? '-';
  };
}
