import { createTransport } from 'nodemailer';

export type Attachment = { filename: string; contentType: string; content: Buffer };
/** `messageId` is made by the sender from the task's id: a mail sent twice is one mail to the reader's program. */
export type Mail = { from: string; to: string; replyTo?: string; subject: string; html: string; text: string; attachments?: readonly Attachment[]; messageId: string; headers?: Record<string, string> };
export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

const CALL_TIMEOUT_MS = 10_000;

/** Mail over SMTP. Throws when the server does not take it; the task is tried again. */
export function smtpMailer(url: string): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: 4, connectionTimeout: CALL_TIMEOUT_MS, greetingTimeout: CALL_TIMEOUT_MS, socketTimeout: 3 * CALL_TIMEOUT_MS } as Parameters<typeof createTransport>[0]);
  return {
    send: async ({ attachments = [], ...mail }) => void (await transport.sendMail({ ...mail, attachments: [...attachments] })),
    close: () => transport.close(),
  };
}

/** Mails kept in a list, for tests. */
export function mailboxInMemory(): Mailer & { readonly sent: Mail[] } {
  const sent: Mail[] = [];
  return { sent, send: async (mail) => void sent.push(mail), close: () => undefined };
}
