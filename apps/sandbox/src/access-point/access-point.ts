import { createHash, randomUUID } from 'node:crypto';
import type { Store } from '../store.js';
import { flawOf } from './well-formed.js';

export type Participant = { scheme: string; id: string };
export type Message = {
  id: string; key: string; bodyHash: string; sender: Participant; receiver: Participant; documentTypeId: string; processId: string; number: string; document: string; receivedAt: number;
  status: 'accepted' | 'delivered' | 'rejected'; reason: string | null;
};
export type AccessPointTables = { messages: Message };
export type Submission = { sender: Participant; receiver: Participant; document_type_id: string; process_id: string; document: string };
export type Answer = { status: number; body: Record<string, unknown> };

/** Schemes of the Electronic Address Scheme list that somebody can be found under. */
const SCHEME = /^(?:0\d{3}|99\d{2})$/;
const refused = (status: number, detail: string): Answer => ({ status, body: { type: 'about:blank', status, detail } });

/**
 * An access point of the Peppol network: it takes documents and tells later what became of them. The last digits of a receiver's number say what: 000 is nobody that the
 * network knows, 999 rejects what it gets, 998 is busy once; everybody else has it at the first look.
 */
export function openAccessPoint(store: Store<AccessPointTables>, now: () => number = Date.now) {
  const wasBusy = new Set<string>();
  return {
    list: (): Message[] => store.all('messages').reverse(),
    find: (id: string): Message | null => store.get('messages', id),
    /** Takes a document. The same key with the same words answers the same message; with other words it is refused. */
    submit(key: string, said: Submission): Answer {
      const bodyHash = createHash('sha256').update(JSON.stringify(said)).digest('hex');
      const before = store.all('messages').find((message) => message.key === key);
      if (before) return before.bodyHash === bodyHash ? taken(before) : refused(422, 'This idempotency key was used for another document.');
      const unknown = [said.sender, said.receiver].find(({ scheme, id }) => !SCHEME.test(scheme) || tailOf(id) === '000');
      if (unknown) return refused(422, `The participant ${unknown.scheme}:${unknown.id} is not registered in the network.`);
      if (tailOf(said.receiver.id) === '998' && !wasBusy.has(key)) {
        wasBusy.add(key);
        return refused(503, 'The access point of the receiver is busy.');
      }
      const flaw = flawOf(said.document, said.document_type_id);
      if (flaw) return refused(422, flaw);
      const message: Message = {
        id: `msg_${randomUUID()}`, key, bodyHash, sender: said.sender, receiver: said.receiver, documentTypeId: said.document_type_id, processId: said.process_id, document: said.document,
        number: /<cbc:ID>([^<]*)<\/cbc:ID>/.exec(said.document)?.[1] ?? '', receivedAt: now(), status: 'accepted', reason: null,
      };
      store.change(() => store.put('messages', message));
      return taken(message);
    },
    /** What became of a message: the first look delivers it, or finds that it was rejected. */
    look(id: string): Answer {
      const message = store.get('messages', id);
      if (!message) return refused(404, 'There is no such message.');
      const isRejected = tailOf(message.receiver.id) === '999';
      const after: Message = message.status !== 'accepted' ? message : { ...message, status: isRejected ? 'rejected' : 'delivered', reason: isRejected ? 'The receiver does not know the order that this invoice names.' : null };
      store.change(() => store.put('messages', after));
      return { status: 200, body: { message_id: after.id, status: after.status, reason: after.reason } };
    },
  };
}
export type AccessPoint = ReturnType<typeof openAccessPoint>;

const tailOf = (id: string): string => id.replace(/\D+/g, '').slice(-3);
const taken = (message: Message): Answer => ({ status: 202, body: { message_id: message.id, status: 'accepted' } });
