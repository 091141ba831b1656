/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage } from '../app/open-page.testing.js';
import type { Document } from './document.queries.js';

const aDocument = (change: Partial<Document> = {}): Document => ({
  id: 'doc_01h455vb4pex5vsknk084sn02q', number: 'TB-2026-00001', kind: 'invoice', issuer: 'Töpferei Brandt e.K.', vendor_id: 'ven_01h455vb4pex5vsknk084sn02q', total: { amount: 7_290, currency: 'EUR' }, order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q',
  order_id: 'ord_01h455vb4pex5vsknk084sn02q', issued_at: '2026-11-02T10:00:00.000Z', is_ready: true, has_xml: true, delivery: { state: 'sent', channel: 'mail', reason: null }, retained_until: '2036-12-31', is_destroyed: false, ended: null, ...change,
});
const page = (...data: Document[]) => ({ data, has_more: false, next: null });
const vendor = aSession({ kind: 'vendor', permissions: ['invoicing.read', 'orders.read'] });
const staff = aSession({ permissions: ['invoicing.read', 'orders.read'] });

test('a vendor sees its invoices and credit notes, and finds them by kind, period and number', async () => {
  const { calls, router, user } = await openPage('/vendor/documents', { session: vendor, answers: { 'GET /v1/vendor/documents': page(aDocument(), aDocument({ id: 'doc_01h455vb4pex5vsknk084sn02r', number: 'TB-C-2026-00001', kind: 'credit_note', has_xml: false, is_ready: false })) } });
  const [, invoice, credit] = await screen.findAllByRole('row');
  expect(within(invoice!).getByRole('button', { name: 'TB-2026-00001' })).toBeTruthy();
  expect(within(invoice!).getByRole('button', { name: 'Save TB-2026-00001 as XML' })).toBeTruthy();
  expect(credit!.textContent).toContain('is being drawn');
  expect(within(credit!).queryByRole('button')).toBeNull();
  expect((screen.getByRole('button', { name: 'Download as ZIP' }) as HTMLButtonElement).disabled).toBe(true);

  await user.click(screen.getByRole('link', { name: 'Credit notes' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Period' }), screen.getAllByRole('option')[1]!);
  await user.type(screen.getByRole('searchbox'), 'TB-C');
  await user.click(screen.getByRole('button', { name: 'Find' }));

  await user.selectOptions(screen.getByRole('combobox', { name: 'Delivery' }), 'refused');

  const month = new Date().toISOString().slice(0, 7);
  expect(router.state.location.search).toEqual({ kind: 'credit_note', period: month, number: 'TB-C', delivery: 'refused' });
  const asked = calls.filter((call) => call.name === 'GET /v1/vendor/documents').at(-1)!.url.searchParams;
  expect([asked.get('filter[kind]'), asked.get('filter[period]'), asked.get('filter[number]'), asked.get('filter[delivery]')]).toEqual(['credit_note', month, 'TB-C', 'refused']);
  expect((screen.getByRole('button', { name: 'Download as ZIP' }) as HTMLButtonElement).disabled).toBe(false);
});

test('staff see who issued what, and are told when an archive cannot be made', async () => {
  const { user } = await openPage('/market/documents?period=2026-11', {
    session: staff, answers: { 'GET /v1/admin/documents': page(aDocument()), 'GET /v1/admin/document-archives/2026-11': { status: 503, code: 'request.overloaded', title: 'Too much is going on. Try again in a moment.' } },
  });
  expect((await screen.findAllByRole('row'))[1]!.textContent).toContain('Töpferei Brandt e.K.');
  await user.click(screen.getByRole('button', { name: 'Download as ZIP' }));
  expect(await screen.findByText(/Too much is going on/)).toBeTruthy();
});

test('a document that may not be written yet says what it lacks and who has to supply it; staff have it looked at again', async () => {
  const held = (missing: string) => ({
    id: 'hdc_01h455vb4pex5vsknk084sn02q', kind: 'invoice', issuer: 'Töpferei Brandt e.K.', vendor_id: 'ven_01h455vb4pex5vsknk084sn02q', order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q', order_id: null, total: { amount: 3_890, currency: 'EUR' }, sold_on: '2026-11-02',
    missing: [{ field: missing, cite: 'VAT Directive art. 226(3)', by: 'seller' }], held_at: '2026-11-02T10:00:00.000Z', looked_at: '2026-11-02T10:00:00.000Z', is_released: false,
  });
  const answers = { 'GET /v1/admin/documents': page(), 'GET /v1/admin/held-documents': { data: [held('VAT number of the seller')], has_more: false, next: null }, 'POST /v1/admin/held-documents/hdc_01h455vb4pex5vsknk084sn02q/looks': held('name of the seller') };
  const { calls, user } = await openPage('/market/documents', { session: aSession({ permissions: ['invoicing.read', 'invoicing.write'] }), answers });
  expect((await screen.findByText('Töpferei Brandt e.K.: VAT number of the seller')).closest('li')!.textContent).toMatch(/38\.90.*VAT Directive art\. 226\(3\)\. To be supplied by the seller\./);

  await user.click(screen.getByRole('button', { name: /Look again/ }));
  expect(await screen.findByText('Still missing: name of the seller.')).toBeTruthy();
  expect(calls.filter((call) => call.name.endsWith('/looks'))).toHaveLength(1);
});

test('a vendor is led to where it supplies what its invoice lacks', async () => {
  const held = { id: 'hdc_01h455vb4pex5vsknk084sn02q', kind: 'invoice', issuer: 'Töpferei Brandt e.K.', vendor_id: null, order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q', order_id: null, total: { amount: 3_890, currency: 'EUR' }, sold_on: '2026-11-02', missing: [{ field: 'VAT number of the seller', cite: 'art. 226(3)', by: 'seller' }], held_at: '2026-11-02T10:00:00.000Z', looked_at: '2026-11-02T10:00:00.000Z', is_released: false };
  await openPage('/vendor/documents', { session: vendor, answers: { 'GET /v1/vendor/documents': page(), 'GET /v1/vendor/held-documents': { data: [held], has_more: false, next: null } } });
  expect((await screen.findByRole('link', { name: /Supply it/ })).getAttribute('href')).toBe('/vendor/setup');
  expect(screen.queryByRole('button', { name: /Look again/ })).toBeNull();
});

test('what was destroyed is named, with when, and can be fetched no more', async () => {
  await openPage('/market/documents', { session: staff, answers: { 'GET /v1/admin/documents': page(aDocument({ issuer: '', is_destroyed: true, is_ready: false, has_xml: false })) } });
  const row = (await screen.findAllByRole('row'))[1]!;
  expect(row.textContent).toMatch(/TB-2026-00001destroyed after retention on .*2036/);
  expect(within(row).queryByRole('button')).toBeNull();
});

test('where nothing matches the way back to everything is shown', async () => {
  await openPage('/market/documents?kind=receipt', { session: staff, answers: { 'GET /v1/admin/documents': page() } });
  expect(await screen.findByText('Nothing matches')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Show all documents' })).toBeTruthy();
});
