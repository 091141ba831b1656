import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Address, type Email } from 'postal-mime';

export type MailSummary = { id: string; received_at: string; from: string; to: string[]; subject: string; size_bytes: number; attachments: number };
export type MailAttachment = { index: number; filename: string; content_type: string; content_id: string | null; size_bytes: number };
export type Mail = MailSummary & {
  html: string | null;
  text: string | null;
  headers: { name: string; value: string }[];
  links: string[];
  files: (MailAttachment & { bytes: Buffer })[];
};
export type MailFilter = { to?: string | undefined; after?: string | undefined; subject?: string | undefined };

/** The letters that came in. The newest thousand are kept, on disk when there is a place for them. */
export type Mailbox = {
  receive(raw: Buffer, envelope: { from: string; to: string[] }): Promise<MailSummary>;
  /** Newest first. `to` is found anywhere in an address; `after` is the id of a letter or a time. */
  list(filter?: MailFilter): MailSummary[];
  read(id: string): Promise<Mail | null>;
  /** The newest letter that matches, once there is one; null when none came in time. */
  waitFor(filter: MailFilter, timeoutMs: number): Promise<MailSummary | null>;
  clear(): void;
};

const KEPT = 1000;

export function openMailbox(dir: string | null): Mailbox {
  const summaries: MailSummary[] = dir ? load(dir) : [];
  const raws = new Map<string, Buffer>();
  const waiting = new Set<() => void>();
  let last = 0;

  const nextId = () => {
    last = Math.max(last + 1, Date.now());
    return `mail_${last.toString(36).padStart(9, '0')}${randomBytes(4).toString('hex')}`;
  };
  const drop = (id: string) => {
    raws.delete(id);
    if (dir) for (const kind of ['json', 'eml']) rmSync(join(dir, `${id}.${kind}`), { force: true });
  };
  const list = (filter: MailFilter = {}) => summaries.filter(matcher(filter, summaries)).reverse();

  return {
    list,
    async receive(raw, envelope) {
      const mail = await PostalMime.parse(raw);
      const summary: MailSummary = {
        id: nextId(),
        received_at: new Date().toISOString(),
        from: written(mail.from) ?? envelope.from,
        to: envelope.to,
        subject: mail.subject ?? '(no subject)',
        size_bytes: raw.length,
        attachments: mail.attachments.length,
      };
      if (dir) {
        writeWhole(join(dir, `${summary.id}.eml`), raw);
        writeWhole(join(dir, `${summary.id}.json`), JSON.stringify(summary));
      } else raws.set(summary.id, raw);
      summaries.push(summary);
      for (const old of summaries.splice(0, Math.max(0, summaries.length - KEPT))) drop(old.id);
      for (const wake of waiting) wake();
      return summary;
    },
    async read(id) {
      const summary = summaries.find((s) => s.id === id);
      if (!summary) return null;
      return toMail(summary, await PostalMime.parse(dir ? readFileSync(join(dir, `${id}.eml`)) : raws.get(id)!));
    },
    waitFor(filter, timeoutMs) {
      return new Promise((resolve) => {
        const look = () => {
          const found = list(filter)[0];
          if (found) done(found);
        };
        const done = (found: MailSummary | null) => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => done(null), timeoutMs);
        waiting.add(look);
        look();
      });
    },
    clear() {
      for (const { id } of summaries.splice(0)) drop(id);
    },
  };
}

function load(dir: string): MailSummary[] {
  mkdirSync(dir, { recursive: true });
  // A letter counts once its summary is there: it is written after the letter itself.
  const ids = readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
  return ids.filter((id) => existsSync(join(dir, `${id}.eml`))).map((id) => JSON.parse(readFileSync(join(dir, `${id}.json`), 'utf8')) as MailSummary);
}

function writeWhole(path: string, content: string | Buffer): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

function matcher({ to, after, subject }: MailFilter, all: readonly MailSummary[]): (mail: MailSummary) => boolean {
  const wanted = to?.trim().toLowerCase();
  const start = after?.startsWith('mail_') ? all.findIndex((m) => m.id === after) + 1 : 0;
  const since = after && !after.startsWith('mail_') ? Date.parse(after) : -Infinity;
  const late = new Set(all.slice(start).map((m) => m.id));
  return (mail) =>
    late.has(mail.id) &&
    Date.parse(mail.received_at) > since &&
    (!wanted || mail.to.some((address) => address.toLowerCase().includes(wanted))) &&
    (!subject || mail.subject.toLowerCase().includes(subject.toLowerCase()));
}

function toMail(summary: MailSummary, parsed: Email): Mail {
  const html = parsed.html ?? null;
  const text = parsed.text ?? null;
  return {
    ...summary,
    html,
    text,
    headers: parsed.headers.map((h) => ({ name: h.originalKey ?? h.key, value: h.value })),
    links: linksOf(html, text),
    files: parsed.attachments.map((a, index) => {
      const bytes = typeof a.content === 'string' ? Buffer.from(a.content) : Buffer.from(a.content as ArrayBuffer);
      return {
        index,
        filename: a.filename ?? `attachment-${index + 1}`,
        content_type: a.mimeType,
        content_id: a.contentId?.replace(/^<|>$/g, '') ?? null,
        size_bytes: bytes.length,
        bytes,
      };
    }),
  };
}

function linksOf(html: string | null, text: string | null): string[] {
  const inHtml = [...(html ?? '').matchAll(/href\s*=\s*["'](https?:\/\/[^"']+)["']/gi)].map((m) => m[1]!.replaceAll('&amp;', '&'));
  const inText = [...(text ?? '').matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((m) => m[0]);
  return [...new Set([...inHtml, ...inText])];
}

function written(address: Address | undefined): string | null {
  if (!address?.address) return null;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}
