import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

export type AuditEntry = components['schemas']['AuditEntry'];
export type ChainVerdict = components['schemas']['AuditChain'];
export type AuditFilter = { actor: string | null; action: string | null; subject: string | null };

export const auditQuery = ({ actor, action, subject }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', actor, action, subject],
    queryFn: ({ pageParam }) => answer(api.GET('/v1/admin/audit', { params: { query: {
      ...(actor && { 'filter[actor]': actor }), ...(action && { 'filter[action]': action }), ...(subject && { 'filter[subject]': subject }), ...(pageParam && { after: pageParam }),
    } } })),
    ...cursor,
  });

/** Recomputes the whole chain: asked for by a person, never on its own. */
export const useVerifyChain = () => useMutation({ mutationFn: () => answer(api.GET('/v1/admin/audit-chain')) });
