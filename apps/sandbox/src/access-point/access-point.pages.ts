import express, { Router } from 'express';
import { z } from 'zod';
import { html, type Html } from '../pages/html.js';
import { page, PAGE_HEADERS, state, time } from '../pages/layout.js';
import type { AccessPoint, Message } from './access-point.js';

const participant = z.strictObject({ scheme: z.string().min(1).max(10), id: z.string().min(1).max(60) });
const submission = z.strictObject({ sender: participant, receiver: participant, document_type_id: z.string().min(1), process_id: z.string().min(1), document: z.string().min(1) });
const SHOWN = 100;
const problem = (status: number, detail: string) => ({ type: 'about:blank', status, detail });

/** The access point's interface for machines: documents are handed in, and asked after. Any key is taken, none is refused. */
export function accessPointRoutes(accessPoint: AccessPoint): Router {
  const router = Router();
  router.use(express.json({ limit: '5mb' }));
  router.use((req, res, next) => (/^Bearer .+/.test(req.get('authorization') ?? '') ? next() : void res.status(401).json(problem(401, 'A bearer key is missing.'))));
  router.post('/documents', (req, res) => {
    const key = req.get('idempotency-key');
    if (!key) return void res.status(400).json(problem(400, 'The header Idempotency-Key is missing.'));
    const parsed = submission.safeParse(req.body);
    if (!parsed.success) return void res.status(400).json(problem(400, z.prettifyError(parsed.error)));
    const { status, body } = accessPoint.submit(key, parsed.data);
    res.status(status).json(body);
  });
  router.get('/documents/:id', (req, res) => {
    const { status, body } = accessPoint.look(req.params.id);
    res.status(status).json(body);
  });
  return router;
}

/** What was handed in, for people. */
export function accessPointPages(accessPoint: AccessPoint): Router {
  const router = Router();
  router.get('/peppol', (_req, res) => void res.set(PAGE_HEADERS).send(page({ title: 'Peppol', place: 'peppol', body: listBody(accessPoint.list()) })));
  router.get('/peppol/:id', (req, res) => {
    const message = accessPoint.find(req.params.id);
    if (!message) return void res.status(404).set(PAGE_HEADERS).send(page({ title: 'No such message', place: 'peppol', body: html`<h1>There is no such message</h1><p><a href="/peppol">To the access point</a></p>` }));
    res.set(PAGE_HEADERS).send(page({ title: message.number, place: 'peppol', body: messageBody(message) }));
  });
  return router;
}

const STATES = { accepted: 'info', delivered: 'ok', rejected: 'bad' } as const;
const stateOf = ({ status }: Message): Html => state(STATES[status], status);
const who = ({ scheme, id }: Message['sender']): string => `${scheme}:${id}`;

function listBody(all: readonly Message[]): Html {
  return html`<h1>Peppol access point</h1><p class="dim">What a receiver does is said by the end of its number: 000 is unknown to the network, 998 is busy once, 999 rejects, all others have it at the first look.</p>
<section class="card">${all.length === 0 ? html`<p class="empty">No documents yet. An e-invoice to a business that gave its Peppol address lands here.</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Documents"><table><thead><tr><th>Number</th><th>To</th><th class="wide">From</th><th>State</th><th class="wide">Received</th></tr></thead><tbody>${all.slice(0, SHOWN).map((message) => html`
<tr><td><a href="/peppol/${message.id}">${message.number}</a></td><td class="mono">${who(message.receiver)}</td><td class="wide mono">${who(message.sender)}</td><td>${stateOf(message)}</td><td class="wide">${time(message.receivedAt)}</td></tr>`)}</tbody></table></div>`}</section>
${all.length > SHOWN && html`<p class="dim">The newest ${SHOWN} of ${all.length}.</p>`}`;
}

function messageBody(message: Message): Html {
  return html`<p><a href="/peppol">Peppol access point</a></p><h1>${message.number}</h1>
<dl class="pairs"><dt>State</dt><dd>${stateOf(message)}</dd>${message.reason !== null && html`<dt>Reason</dt><dd>${message.reason}</dd>`}<dt>From</dt><dd class="mono">${who(message.sender)}</dd><dt>To</dt><dd class="mono">${who(message.receiver)}</dd><dt>Received</dt><dd>${time(message.receivedAt)}</dd><dt>Document</dt><dd class="mono">${message.documentTypeId}</dd><dt>Process</dt><dd class="mono">${message.processId}</dd><dt>Message</dt><dd class="mono">${message.id}</dd><dt>Key</dt><dd class="mono">${message.key}</dd></dl>
<section class="card"><h2>The document</h2><pre>${message.document}</pre></section>`;
}
