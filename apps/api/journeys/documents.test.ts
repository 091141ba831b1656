import { complete, fillCart, type Cart, CARDS } from '@stoa/tools/seed/product/shopper';
import { aWorld, basketOf, LENA, placed, SCARF } from './marketplace.testing.js';

const world = aWorld();
type Listed = { id: string; number: string; delivery: { state: string; channel: string | null; reason: string | null } | null; has_xml: boolean };
type Detail = { document: Listed; deliveries: { channel: string; state: string; receiver: string | null; reason: string | null; asked_by: string }[] };

/** A scarf for a business in Köln that takes its invoices at this number of the network. */
async function boughtByBusiness(participant: string) {
  const { session } = await fillCart(world.oma.shop, basketOf(world.oma, { [SCARF]: 1 }));
  const cart = await session<Cart & { business: { peppol_id: string; reference: string } }>('PUT', '/v1/store/carts/current/business', { body: { country: 'DE', tax_id: 'DE811569869', peppol_id: participant, reference: '991-12345-06' } });
  expect(cart.business).toMatchObject({ peppol_id: participant, reference: '991-12345-06' });
  const group = placed(await complete(session, cart, { number: CARDS.pays, name: LENA.name }));
  await world.journey.settle();
  await world.journey.pass(60_000);
  const { data: [document] } = await world.oma.owner<{ data: Listed[] }>('GET', `/v1/admin/documents?filter[order_group]=${group.id}`);
  return { group, document: document! };
}
const detail = (id: string) => world.oma.owner<Detail>('GET', `/v1/admin/documents/${id}/deliveries`);

test('a business’s invoice goes over the network and arrives; its order’s page has it as PDF and XML; the mail says where it is and carries no second one', async () => {
  const { group, document } = await boughtByBusiness('0208:0123456123');

  expect(document).toMatchObject({ has_xml: true, delivery: { state: 'delivered', channel: 'peppol', reason: null } });
  const [message] = world.journey.sandbox.accessPoint.list();
  expect([message!.number, message!.receiver, message!.status]).toEqual([document.number, { scheme: '0208', id: '0123456123' }, 'delivered']);
  const papers = await world.oma.shop<{ documents: Listed[]; following: unknown[] }>('GET', `/v1/store/orders/${group.tracking_token}/documents`);
  expect([papers.documents.map((one) => [one.number, one.has_xml]), papers.following]).toEqual([[[document.number, true]], []]);
  expect(await world.oma.shop<string>('GET', `/v1/store/orders/${group.tracking_token}/documents/${document.id}/xml`)).toBe(message!.document);
  const mail = await world.journey.mailbox.waitFor('lena@posteo.example', (one) => one.subject.includes(group.number));
  expect(mail.files).toEqual([]);
  expect(mail.text).toContain(`${document.number} geht an Ihre Peppol-Adresse`);
}, 60_000);

test('a receiver that the network does not know is told to staff with the reason, and they send the invoice by mail', async () => {
  const { document } = await boughtByBusiness('0208:0123456000');
  const reason = 'The participant 0208:0123456000 is not registered in the network.';
  expect(document.delivery).toEqual({ state: 'refused', channel: 'peppol', reason });

  const again = () => world.oma.owner('POST', `/v1/admin/documents/${document.id}/deliveries`, { body: { channel: 'mail' }, idempotencyKey: `again ${document.id}` });
  expect(await again()).toEqual(await again());

  expect((await detail(document.id)).deliveries.map(({ channel, state, receiver, reason: why, asked_by: by }) => [channel, state, receiver, why, by])).toEqual([['mail', 'sent', null, null, 'staff'], ['peppol', 'refused', '0208:0123456000', reason, 'issue']]);
  const mail = await world.journey.mailbox.waitFor('lena@posteo.example', (one) => one.subject.includes(document.number));
  expect(mail.files.map((file) => file.filename)).toEqual([`${document.number}.pdf`, `${document.number}.xml`]);
}, 60_000);
