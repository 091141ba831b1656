/** What may happen to a network: it gets slow, it is cut, or it swallows what is sent and keeps the connection. */
export type Fault = 'slow' | 'cut' | 'half-open';
export const FAULTS: readonly Fault[] = ['slow', 'cut', 'half-open'];
export type Part = 'postgres' | 'redis' | 'opensearch' | 'stripe';
export const PARTS: readonly Part[] = ['postgres', 'redis', 'opensearch', 'stripe'];

/** A slow network to each part, in milliseconds each way: so slow that it hurts, and for Redis and OpenSearch slower than we wait for them. */
const LATENCY_MS: Readonly<Record<Part, number>> = { postgres: 150, redis: 1_500, opensearch: 3_000, stripe: 2_000 };

/** Toxiproxy's control API; the proxies bear the names of the parts. */
export function openProxies(controlUrl: string) {
  const call = async (method: string, path: string, body?: object): Promise<void> => {
    const response = await fetch(controlUrl + path, { method, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`Toxiproxy answered ${response.status} to ${method} ${path}: ${await response.text()}`);
  };
  const toxic = (part: Part, type: string, stream: 'upstream' | 'downstream', attributes: object) => call('POST', `/proxies/${part}/toxics`, { name: `${type}-${stream}`, type, stream, attributes });
  return {
    begin: async (part: Part, fault: Fault): Promise<void> => {
      if (fault === 'cut') return call('POST', `/proxies/${part}`, { enabled: false });
      if (fault === 'slow') return toxic(part, 'latency', 'downstream', { latency: LATENCY_MS[part] });
      await toxic(part, 'timeout', 'upstream', { timeout: 0 });
      await toxic(part, 'timeout', 'downstream', { timeout: 0 });
    },
    /** All networks are as they should be. */
    heal: () => call('POST', '/reset'),
  };
}
export type Proxies = ReturnType<typeof openProxies>;
