import { openVisit } from '../shop/session.server.js';
import type { LoaderArgs } from '../shop/load-context.js';

/** Hands the PDF through: the link of the order is the key, as for its page. */
export async function loader({ request, context, params }: LoaderArgs) {
  const visit = openVisit(request, context);
  const path = `/v1/store/orders/${encodeURIComponent(params['token'] ?? '')}/documents/${encodeURIComponent(params['documentId'] ?? '')}`;
  const answer = await fetch(context.apiUrl + path, { headers: { 'stoa-publishable-key': context.shop.publishable_key, 'stoa-market': visit.market.code, 'x-request-id': context.requestId }, signal: AbortSignal.timeout(15_000) });
  if (!answer.ok || !answer.body) throw new Response('Not found', { status: answer.status >= 500 ? 502 : 404 });
  return new Response(answer.body, { headers: { 'Content-Type': answer.headers.get('content-type') ?? 'application/pdf', 'Content-Disposition': answer.headers.get('content-disposition') ?? 'inline', 'Cache-Control': 'private, no-store' } });
}
