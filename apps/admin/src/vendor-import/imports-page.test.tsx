/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { expect, test } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { openPage, type Answer } from '../app/open-page.testing.js';
import { anImport, aVendorSession, IMPORT, pageOf, someColumns } from './import-world.testing.js';

const open = (answers: Record<string, Answer> = {}, session = aVendorSession()) =>
  openPage('/vendor/imports', { session, answers: { 'GET /v1/vendor/imports': pageOf([]), 'GET /v1/vendor/import-columns': someColumns, 'GET /v1/vendor/orders': pageOf([]), ...answers } });
const table = (name = 'autumn.csv', text = 'sku,title\nA-1,Mug\n') => new File([text], name, { type: 'text/csv' });
const picture = (name: string) => new File(['x'], name, { type: 'image/png' });
const zone = () => screen.findByText(/Drop a CSV file here/);
const drop = (on: HTMLElement, files: File[]) => fireEvent.drop(on, { dataTransfer: { files } });

test('a dropped table goes up with the pictures it names, these first, and leads to its check', async () => {
  const { calls, router } = await open({ 'POST /v1/vendor/media': { id: 'med_1', url: '/m', width: 1, height: 1 }, 'POST /v1/vendor/imports': anImport({ state: 'reading' }), [`GET /v1/vendor/imports/${IMPORT}`]: anImport({ state: 'reading' }) });
  drop(await zone(), [table(), picture('mug 1.png'), picture('mug 2.png')]);
  await waitFor(() => expect(router.state.location.pathname).toBe(`/vendor/imports/${IMPORT}`));
  expect(calls.filter(({ name }) => name.startsWith('POST /v1/vendor')).map(({ name, url }) => [name, url.searchParams.get('file_name')])).toEqual([
    ['POST /v1/vendor/media', 'mug 1.png'], ['POST /v1/vendor/media', 'mug 2.png'], ['POST /v1/vendor/imports', 'autumn.csv'],
  ]);
});

test('a chosen file goes up as well; a refusal stands where the eye is', async () => {
  const { user } = await open({ 'POST /v1/vendor/imports': { status: 400, code: 'workspace.file_empty', title: 'The file is empty. Choose the one with the table.' } });
  await user.upload(await screen.findByLabelText('Choose a table and its pictures'), table('empty.csv', ''));
  expect((await screen.findByRole('alert')).textContent).toBe('The file is empty. Choose the one with the table.');
});

test('pictures without a table are kept for later, one that is none is named', async () => {
  let sent = 0;
  await open({ 'POST /v1/vendor/media': () => { sent += 1; return sent === 1 ? { status: 422, code: 'catalog.not_a_picture', title: 'This is no picture.' } : { id: 'med_1', url: '/m', width: 1, height: 1 }; } });
  drop(await zone(), [picture('broken.png'), picture('mug.png')]);
  expect(await screen.findByText(/^1 picture kept/)).toBeTruthy();
  expect([screen.getByText('broken.png'), screen.getByText('This is no picture.')]).toHaveLength(2);
});

test.each([
  ['two tables', [table('a.csv'), table('b.csv')], /One table at a time/],
  ['a table that is too large', [Object.defineProperty(table('huge.csv'), 'size', { value: 65 * 1024 * 1024 })], /huge.csv has 65 MB, and 64 MB is the most/],
])('%s are refused before anything is sent', async (_what, files, words) => {
  const { calls } = await open();
  await screen.findByText(/Up to 50,000 rows/);
  drop(await zone(), files);
  expect(await screen.findByText(words)).toBeTruthy();
  expect(calls.filter(({ name }) => name.startsWith('POST /v1/vendor'))).toEqual([]);
});

test('the columns are told as they are for this vendor, and earlier imports with what came of them', async () => {
  await open({ 'GET /v1/vendor/imports': pageOf([anImport(), anImport({ id: 'imp_01h455vb4pex5vsknk084sn02r', file_name: 'spring.csv', state: 'applying', waits: true, confirmed_at: '2026-03-01T09:01:00.000Z' })]) });
  const help = await screen.findByRole('table', { name: 'Columns of a table of listings' });
  expect(within(help).getByRole('row', { name: /stock:Leipzig/ }).textContent).toBe('stock:Leipzig How many pieces lie in Leipzig.12');
  const earlier = screen.getByRole('table', { name: 'Your imports, newest first' });
  expect(within(earlier).getAllByRole('row').slice(1).map((row) => row.textContent)).toEqual([expect.stringMatching(/^autumn\.csv.*Waits for you3500 rows$/), expect.stringMatching(/^spring\.csv.*Next in line3500 rows$/)]);
});

test('without imports it says how to begin; who may only read can neither upload nor see help for it', async () => {
  await open();
  expect(await screen.findByText('No imports yet')).toBeTruthy();
  await open({}, aVendorSession(['catalog.read']));
  expect(await screen.findByText('Whoever may change listings can upload a table here.')).toBeTruthy();
  expect(screen.queryByText(/Drop a CSV file here/)).toBeNull();
});

test('a list that cannot be loaded says so and can be tried again', async () => {
  let times = 0;
  const { user } = await open({ 'GET /v1/vendor/imports': () => { times += 1; return times < 3 ? { status: 400, code: 'request.invalid', title: 'That was wrong.' } : pageOf([anImport()]); } });
  expect(await screen.findByText('This could not be loaded')).toBeTruthy();
  times = 3;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'autumn.csv' })).toBeTruthy();
});
