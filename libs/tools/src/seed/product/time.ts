import type { Places } from '../config.js';
import type { Client } from './client.js';

/** Lets business time pass: for the product by its operator's clock, and for the stand-in of the payment company by its own. Answers with the new time. */
export async function passTime(operator: Client, places: Pick<Places, 'sandbox'>, ms: number): Promise<string> {
  const standIn = await fetch(`${places.sandbox}/_sim/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ advance_ms: ms }) });
  if (!standIn.ok) throw new Error(`The stand-in's clock did not move: ${standIn.status}`);
  const { now } = await operator<{ now: string }>('POST', '/v1/operator/clock', { body: { advance_ms: ms } });
  return now;
}
