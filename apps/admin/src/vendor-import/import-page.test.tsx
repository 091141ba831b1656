/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { openPage, type Answer } from '../app/open-page.testing.js';
import { anImport, aRow, aVendorSession, IMPORT, pageOf } from './import-world.testing.js';

const API = `/v1/vendor/imports/${IMPORT}`;
const none = { rows: 0, listings: 0 };
const open = (made = anImport(), answers: Record<string, Answer> = {}, { search = '', session = aVendorSession() } = {}) =>
  openPage(`/vendor/imports/${IMPORT}${search}`, { session, answers: { [`GET ${API}`]: made, [`GET ${API}/rows`]: pageOf([aRow()]), [`GET ${API}/problems`]: { data: [] }, 'GET /v1/vendor/imports': pageOf([made]), 'GET /v1/vendor/orders': pageOf([]), ...answers } });
const applying = (done: number) => anImport({ state: 'applying', confirmed_at: '2026-03-01T09:01:00.000Z', progress: { done, total: 497 }, tally: { to_create: { rows: 462 - done, listings: 100 }, created: { rows: done, listings: 20 }, to_keep: none, kept: { rows: 4, listings: 4 } } });

test('the dry run says what would happen, and each bad row its cell, what is wrong and what to write', async () => {
  await open();
  expect(await screen.findByText('Nothing has been written yet.')).toBeTruthy();
  const figures = screen.getByRole('region', { name: 'Rows by what becomes of them' });
  expect([...figures.querySelectorAll('dl > div')].map((part) => part.textContent)).toEqual(['Rows checked500', 'Create462', 'Update31', 'Unchanged4', 'Left out3']);
  const line = (await screen.findByText('FLU-VAS-31')).closest('tr')!;
  expect([...line.children].map((cell) => cell.textContent)).toEqual(['241', 'FLU-VAS-31', '-4,90price:EUR', 'A price is not negative.Write it like 34.90, without a currency sign.']);
});

test('the bar names what the button does; confirming sends the wish for review along and shows how far it is', async () => {
  const { user, calls } = await open(anImport(), { [`PUT ${API}/confirmation`]: applying(0) });
  const bar = await screen.findByRole('region', { name: 'Confirm' });
  expect(bar.textContent).toContain('493 rows in 140 listings will be imported, 3 left out');
  await user.click(within(bar).getByRole('checkbox'));
  await user.click(within(bar).getByRole('button', { name: 'Import 493 rows' }));
  await waitFor(() => expect(calls.find(({ name }) => name === `PUT ${API}/confirmation`)?.body).toEqual({ submit: true }));
});

test('while it runs, it counts by itself and can be stopped', async () => {
  let asked = 0;
  const { user, calls } = await open(applying(0), { [`GET ${API}`]: () => { asked += 1; return applying(asked === 1 ? 100 : 200); }, [`PUT ${API}/cancellation`]: { ...applying(200), state: 'canceled', finished_at: '2026-03-01T09:02:00.000Z' } });
  expect(await screen.findByText('100 of 497 rows through')).toBeTruthy();
  expect(await screen.findByText('200 of 497 rows through', undefined, { timeout: 3_000 })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop the import' }));
  await waitFor(() => expect(calls.some(({ name }) => name === `PUT ${API}/cancellation`)).toBe(true));
});

test('a refused confirmation says why, and nothing else changes', async () => {
  const { user } = await open(anImport(), { [`PUT ${API}/confirmation`]: { status: 409, code: 'workspace.import_cannot_be_confirmed', title: 'This import is not waiting for a confirmation.' } });
  await user.click(await screen.findByRole('button', { name: 'Import 493 rows' }));
  expect((await screen.findByRole('alert')).textContent).toBe('This import is not waiting for a confirmation.');
  expect(screen.getByRole('button', { name: 'Import 493 rows' })).toBeTruthy();
});

test('rows are filtered by what becomes of them and by column; the same mistake in many rows is told once', async () => {
  const { user, calls, router } = await open(anImport({ tally: { bad: { rows: 60, listings: 40 } } }), { [`GET ${API}/problems`]: { data: [{ column: 'price:EUR', message: 'A price is not negative.', rows: 55, first_row: 12 }, { column: 'title', message: 'A listing needs a title.', rows: 1, first_row: 9 }] } });
  const often = await screen.findByRole('region', { name: 'What is wrong most often' });
  expect(within(often).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['price:EUR A price is not negative.55 rows, first 12']);
  await user.click(within(often).getByRole('link', { name: '55 rows, first 12' }));
  expect(await screen.findByText(/Only rows with something wrong in/)).toBeTruthy();
  await user.click(within(screen.getByRole('navigation', { name: 'Views' })).getByRole('link', { name: /^Changed/ }));
  await waitFor(() => expect(router.state.location.search).toEqual({ show: 'to_update' }));
  await waitFor(() => expect(calls.filter(({ name }) => name === `GET ${API}/rows`).map(({ url }) => url.search)).toEqual(['?filter[mistakes]=yes', '?filter[mistakes]=yes&filter[column]=price%3AEUR', '?filter[state]=to_update']));
});

test('a listing with one bad row is left out whole, and its good rows say so', async () => {
  await open(anImport({ mistakes: 2 }), { [`GET ${API}/rows`]: pageOf([aRow({ number: 7, problems: [] })]) }, { search: '?show=left_out' });
  expect((await screen.findByText('Another row of this listing is wrong, so it is left out with it.')).parentElement?.textContent).toBe('Another row of this listing is wrong, so it is left out with it.Nothing to mend here.');
});

const over = { finished_at: '2026-03-01T09:02:00.000Z' };
const confirmed = { ...over, confirmed_at: '2026-03-01T09:01:00.000Z' };
const empty = { bad: none, to_create: none, to_update: none, to_keep: none };
test.each([
  ['reading', anImport({ state: 'reading', progress: { done: 1_500, total: null }, tally: { ...empty, read: { rows: 1_500, listings: 100 } } }), ['1,500 rows read so far', 'Nothing has been written yet. You may leave this page: the check goes on.']],
  ['waiting for another', { ...applying(0), waits: true }, ['Next in line', 'Another import of yours goes first. This one follows by itself.']],
  ['unreadable', anImport({ ...over, state: 'unreadable', problem: '“colour” is no column of a listing file.', tally: empty }), ['“colour” is no column of a listing file.', 'Upload the mended file']],
  ['given up while it was read', anImport({ ...over, state: 'failed', problem: 'Something broke on our side, again and again. Nothing was changed.', tally: { ...empty, read: { rows: 500, listings: 500 } } }), ['Failed', 'Something broke on our side, again and again. Nothing was changed. Upload the file again later.']],
  ['given up while it came in', anImport({ ...confirmed, state: 'failed', problem: 'Something broke on our side, again and again.', tally: { ...empty, created: { rows: 5, listings: 5 }, to_create: { rows: 9, listings: 9 } } }), ['Something broke on our side, again and again. Upload the file again later.', 'Not imported']],
  ['nothing new', anImport({ tally: { ...empty, to_keep: { rows: 4, listings: 4 } } }), ['Your listings say all of this already. There is nothing to import.', 'There is nothing to import']],
  ['stopped', anImport({ ...confirmed, state: 'canceled', tally: { ...empty, created: { rows: 5, listings: 5 }, to_create: { rows: 9, listings: 9 } } }), ['You stopped it. What is in stays in, each listing whole; the rest was left as it was.', 'Not imported']],
  ['done', anImport({ ...confirmed, state: 'done', submits: true, tally: { ...empty, created: { rows: 5, listings: 5 } } }), ['All of it is in. What is complete went to review.', 'Created']],
])('an import that is %s says so', async (_state, made, words) => {
  await open(made);
  for (const text of words) expect((await screen.findAllByText((_content, element) => element?.textContent === text)).length).toBeGreaterThan(0);
});

test('who may only read sees the report and can neither confirm nor cancel; an unknown import does not exist', async () => {
  await open(anImport(), {}, { session: aVendorSession(['catalog.read']) });
  await screen.findByText('FLU-VAS-31');
  expect(screen.queryByRole('button', { name: /Import|Cancel/ })).toBeNull();
  await openPage(`/vendor/imports/${IMPORT}`, { session: aVendorSession(), answers: { [`GET ${API}`]: { status: 404, code: 'workspace.import_not_found', title: 'There is no such import.' } } });
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
});
