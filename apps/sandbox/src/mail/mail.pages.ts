import { Router, type Request } from 'express';
import { html, Html } from '../pages/html.js';
import { page, PAGE_HEADERS, time } from '../pages/layout.js';
import type { Mail, Mailbox, MailFilter, MailSummary } from './mailbox.js';

const SHOWN = 100;
const LONGEST_WAIT_MS = 60_000;
/** What browsers may show by themselves; everything else is only downloaded. */
const INLINE = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/gif']);

/** The mailbox as pages, and as JSON under the same paths. */
export function mailPages(mailbox: Mailbox): Router {
  const router = Router();
  router.get('/mail', (req, res) => {
    const filter = filterOf(req);
    res.set(PAGE_HEADERS).send(page({ title: 'Mailbox', place: 'mail', body: listBody(mailbox.list(filter), filter) }));
  });
  router.get('/mail.json', async (req, res) => {
    const filter = filterOf(req);
    const wait = Math.min(Number(req.query['wait_ms'] ?? 0) || 0, LONGEST_WAIT_MS);
    if (wait > 0) await mailbox.waitFor(filter, wait);
    const found = mailbox.list(filter);
    res.json({ data: found.slice(0, SHOWN), has_more: found.length > SHOWN });
  });
  router.get('/mail/:id.json', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (!mail) return void res.status(404).json({ error: 'There is no such letter.' });
    const { files, ...rest } = mail;
    res.json({ ...rest, files: files.map(({ bytes: _bytes, ...file }) => ({ ...file, url: `/mail/${mail.id}/files/${file.index}` })) });
  });
  router.get('/mail/:id/html', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (!mail?.html) return void res.status(404).send('There is no such letter.');
    // A letter is a stranger's page: no script, no form, nothing loaded but pictures; its links open outside the frame.
    res.set({
      ...PAGE_HEADERS,
      'Content-Security-Policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; font-src data:; frame-ancestors 'self'",
    });
    res.type('html').send(`<base target="_blank">${withPictures(mail)}`);
  });
  router.get('/mail/:id/files/:index', async (req, res) => {
    const file = (await mailbox.read(req.params.id))?.files[Number(req.params.index)];
    if (!file) return void res.status(404).send('There is no such file.');
    const isInline = INLINE.has(file.content_type);
    res.set({
      'Content-Type': isInline ? file.content_type : 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    });
    res.send(file.bytes);
  });
  router.get('/mail/:id', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (!mail)
      return void res
        .status(404)
        .set(PAGE_HEADERS)
        .send(
          page({
            title: 'No such letter',
            place: 'mail',
            body: html`<h1>There is no such letter</h1><p class="dim">The mailbox keeps the newest thousand. <a href="/mail">To the mailbox</a></p>`,
          }),
        );
    res.set(PAGE_HEADERS).send(page({ title: mail.subject, place: 'mail', body: mailBody(mail) }));
  });
  return router;
}

function filterOf({ query }: Request): MailFilter {
  const one = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : undefined);
  return { to: one('to'), after: one('after'), subject: one('subject') };
}

function listBody(found: readonly MailSummary[], { to }: MailFilter): Html {
  return html`<h1>Mailbox</h1>
<form class="row search" role="search"><label>Recipient <input type="search" name="to" value="${to ?? ''}" placeholder="name@example.com"></label><button type="submit">Search</button>${to && html`<a href="/mail">Show all</a>`}</form>
<section class="card">${
    found.length === 0
      ? html`<p class="empty">${to ? html`No letter to “${to}” yet.` : 'No letters yet. Every mail that Stoa sends on this machine lands here.'}</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Letters"><table><thead><tr><th>Subject</th><th>To</th><th class="wide">From</th><th class="wide">Files</th><th class="wide">Received</th></tr></thead><tbody>${found
          .slice(0, SHOWN)
          .map(
            (mail) => html`
<tr><td><a href="/mail/${mail.id}">${mail.subject}</a></td><td>${mail.to.join(', ')}</td><td class="wide">${mail.from}</td><td class="wide">${mail.attachments || '–'}</td><td class="wide">${time(mail.received_at)}</td></tr>`,
          )}</tbody></table></div>`
  }</section>
${found.length > SHOWN && html`<p class="dim">The newest ${SHOWN} of ${found.length}. Search by recipient to find older ones.</p>`}`;
}

function mailBody(mail: Mail): Html {
  return html`<p><a href="/mail">Mailbox</a></p><h1>${mail.subject}</h1>
<dl class="pairs"><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(', ')}</dd><dt>Received</dt><dd>${time(mail.received_at)}</dd></dl>
${mail.files.length > 0 && html`<section class="card"><h2>Files</h2><ul class="pad stack">${mail.files.map((file) => html`<li class="row"><a href="/mail/${mail.id}/files/${file.index}" target="_blank" rel="noopener">${file.filename}</a><span class="dim small">${file.content_type}, ${Math.ceil(file.size_bytes / 1024)} kB</span></li>`)}</ul></section>`}
${mail.html !== null && html`<section class="card"><iframe title="The letter" src="/mail/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`}
${mail.text !== null && html`<details class="card"${mail.html === null && new Html(' open')}><summary>As text</summary><pre>${mail.text}</pre></details>`}
<details class="card"><summary>Headers</summary><pre>${mail.headers.map((h) => `${h.name}: ${h.value}`).join('\n')}</pre></details>`;
}

/** Pictures that travel inside the letter (`cid:`) are shown from its own files. */
function withPictures(mail: Mail): string {
  return (mail.html ?? '').replace(/(["'])cid:([^"']+)\1/g, (whole, quote: string, cid: string) => {
    const file = mail.files.find((f) => f.content_id === cid);
    return file && INLINE.has(file.content_type) ? `${quote}data:${file.content_type};base64,${file.bytes.toString('base64')}${quote}` : whole;
  });
}
