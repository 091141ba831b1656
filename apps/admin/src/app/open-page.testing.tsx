import { jest } from '@jest/globals';
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryHistory } from '@tanstack/react-router';
import type { components } from '@stoa/web-api-client';
import { Admin } from './admin.js';
import { openQueryClient } from './query-client.js';
import { openRouter } from './router.js';

type Schemas = components['schemas'];
type Refusal = Pick<Schemas['Problem'], 'status' | 'code' | 'title'> & Partial<Schemas['Problem']>;
/** What the API says to a call, named `GET /v1/admin/orders` (without the query): a body, a refusal, or what to say to this body. */
export type Answer = object | Refusal | ((body: unknown, url: URL) => object | Refusal);
export type Call = { name: string; url: URL; body: unknown; token: string | null; key: string | null };

// A failed search says what stands on the page, in words instead of hundreds of lines of markup.
// A machine with other work to do needs longer than a second for a page.
configure({ asyncUtilTimeout: 8_000, getElementError: (message) => new Error(`${message ?? 'Not found'}\nThe page says: ${[...document.querySelectorAll('main, [role="dialog"]')].map((part) => part.textContent).join(' | ')}`) });

/** Somebody signed in at one place. */
export function aSession(change: { kind?: Schemas['Membership']['kind']; permissions?: string[]; token?: string } = {}): Schemas['Session'] {
  const { kind = 'staff', permissions = [], token = 'token-1' } = change;
  const membership: Schemas['Membership'] = {
    id: kind === 'operator' ? 'operator' : 'mem_01h455vb4pex5vsknk084sn02q', kind, role: 'owner', permissions,
    tenant: kind === 'operator' ? null : { id: 'tnt_01h455vb4pex5vsknk084sn02q', name: 'Oma', slug: 'oma', status: 'live' },
    vendor: kind === 'vendor' ? { id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Töpferei Brandt' } : null,
    visit: null,
  };
  return { access_token: token, expires_in: 900, user: { id: 'usr_01h455vb4pex5vsknk084sn02q', email: 'ida@oma.example', name: 'Ida Berger', is_operator: kind === 'operator' }, memberships: [membership], membership };
}

/**
 * Opens the real admin at a path, with the API played by `answers`. Nobody is signed in when `session` is null.
 * A call without an answer fails like a cut line, so that no test passes over it unseen.
 */
export async function openPage(path: string, { session, answers = {} }: { session: Schemas['Session'] | null; answers?: Record<string, Answer> }) {
  cleanup();
  const calls: Call[] = [];
  const all: Record<string, Answer> = { 'POST /v1/auth/refresh': session ?? { status: 401, code: 'identity.not_signed_in', title: 'Sign in first.' }, ...answers };
  globalThis.fetch = jest.fn(async (input: RequestInfo | URL) => {
    const request = input as Request;
    const url = new URL(request.url);
    const call: Call = { name: `${request.method} ${url.pathname}`, url, body: await bodyOf(request), token: request.headers.get('authorization'), key: request.headers.get('idempotency-key') };
    calls.push(call);
    const answer = all[call.name];
    if (answer === undefined) throw new Error(`The test has no answer for ${call.name}`);
    const said = typeof answer === 'function' ? answer(call.body, url) : answer;
    const isRefusal = 'status' in said && 'title' in said && typeof said.status === 'number';
    return new Response(JSON.stringify(said), { status: isRefusal ? (said.status as number) : 200, headers: { 'content-type': isRefusal ? 'application/problem+json' : 'application/json' } });
  });
  const router = openRouter(createMemoryHistory({ initialEntries: [path] }));
  render(<Admin router={router} queryClient={openQueryClient()} isTest />);
  await screen.findByRole('main');
  return { calls, router, user: userEvent.setup({ delay: null }) };
}

/** A file that is uploaded is its text. */
const bodyOf = async (request: Request): Promise<unknown> => {
  const text = await request.text();
  if (text === '') return null;
  return request.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
};
