import { answer, type components } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import type { Whose } from './document.queries.js';

export type WaitingDocument = components['schemas']['WaitingVendorDocument'];

/** What is to be written between the marketplace and its vendors and cannot be yet: of all of them, or of the vendor who asks. */
export const waitingQuery = (whose: Whose) => queryOptions({
  queryKey: ['waiting documents', whose],
  queryFn: () => (whose === 'vendor' ? answer(api.GET('/v1/vendor/waiting-documents')) : answer(api.GET('/v1/admin/waiting-vendor-documents'))),
});

const KINDS: Readonly<Record<WaitingDocument['kind'], string>> = { commission: 'Commission invoice', supply: 'Self-billing invoice', supply_credit: 'Self-billing credit note' };
/** What waits, and of which month. */
export const waitingName = ({ kind, period, currency }: WaitingDocument): string => `${KINDS[kind]}, ${new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${period}-15T12:00:00Z`))}, ${currency}`;
/** The code of a document that waits for the vendor's agreement. */
export const NOT_AGREED = 'invoicing.self_billing_not_agreed';
