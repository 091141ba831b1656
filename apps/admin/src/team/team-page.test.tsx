/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

const team: components['schemas']['Members'] = {
  members: [
    { id: 'mbr_01h455vb4pex5vsknk084sn02q', user_id: 'usr_01h455vb4pex5vsknk084sn02q', name: 'Ida Berger', email: 'ida@oma.example', role: 'owner', joined_at: '2026-11-01T08:00:00.000Z' },
    { id: 'mbr_01h455vb4pex5vsknk084sn02r', user_id: 'usr_01h455vb4pex5vsknk084sn02r', name: 'Paul Lehtinen', email: 'paul@oma.example', role: 'catalog', joined_at: '2026-11-02T08:00:00.000Z' },
  ],
  invitations: [{ id: 'inv_01h455vb4pex5vsknk084sn02q', email: 'mia@oma.example', name: null, role: 'support', invited_at: '2026-11-20T08:00:00.000Z', expires_at: '2026-11-27T08:00:00.000Z', is_expired: false }],
  roles: [{ code: 'owner', permissions: ['identity.invite'] }, { code: 'support', permissions: ['orders.read'] }],
};
const open = (answers: Record<string, Answer> = {}) => openPage('/market/team', { session: aSession({ permissions: ['identity.invite'] }), answers: { 'GET /v1/admin/members': team, ...answers } });

test('an invitation goes to an address, with a role and a language', async () => {
  const { user, calls } = await open({ 'POST /v1/admin/invitations': team.invitations[0] as object });
  await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('E-mail'), 'new@oma.example');
  await user.selectOptions(dialog.getByLabelText('Role'), 'owner');
  await user.selectOptions(dialog.getByLabelText('Language of the mail'), 'de');
  await user.click(dialog.getByRole('button', { name: 'Send the invitation' }));
  expect(calls.find((call) => call.name === 'POST /v1/admin/invitations')?.body).toEqual({ email: 'new@oma.example', name: null, role: 'owner', locale: 'de' });
});

test('the refusal to let the last owner go stands in the dialog', async () => {
  const { user } = await open({ 'DELETE /v1/admin/members/mbr_01h455vb4pex5vsknk084sn02q': { status: 409, code: 'identity.last_owner', title: 'This is the last owner. Make somebody else an owner first.' } });
  await user.click(await screen.findByRole('button', { name: 'Leave' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Leave' }));
  expect(await dialog.findByText('This is the last owner. Make somebody else an owner first.')).toBeTruthy();
});

test('an open invitation can be withdrawn', async () => {
  let isWithdrawn = false;
  const { user } = await open({ 'GET /v1/admin/members': () => ({ ...team, invitations: isWithdrawn ? [] : team.invitations }), 'DELETE /v1/admin/invitations/inv_01h455vb4pex5vsknk084sn02q': () => { isWithdrawn = true; return {}; } });
  await user.click(await screen.findByRole('button', { name: 'Withdraw the invitation of mia@oma.example' }));
  expect(await screen.findByText('Nobody waits with an invitation.')).toBeTruthy();
});

test('a member gets another role, with what it lets them do beside it; the refusal stands in the dialog', async () => {
  const paul = team.members[1]!;
  const { user, calls } = await open({ [`PUT /v1/admin/members/${paul.id}/role`]: (body) => ((body as { role: string }).role === 'owner' ? { status: 403, code: 'identity.role_above_own', title: 'You cannot give or take the role owner: it may do more than yours.' } : { ...paul, role: 'support' }) });
  await user.click(await screen.findByRole('button', { name: 'Role of Paul Lehtinen' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByLabelText('Role'), 'owner');
  expect(dialog.getByText('Invite, change and end memberships')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Give this role' }));
  expect(await dialog.findByText('You cannot give or take the role owner: it may do more than yours.')).toBeTruthy();
  await user.selectOptions(dialog.getByLabelText('Role'), 'support');
  await user.click(dialog.getByRole('button', { name: 'Give this role' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(calls.filter((call) => call.name.startsWith('PUT')).map((call) => call.body)).toEqual([{ role: 'owner' }, { role: 'support' }]);
});
