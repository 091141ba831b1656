import { openVisit } from './session.server.js';
import type { LoaderArgs } from './load-context.js';

/** Hands a document through, as PDF or as the XML that programs read: the link of the order is the key, as for its page. */
export async function handDocument({ request, context, params }: LoaderArgs, ending: '' | '/xml') {
  const visit = openVisit(request, context);
  const path = `/v1/store/orders/${encodeURIComponent(params['token'] ?? '')}/documents/${encodeURIComponent(params['documentId'] ?? '')}${ending}`;
  const answer = await fetch(context.apiUrl + path, { headers: { 'stoa-publishable-key': context.shop.publishable_key, 'stoa-market': visit.market.code, 'x-request-id': context.requestId }, signal: AbortSignal.timeout(15_000) });
  if (!answer.ok || !answer.body) throw new Response('Not found', { status: answer.status >= 500 ? 502 : 404 });
  return new Response(answer.body, { headers: { 'Content-Type': answer.headers.get('content-type') ?? 'application/pdf', 'Content-Disposition': answer.headers.get('content-disposition') ?? 'inline', 'Cache-Control': 'private, no-store' } });
}
