import { z } from 'zod';
import type { StatementOfReasonsId } from '@stoa/events/compliance';
import type { VendorId } from '@stoa/events/vendors';
import { encode, wireId, type WireId } from '@stoa/platform/typeid';
import { RESTRICTIONS, type StatementOfReasons } from './statement.js';

export const statementId = wireId<StatementOfReasonsId, 'sor'>('sor');
export const vendorWireId = wireId<VendorId, 'ven'>('ven');
const SUBJECT_PREFIX = { listing: 'lst', vendor: 'ven', order: 'ord' } as const;

export const statementView = z.object({
  id: statementId.wire, vendor_id: vendorWireId.wire, subject: z.object({ kind: z.enum(['listing', 'vendor', 'order']), id: z.string() }), restriction: z.enum(RESTRICTIONS), ground: z.enum(['law', 'terms']),
  legal_basis: z.string(), facts: z.string(), markets: z.array(z.string()), automated_detection: z.boolean(), automated_decision: z.boolean(), redress: z.array(z.string()), decided_at: z.iso.datetime(),
}).meta({ id: 'StatementOfReasons' });

export const toStatementView = (s: StatementOfReasons): z.input<typeof statementView> => ({
  id: statementId.toWire(s.id), vendor_id: vendorWireId.toWire(s.vendorId), subject: { kind: s.subject.kind, id: encode(SUBJECT_PREFIX[s.subject.kind], s.subject.id) satisfies WireId<string> },
  restriction: s.restriction, ground: s.ground, legal_basis: s.legalBasis, facts: s.facts, markets: [...s.markets], automated_detection: s.automatedDetection, automated_decision: s.automatedDecision,
  redress: REDRESS, decided_at: s.decidedAt.toISOString(),
});

/** What the vendor may do about it (DSA Art. 17(3)(f), 20, 21). */
const REDRESS = ['internal_complaint', 'out_of_court_dispute_settlement', 'judicial_redress'];
