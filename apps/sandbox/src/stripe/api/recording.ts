import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RequestHandler } from 'express';
import type { Store } from '../../store.js';
import type { EventRow, Tables } from '../tables.js';

/** One line of a recording: a call of /v1 as it came and was answered, or an object that an event carried. */
type RecordedCall = { kind: 'call'; method: string; path: string; contentType: string | null; form: string; status: number; body: unknown };
type RecordedEvent = { kind: 'event'; type: string; body: unknown };

/** Keeps what was asked and answered in a file, to be held against Stripe's own description. Keys are left out. */
export function recording(file: string): { calls: RequestHandler; events(store: Store<Tables>): void } {
  mkdirSync(dirname(file), { recursive: true });
  const keep = (line: RecordedCall | RecordedEvent) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  return {
    calls: (req, res, next) => {
      if (req.method === 'OPTIONS') return next();
      const send = res.send.bind(res);
      res.send = (text: unknown) => {
        const form = typeof req.body === 'string' ? req.body : '';
        keep({ kind: 'call', method: req.method, path: req.originalUrl, contentType: req.get('content-type') ?? null, form, status: res.statusCode, body: JSON.parse(String(text)) as unknown });
        return send(text);
      };
      next();
    },
    events: (store) => {
      const known = new Set<string>();
      store.onCommit((changes) => {
        for (const [table, id, row] of changes) {
          const snapshot = table === 'events' ? (row as EventRow | null)?.snapshot : null;
          if (!snapshot || known.has(id)) continue;
          known.add(id);
          keep({ kind: 'event', type: snapshot.type, body: snapshot });
        }
      });
    },
  };
}
