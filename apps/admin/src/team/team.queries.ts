import { answer, type components } from '@stoa/web-api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';

export type Member = components['schemas']['Member'];
export type Invitation = components['schemas']['Invitation'];
export type Team = components['schemas']['Members'];
export const ROLES = ['owner', 'finance', 'catalog', 'support'] as const;
export type RoleCode = (typeof ROLES)[number];
export type NewInvitation = { email: string; name: string | null; role: RoleCode; locale: string };

export const teamQuery = queryOptions({ queryKey: ['team'], queryFn: () => answer(api.GET('/v1/admin/members')) });

export const useInvite = () => useChange((body: NewInvitation) => answer(api.POST('/v1/admin/invitations', { body })));
export const useWithdraw = () => useChange((invitation_id: string) => answer(api.DELETE('/v1/admin/invitations/{invitation_id}', { params: { path: { invitation_id } } })));
export const useEndMembership = () => useChange((membership_id: string) => answer(api.DELETE('/v1/admin/members/{membership_id}', { params: { path: { membership_id } } })));

export const useChangeRole = () => useChange(({ membership_id, role }: { membership_id: string; role: RoleCode }) => answer(api.PUT('/v1/admin/members/{membership_id}/role', { params: { path: { membership_id } }, body: { role } })));

/** Every change of the team shows at once in its one list. */
function useChange<Input>(mutationFn: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['team'] }) });
}
