/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';
import type { TaxPackVersions } from './tax-packs.queries.js';

const RUN = 'tsr_01h455vb4pex5vsknk084sn02q';
const version = (is: string, more: Partial<TaxPackVersions['versions'][number]> = {}): TaxPackVersions['versions'][number] => ({ version: is, sha256: 'a'.repeat(64), activates: null, state: 'older', shadow_run: null, ...more });
const germany: TaxPackVersions = {
  id: 'DE', name: 'Germany', in_force: '2026.11.4', is_chosen: false, is_gone: false, newest: '2026.11.4', planned: null,
  versions: [version('2027.2.1', { state: 'upcoming', activates: '2027-02-01' }), version('2027.1.1', { state: 'newer', shadow_run: { id: RUN, state: 'done' } }), version('2026.11.4', { state: 'in_force' }), version('2026.11.2')],
};
const open = (pack: TaxPackVersions, permissions: string[], answers: Record<string, Answer> = {}, path = '/market/tax/packs/DE') => openPage(path, { session: aSession({ permissions }), answers: { 'GET /v1/admin/tax-packs': { overlay_version: 1, data: [pack] }, ...answers } });

test('the list tells the version in force, whose choice it is and what is planned; one that is not installed any more is said aloud', async () => {
  await open({ ...germany, is_chosen: true, planned: { version: '2027.1.1', at: '2026-12-31T23:00:00.000Z' } }, ['tax.read'], {}, '/market/tax/packs');
  const row = within(await screen.findByRole('row', { name: /Germany/ }));
  expect([row.getByText('2026.11.4'), row.getByText('Your choice'), row.getByText(/2027\.1\.1 from/)].length).toBe(3);
  await open({ ...germany, is_chosen: true, is_gone: true }, ['tax.read'], {}, '/market/tax/packs');
  expect(await screen.findByText(/Nothing is sold by it until you choose another/)).toBeTruthy();
});

test('a newer version can be activated once it was held against the sales; one that was not is tried first', async () => {
  const { user, calls } = await open(germany, ['tax.read', 'tax.write'], { 'PUT /v1/admin/tax-packs/DE/choice': { overlay_version: 2, data: [germany] }, 'POST /v1/admin/tax-packs/DE/shadow-runs': {} });
  const upcoming = within(await screen.findByRole('row', { name: /2027\.2\.1/ }));
  expect(upcoming.queryByRole('button', { name: 'Activate' })).toBeNull();
  await user.click(upcoming.getByRole('button', { name: 'Try it' }));
  await user.click(within(screen.getByRole('row', { name: /2027\.1\.1/ })).getByRole('button', { name: 'Activate' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('From (optional)'), '2031-01-01');
  await user.type(dialog.getByLabelText('Reason'), 'It differs in nothing.');
  await user.click(dialog.getByRole('button', { name: 'Activate 2027.1.1' }));
  expect(calls.filter((call) => call.body).map((call) => call.body)).toEqual([{ version: '2027.2.1' }, { version: '2027.1.1', from: '2031-01-01', reason: 'It differs in nothing.' }]);
});

test('what differs is told beside what is in force, and one goes back with a confirmation', async () => {
  const { user, calls } = await open(germany, ['tax.read', 'tax.write'], {
    'GET /v1/admin/tax-packs/DE/differences': { data: [{ what: 'rate', name: 'standard from 2021-01-01', change: 'changed', was: '19 %', becomes: '21 %', cite: 'UStG § 12' }] }, 'PUT /v1/admin/tax-packs/DE/choice': { overlay_version: 2, data: [germany] },
  });
  const older = within(await screen.findByRole('row', { name: /2026\.11\.2/ }));
  await user.click(older.getByRole('button', { name: 'What differs' }));
  const row = within(await screen.findByRole('row', { name: /standard from 2021-01-01/ }));
  expect([row.getByText('19 %'), row.getByText('21 %'), row.getByText('Changed')].length).toBe(3);
  await user.click(older.getByRole('button', { name: 'Go back to it' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/Those that were made stay as they are/)).toBeTruthy();
  await user.type(dialog.getByLabelText('Reason'), 'The new one is wrong.');
  await user.click(dialog.getByRole('button', { name: 'Go back to 2026.11.2' }));
  expect(calls.find((call) => call.name.startsWith('PUT'))?.body).toEqual({ version: '2026.11.2', from: null, reason: 'The new one is wrong.' });
});

test('a plan is taken back with a press, and who may not write sees no button for it', async () => {
  const planned = { ...germany, planned: { version: '2027.1.1', at: '2026-12-31T23:00:00.000Z' } };
  const { user, calls } = await open(planned, ['tax.read', 'tax.write'], { 'DELETE /v1/admin/tax-packs/DE/plan': { overlay_version: 2, data: [germany] } });
  await user.click(await screen.findByRole('button', { name: 'Take the plan back' }));
  expect(calls.some((call) => call.name === 'DELETE /v1/admin/tax-packs/DE/plan')).toBe(true);
  await open(planned, ['tax.read']);
  expect(await screen.findByText(/2027\.1\.1 from/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Take the plan back' })).toBeNull();
});
