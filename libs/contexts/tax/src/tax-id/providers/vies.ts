import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { TaxIdRegister } from '../register.js';
import type { TaxIdAnswer } from '../tax-id.js';

export type ViesOptions = { readonly url: string; readonly timeoutMs?: number; readonly attempts?: number; readonly pauseMs?: number };

/** The answer of `check-vat-number`; names and addresses of some states are `---`. */
const answered = z.object({ valid: z.boolean(), requestIdentifier: z.string().optional(), name: z.string().optional(), address: z.string().optional() });
const failed = z.object({ errorWrappers: z.array(z.object({ error: z.string() })).min(1) });
/** What is worth asking again at once: the register was busy, not wrong. */
const BUSY = new Set(['MS_MAX_CONCURRENT_REQ', 'GLOBAL_MAX_CONCURRENT_REQ', 'TIMEOUT', 'unreachable']);

/** The European Union's register of VAT numbers (VIES), by its REST interface. */
export function viesRegister({ url, timeoutMs = 4_000, attempts = 2, pauseMs = 300 }: ViesOptions): TaxIdRegister {
  return {
    async check(ctx, { taxId, requester }) {
      let answer: TaxIdAnswer = { outcome: 'unchecked', reason: 'unreachable' };
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        if (attempt > 1) await sleep(pauseMs);
        answer = await ask(`${url}/check-vat-number`, bodyOf(taxId, requester), timeoutMs);
        if (answer.outcome !== 'unchecked' || !BUSY.has(answer.reason)) return answer;
        ctx.log.warn({ reason: answer.reason, attempt }, 'the register of VAT numbers gave no answer');
      }
      return answer;
    },
  };
}

const bodyOf = (taxId: string, requester: string | null) => ({
  countryCode: taxId.slice(0, 2), vatNumber: taxId.slice(2), ...(requester && /^[A-Z]{2}/.test(requester) ? { requesterMemberStateCode: requester.slice(0, 2), requesterNumber: requester.slice(2) } : {}),
});

async function ask(url: string, body: object, timeoutMs: number): Promise<TaxIdAnswer> {
  let said: unknown;
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    said = await response.json();
  } catch {
    return { outcome: 'unchecked', reason: 'unreachable' }; // no connection, no answer in time, no JSON: all the same to whoever asked
  }
  const problem = failed.safeParse(said);
  if (problem.success) return { outcome: 'unchecked', reason: problem.data.errorWrappers[0]!.error };
  const answer = answered.safeParse(said);
  if (!answer.success) return { outcome: 'unchecked', reason: 'unreadable' };
  const { valid, requestIdentifier, name, address } = answer.data;
  const requestId = known(requestIdentifier);
  return valid ? { outcome: 'valid', requestId, name: known(name), address: known(address) } : { outcome: 'invalid', requestId };
}

const known = (text: string | undefined): string | null => (text && text.trim() !== '' && text !== '---' ? text.trim().slice(0, 500) : null);
