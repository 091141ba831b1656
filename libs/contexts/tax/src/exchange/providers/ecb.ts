import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@stoa/platform/errors';
import { readEcbRates } from '../ecb-rates.js';
import type { Published, RateSource } from '../rate-feed.js';

export type EcbOptions = { readonly url: string; readonly timeoutMs?: number; readonly attempts?: number; readonly pauseMs?: number; /** How long one answer serves all marketplaces of a process. */ readonly servesMs?: number };

const MAX_BYTES = 400_000;

/** The euro's reference rates of the European Central Bank, from the file that it publishes on working days. The day in the address keeps caches on the way from answering with yesterday's. */
export function ecbRates({ url, timeoutMs = 10_000, attempts = 2, pauseMs = 1_000, servesMs = 600_000 }: EcbOptions): RateSource {
  let last: { day: string; untilMs: number; published: Published } | null = null;
  return {
    async fetch(ctx, day) {
      if (last?.day === day && performance.now() < last.untilMs) return last.published;
      let published: Published = { outcome: 'silent', reason: 'unreachable' };
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        if (attempt > 1) await sleep(pauseMs);
        published = await ask(`${url}?${day}`, timeoutMs);
        if (published.outcome === 'published') break;
        ctx.log.warn({ reason: published.reason, attempt }, 'the exchange rates did not come');
      }
      // A silence is not kept: the next marketplace may be luckier.
      last = published.outcome === 'published' ? { day, untilMs: performance.now() + servesMs, published } : null;
      return published;
    },
  };
}

async function ask(url: string, timeoutMs: number): Promise<Published> {
  let xml: string;
  try {
    const response = await fetch(url, { headers: { accept: 'text/xml' }, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) return { outcome: 'silent', reason: `HTTP ${response.status}` };
    xml = await response.text();
  } catch {
    return { outcome: 'silent', reason: 'unreachable' }; // no connection, or no answer in time: all the same to whoever waits for rates
  }
  if (xml.length > MAX_BYTES) return { outcome: 'silent', reason: 'unreadable: it is longer than a list of rates' };
  try {
    return { outcome: 'published', days: readEcbRates(xml) };
  } catch (error) {
    if (error instanceof DomainError) return { outcome: 'silent', reason: `unreadable: ${error.message}` };
    throw error;
  }
}
