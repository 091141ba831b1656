import type { RecordedCall } from './recorded.js';

/** Asks stripe-mock the same; null when it is accepted, else its words. The mock keeps nothing, so ids need not exist: it judges paths and parameters. */
export async function refusalOf(mockUrl: string, call: RecordedCall): Promise<string | null> {
  const hasBody = call.method === 'POST';
  const response = await fetch(new URL(call.path, mockUrl), {
    method: call.method,
    headers: { authorization: 'Bearer sk_test_replay', ...(hasBody && { 'content-type': call.contentType ?? 'application/x-www-form-urlencoded' }) },
    ...(hasBody && { body: call.form }),
  });
  const text = await response.text();
  if (response.ok) return null;
  return `${response.status} ${messageOf(text)}`;
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { error?: { message?: string } }).error?.message ?? text;
  } catch {
    return text; // an answer that is no JSON is told as it came
  }
}

/** Two calls that differ in ids, amounts and texts only ask the same of the description: one of each kind is enough to tell of. */
export function kindOf(call: RecordedCall): string {
  const path = call.path.split('?')[0]!.split('/').map((step) => (/^[a-z]+_|^acct_/.test(step) && /\d|_[A-Za-z0-9]{10,}/.test(step) ? ':id' : step)).join('/');
  const fields = [...new URLSearchParams(call.path.split('?')[1] ?? ''), ...new URLSearchParams(call.contentType?.includes('json') ? '' : call.form)].map(([name]) => name);
  return `${call.method} ${path} ${[...new Set(fields)].sort().join(' ')}`;
}
