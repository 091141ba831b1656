import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';

export const RETURN_URL = 'https://shop.example/return';

/** A sandbox of its own and the real SDK speaking to it; both gone afterwards. */
export async function withSandbox(
  work: (world: { sandbox: Sandbox; stripe: Stripe; client(key: string): Stripe }) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> {
  const sandbox = await createSandbox({ asyncCaptureMs: 0, ...options });
  const client = (key: string) => new Stripe(key, { host: sandbox.host, port: sandbox.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
  try {
    await work({ sandbox, stripe: client('sk_test_stoa'), client });
  } finally {
    await sandbox.close();
  }
}

export type Heard = { payload: string; signature: string; at: number };

/** A listener that keeps what it hears and answers as told. */
export async function withListener(
  work: (listener: { url: string; heard: Heard[]; answer: { status: number; delayMs: number } }) => Promise<void>,
): Promise<void> {
  const heard: Heard[] = [];
  const answer = { status: 200, delayMs: 0 };
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      heard.push({ payload: Buffer.concat(parts).toString(), signature: String(req.headers['stripe-signature']), at: Date.now() });
      setTimeout(() => res.writeHead(answer.status).end(), answer.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heard, answer });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** What the SDK threw, in the words of Stripe's error body. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{
  status: number | undefined;
  type: string;
  code: string | undefined;
  param: string | undefined;
  decline_code: string | undefined;
  message: string;
}> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error(`Expected a refusal of Stripe, got ${String(error)}`);
  return { status: error.statusCode, type: error.type, code: error.code, param: error.param, decline_code: error.decline_code, message: error.message };
}
