import Stripe from 'stripe';

/** One client for one credential. The address is Stripe's own unless another is given (the stand-in of development). */
export function createStripe(options: { secretKey: string; apiUrl: string | null; timeoutMs?: number; networkRetries?: number }): Stripe {
  const base = { timeout: options.timeoutMs ?? 20_000, maxNetworkRetries: options.networkRetries ?? 2, telemetry: false, appInfo: { name: 'Stoa' } };
  if (options.apiUrl === null) return new Stripe(options.secretKey, base);
  const url = new URL(options.apiUrl);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return new Stripe(options.secretKey, { ...base, protocol, host: url.hostname, port: url.port === '' ? (protocol === 'https' ? 443 : 80) : Number(url.port) });
}
