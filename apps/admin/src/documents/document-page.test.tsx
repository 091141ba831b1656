/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, within } from '@testing-library/react';
import { aSession, openPage } from '../app/open-page.testing.js';
import type { DocumentWithDeliveries } from './delivery.queries.js';

const ID = 'doc_01h455vb4pex5vsknk084sn02q';
const reason = 'The participant 0208:0123456000 is not registered in the network.';
const found = (change: Partial<DocumentWithDeliveries['document']> = {}, deliveries: DocumentWithDeliveries['deliveries'] = []): DocumentWithDeliveries => ({
  document: {
    id: ID, number: 'TB-2026-00001', kind: 'invoice', issuer: 'Töpferei Brandt e.K.', vendor_id: null, total: { amount: 7_290, currency: 'EUR' }, order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q', order_id: null, issued_at: '2026-11-02T10:00:00.000Z',
    is_ready: true, has_xml: true, retained_until: '2034-12-31', is_destroyed: false, ended: null, delivery: { state: 'refused', channel: 'peppol', reason }, ...change,
  }, deliveries,
});
const refused: DocumentWithDeliveries['deliveries'][number] = { id: 'dlv_01h455vb4pex5vsknk084sn02q', channel: 'peppol', state: 'refused', receiver: '0208:0123456000', message_ref: null, reason, asked_by: 'issue', asked_at: '2026-11-02T10:00:00.000Z', sent_at: null, settled_at: '2026-11-02T10:00:01.000Z' };
const read = `GET /v1/admin/documents/${ID}/deliveries`;
const staff = aSession({ permissions: ['invoicing.read', 'invoicing.write', 'orders.read'] });

test('staff see why a document did not arrive, and send it by another way, once however often they press', async () => {
  const { calls, user } = await openPage(`/market/documents/${ID}`, { session: staff, answers: { [read]: found({}, [refused]), [`POST /v1/admin/documents/${ID}/deliveries`]: { ...refused, channel: 'mail', state: 'waiting', reason: null, asked_by: 'staff' } } });
  const [, row] = await screen.findAllByRole('row');
  expect(within(row!).getByText(reason)).toBeTruthy();
  expect(row!.textContent).toContain('0208:0123456000');
  expect(screen.getByRole('button', { name: 'Send again over Peppol' })).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Send again by mail' }));
  await user.click(screen.getByRole('button', { name: 'Send again by mail' }));
  const sent = calls.filter((call) => call.name === `POST /v1/admin/documents/${ID}/deliveries`);
  expect(sent.map((call) => [call.body, call.key])).toEqual([[{ channel: 'mail' }, `${ID}:${refused.id}:mail`], [{ channel: 'mail' }, `${ID}:${refused.id}:mail`]]);
});

test('a document whose files could not be made says so, and is made again', async () => {
  const broken = found({ is_ready: false, has_xml: false, delivery: { state: 'failed', channel: null, reason: 'the disk is full' } });
  const { user } = await openPage(`/market/documents/${ID}`, { session: staff, answers: { [read]: broken, [`POST /v1/admin/documents/${ID}/renditions`]: broken } });
  expect(await screen.findByText(/The files could not be made: the disk is full/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Send again/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Make the files again' }));
  expect(await screen.findByText('The files are being made.')).toBeTruthy();
});

test('who may only read is shown no button', async () => {
  await openPage(`/market/documents/${ID}`, { session: aSession({ permissions: ['invoicing.read'] }), answers: { [read]: found({}, [refused]) } });
  expect(await screen.findByRole('heading', { name: 'TB-2026-00001' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
});
