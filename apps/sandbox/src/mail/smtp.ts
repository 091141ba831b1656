import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mailbox } from './mailbox.js';

const MAX_LETTER_BYTES = 25 * 1024 * 1024;

/** A mail server that takes every letter and sends none on. */
export async function startSmtp(
  mailbox: Mailbox,
  { host, port, log }: { host: string; port: number; log(line: string): void },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    name: 'mail.sandbox.localhost',
    banner: 'Stoa sandbox',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_LETTER_BYTES,
    logger: false,
    closeTimeout: 2000,
    onData(stream, session, done) {
      collect(stream)
        .then((raw) => (raw ? mailbox.receive(raw, envelopeOf(session)) : Promise.reject(tooLarge())))
        .then((mail) => done(null, `kept as ${mail.id}`), done);
    },
  });
  server.on('error', (error) => log(`SMTP: ${error.message}`));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.server.address() as AddressInfo).port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** All of the letter, or null when it is larger than allowed; what is too much is read and thrown away. */
async function collect(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MAX_LETTER_BYTES) parts.push(part);
  }
  return size <= MAX_LETTER_BYTES ? Buffer.concat(parts) : null;
}

const tooLarge = () => Object.assign(new Error(`The letter is larger than ${MAX_LETTER_BYTES} bytes.`), { responseCode: 552 });

function envelopeOf({ envelope }: SMTPServerSession): { from: string; to: string[] } {
  return { from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map((r) => r.address) };
}
