import { openClient } from './client.js';

export type Mail = { id: string; from: string; to: string[]; subject: string; html: string | null; text: string | null; links: string[]; files: { filename: string; content_type: string; url: string }[] };
type Found = { id: string; subject: string };

/** The stand-in's mailbox, read as its owner would. */
export function openMailbox(sandboxUrl: string) {
  const ask = openClient(sandboxUrl);
  const list = async (to: string, options: { after?: string; waitMs?: number } = {}): Promise<Found[]> => {
    const query = new URLSearchParams({ to, ...(options.after && { after: options.after }), ...(options.waitMs && { wait_ms: String(options.waitMs) }) });
    return (await ask<{ data: Found[] }>('GET', `/mail.json?${query}`)).data;
  };
  const read = (id: string): Promise<Mail> => ask<Mail>('GET', `/mail/${id}.json`);

  return {
    list,
    read,
    /** The newest mail to this address whose subject or text fits; waits for it. */
    async waitFor(to: string, fits: (mail: Mail) => boolean = () => true, timeoutMs = 30_000): Promise<Mail> {
      const until = Date.now() + timeoutMs;
      const seen = new Set<string>();
      for (;;) {
        for (const found of await list(to, { waitMs: 500 })) {
          if (seen.has(found.id)) continue;
          seen.add(found.id);
          const mail = await read(found.id);
          if (fits(mail)) return mail;
        }
        if (Date.now() > until) throw new Error(`No mail came to ${to} within ${timeoutMs / 1000} s.`);
      }
    },
  };
}
export type Mailbox = ReturnType<typeof openMailbox>;

/** The token at the end of the link that invites somebody. */
export function invitationTokenIn(mail: Mail): string {
  const token = mail.links.map((link) => /\/invitation\/([^/?#]+)/.exec(link)?.[1]).find((found) => found !== undefined);
  if (!token) throw new Error(`The mail “${mail.subject}” holds no invitation: ${mail.links.join(', ')}`);
  return decodeURIComponent(token);
}
