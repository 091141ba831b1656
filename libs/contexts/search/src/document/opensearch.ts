import type { ListingId } from '@stoa/events/catalog';
import type { TenantId } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { ListingState } from './document.js';
import type { StoredCard } from './document.repository.js';
import { indexBody, toShown } from './opensearch-document.js';
import type { Clause } from './opensearch-query.js';

/** Which server, and the name under which this deployment keeps its goods there. */
export type SearchServerPlace = { readonly url: string; readonly prefix: string; readonly shards?: number; readonly replicas?: number };

export type Hit = { readonly _score: number | null; readonly _source: { readonly listing_id: string; readonly shown: readonly KeptShown[] }; readonly sort?: readonly [number, string] };
export type KeptShown = { readonly market: string; readonly locale: string; readonly card: StoredCard; readonly title_words: readonly string[]; readonly keywords_words: readonly string[]; readonly category_steps: readonly string[]; readonly vendor_step: string };
export type Answer = { readonly hits: { readonly total: { readonly value: number }; readonly hits: readonly Hit[] }; readonly aggregations?: unknown };

/** A search server, in the few words that search needs of it. */
export type SearchServer = Awaited<ReturnType<typeof openSearchServer>>;

const TIMEOUT_MS = 2_000;
const BULK_TIMEOUT_MS = 30_000;

/** Opens the server. Reading goes by one alias and writing by another, so that a rebuild can fill a new index while both go on. */
export async function openSearchServer(place: SearchServerPlace) {
  const { Client, errors } = await import('@opensearch-project/opensearch'); // brought only where there is a server: it takes as much memory as many a request
  const client = new Client({ node: place.url, requestTimeout: TIMEOUT_MS, maxRetries: 0 });
  const [reading, writing] = [`${place.prefix}-read`, `${place.prefix}-write`];
  const send = async <T>(method: string, path: string, body?: unknown, timeout = TIMEOUT_MS): Promise<T> => (await client.transport.request({ method, path, ...(body === undefined ? {} : { body: body as Record<string, unknown> }) }, { requestTimeout: timeout })).body as T;
  const sendLines = async <T>(path: string, lines: readonly unknown[], timeout: number): Promise<T> =>
    (await client.transport.request({ method: 'POST', path, bulkBody: lines.map((line) => `${JSON.stringify(line)}\n`).join('') }, { requestTimeout: timeout })).body as T;

  const exists = async (ask: () => Promise<unknown>): Promise<boolean> => {
    try {
      await ask();
      return true;
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return false;
      throw error;
    }
  };

  /** Each index has an alias of its own to write by: writing to an index that a rebuild has taken away fails, and does not make a new one. */
  const gate = (index: string): string => `${index}-in`;

  /** Indices that take writes now: two while a rebuild runs. */
  const targets = async (): Promise<string[]> => Object.keys(await send<Record<string, unknown>>('GET', `/_alias/${writing}`));

  return {
    reading, writing, send, targets,
    createIndex: async (name: string): Promise<void> => void (await send('PUT', `/${name}`, { ...indexBody(place.shards ?? 1, place.replicas ?? 0), aliases: { [gate(name)]: {} } }, BULK_TIMEOUT_MS)),
    /** Turns aliases, all at once. */
    turn: async (actions: readonly Clause[]): Promise<void> => void (await send('POST', '/_aliases', { actions }, BULK_TIMEOUT_MS)),

    /** The first index, where there is none. Two processes may begin at once: the second finds what the first made. */
    async prepare(): Promise<void> {
      const name = `${place.prefix}-1`;
      if (await exists(() => send('GET', `/_alias/${reading}`))) return;
      try {
        await this.createIndex(name);
      } catch (error) {
        if (!(error instanceof errors.ResponseError) || error.body?.error?.type !== 'resource_already_exists_exception') throw error;
      }
      await send('POST', '/_aliases', { actions: [{ add: { index: name, alias: reading } }, { add: { index: name, alias: writing } }] });
    },

    search: (tenantId: TenantId, body: Clause): Promise<Answer> => send('POST', `/${reading}/_search?routing=${tenantId}`, body),

    /** Several questions in one call. */
    async searchAll(tenantId: TenantId, bodies: readonly Clause[]): Promise<Answer[]> {
      const { responses } = await sendLines<{ responses: (Answer & { error?: { reason: string } })[] }>(`/${reading}/_msearch`, bodies.flatMap((body) => [{ routing: tenantId }, body]), TIMEOUT_MS);
      const failed = responses.find((response) => response.error);
      if (failed) throw new Error(`The search server refused a question: ${failed.error!.reason}`);
      return responses;
    },

    /** Writes states wherever writes go; false for each that the reading index knows a newer state of. A listing that left stays as an empty one: a late writer would bring it back otherwise. */
    async put(tenantId: TenantId, states: readonly ListingState[], isRepeat = false): Promise<boolean[]> {
      const into = await targets();
      invariant(into.length > 0, 'an index takes writes');
      const lines = into.flatMap((index) => states.flatMap((state) => [
        { index: { _index: gate(index), require_alias: true, _id: `${tenantId}.${state.listingId}`, routing: tenantId, version: Number(state.version), version_type: 'external' } },
        { tenant_id: tenantId, listing_id: state.listingId, state_version: Number(state.version), shown: state.documents.map(toShown) },
      ]));
      const { items } = await sendLines<{ items: { index: { _index: string; status: number; error?: { type: string; reason: string } } }[] }>('/_bulk', lines, BULK_TIMEOUT_MS);
      const failed = items.find(({ index }) => index.status >= 300 && index.status !== 409);
      if (failed?.index.error?.type === 'index_not_found_exception' && !isRepeat) return this.put(tenantId, states, true); // a rebuild took it away meanwhile
      if (failed) throw new Error(`The search server took a listing not: ${failed.index.error?.reason ?? failed.index.status}`);
      return items.slice(0, states.length).map(({ index }) => index.status !== 409);
    },

    /** The version that an index knows of each listing; none for what it does not hold. */
    async versions(index: string, tenantId: TenantId, listingIds: readonly ListingId[]): Promise<Map<ListingId, bigint>> {
      const docs = listingIds.map((listingId) => ({ _id: `${tenantId}.${listingId}`, routing: tenantId, _source: false }));
      const answer = await send<{ docs: { found?: boolean; _version?: number }[] }>('POST', `/${index}/_mget`, { docs }, BULK_TIMEOUT_MS);
      return new Map(answer.docs.flatMap((doc, at) => (doc.found && doc._version !== undefined ? [[listingIds[at]!, BigInt(doc._version)] as const] : [])));
    },

    refresh: async (): Promise<void> => void (await send('POST', `/${writing}/_refresh`, undefined, BULK_TIMEOUT_MS)),
    close: (): Promise<void> => client.close(),
  };
}
