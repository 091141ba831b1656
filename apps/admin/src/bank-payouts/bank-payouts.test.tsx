/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { components } from '@stoa/web-api-client';
import { aSession, openPage } from '../app/open-page.testing.js';
import { aGroup, aRefund, eur, GROUP, refunds, vendorMoney } from '../refunds/a-refund.testing.js';

type BankPayouts = components['schemas']['BankPayouts'];
const VENDOR = 'ven_01h455vb4pex5vsknk084sn02q', API = `/v1/admin/vendors/${VENDOR}/bank-payouts`, PAGE = `/market/vendors/${VENDOR}/bank-payouts`;
const share = { transfer_id: 'trf_01h455vb4pex5vsknk084sn02q', order_id: 'ord_01h455vb4pex5vsknk084sn02q', order_group_id: GROUP, number: 'O-10482-1', amount: eur(490), netted: eur(2_971) } as const;
const due: BankPayouts = { due: [{ amount: eur(490), orders: [share] }], data: [], has_more: false, next: null };
const paid: BankPayouts = { due: [], data: [{ id: 'bpo_01h455vb4pex5vsknk084sn02q', amount: eur(490), paid_on: '2026-03-20', reference: 'Sales of March', recorded_at: '2026-03-20T09:00:00.000Z', orders: [share] }], has_more: false, next: null };
const name = { [`GET /v1/admin/vendors/${VENDOR}`]: { name: 'Töpferei Brandt' } };
const staff = (...permissions: string[]) => aSession({ permissions: ['payouts.read', 'vendors.read', 'orders.read', ...permissions] });
const page = (data: object[]) => ({ data, has_more: false, next: null });

async function fill(user: Awaited<ReturnType<typeof openPage>>['user'], form: HTMLElement, { amount, reference }: { amount: string; reference: string }): Promise<void> {
  await user.type(within(form).getByLabelText('Amount sent'), amount);
  fireEvent.change(within(form).getByLabelText('Day on the statement'), { target: { value: '2026-03-20' } });
  await user.type(within(form).getByLabelText('Reference of the transfer'), reference);
}

test('what is due to a vendor stands there with its orders, and is recorded as it stands on the statement', async () => {
  let now = due;
  const { user, calls } = await openPage(PAGE, { session: staff('payouts.write'), answers: { ...name, [`GET ${API}`]: () => now, [`POST ${API}`]: () => { now = paid; return paid.data[0]!; } } });
  const form = await screen.findByRole('form', { name: 'Record the payment' });
  expect(screen.getByRole('link', { name: 'O-10482-1' }).closest('li span')!.textContent).toBe('O-10482-1, 29.71 more paid what Töpferei Brandt owed');
  await fill(user, form, { amount: '4,90', reference: 'Sales of March' });
  await user.click(within(form).getByRole('button', { name: 'Record the payment' }));

  expect(await screen.findByText(/Nothing is due to Töpferei Brandt/)).toBeTruthy();
  expect(screen.getByText('Sales of March')).toBeTruthy();
  const said = calls.filter((call) => call.name === `POST ${API}`);
  expect(said.map((call) => call.body)).toEqual([{ amount: eur(490), paid_on: '2026-03-20', reference: 'Sales of March' }]);
  expect(said[0]!.key).toContain(share.transfer_id);
});

test('another amount is refused in words that stay; who may only look has no form', async () => {
  const refused = { status: 409, code: 'payouts.other_than_due', title: 'The books say that 4.90 EUR is due to this vendor by bank transfer.' };
  const { user } = await openPage(PAGE, { session: staff('payouts.write'), answers: { ...name, [`GET ${API}`]: due, [`POST ${API}`]: refused } });
  const form = await screen.findByRole('form', { name: 'Record the payment' });
  await fill(user, form, { amount: '5', reference: 'x' });
  await user.click(within(form).getByRole('button', { name: 'Record the payment' }));
  expect(await screen.findByText(refused.title)).toBeTruthy();

  await openPage(PAGE, { session: staff(), answers: { ...name, [`GET ${API}`]: due } });
  expect(await screen.findByText(/Whoever may pay vendors/)).toBeTruthy();
  expect(screen.queryByRole('form')).toBeNull();
});

test('a refund of a bank transfer waits on its order until somebody says that it was sent, or calls it off', async () => {
  const path = `/v1/admin/orders/${GROUP}`;
  const made = aRefund({ state: 'decided', way: 'bank_transfer', settled_at: null });
  const sent = { ...made, state: 'succeeded' as const, sent: { on: '2026-03-20', reference: 'Refund of a mug' }, settled_at: '2026-03-20T09:00:00.000Z' };
  let now = made;
  const { user, calls } = await openPage(`/market/orders/${GROUP}`, {
    session: aSession({ permissions: ['orders.read', 'payments.read', 'payments.refund'] }),
    answers: { [`GET ${path}`]: aGroup(), [`GET ${path}/refunds`]: () => refunds({ refunds: [now] }), [`GET ${path}/vendor-money`]: vendorMoney(), [`POST ${path}/refunds/${made.id}/bank-transfer`]: () => (now = sent), [`POST ${path}/refunds/${made.id}/calling-off`]: () => (now = { ...sent, state: 'failed', failure: 'came_back', failed_at: '2026-03-21T09:00:00.000Z' }) },
  });
  expect(await screen.findByText('To be sent')).toBeTruthy();
  const form = screen.getByRole('form', { name: 'Mark as sent' });
  await fill(user, form, { amount: '29.00', reference: 'Refund of a mug' });
  await user.click(within(form).getByRole('button', { name: 'I sent the money back' }));
  expect((await screen.findByText(/Sent by bank transfer on/)).textContent).toBe('Sent by bank transfer on 20 Mar 2026, Refund of a mug.');
  expect(calls.filter((call) => call.name.endsWith('/bank-transfer')).map((call) => call.body)).toEqual([{ amount: eur(2_900), sent_on: '2026-03-20', reference: 'Refund of a mug' }]);

  await user.click(screen.getByRole('button', { name: 'It came back' }));
  await user.type(await screen.findByLabelText('Reason'), 'Account closed');
  await user.click(screen.getByRole('button', { name: 'Mark as come back' }));
  expect(await screen.findByText(/The shopper’s bank sent the money back\./)).toBeTruthy();
  expect(screen.queryByRole('form', { name: 'Mark as sent' })).toBeNull();
});

test('home says what money waits for somebody: refused transfers, refunds to send, vendors to pay; each leads to where it is done', async () => {
  const transfer = (vendor: string) => ({ id: share.transfer_id, vendor: { id: VENDOR, name: vendor } });
  await openPage('/market/home', {
    session: aSession({ permissions: ['payouts.read', 'payments.read'] }),
    answers: {
      'GET /v1/admin/transfers': (_body, url) => page(url.searchParams.get('filter[state]') === 'refused' ? [transfer('Weberei Holt'), transfer('Weberei Holt')] : [transfer('Töpferei Brandt')]),
      'GET /v1/admin/refunds-to-send': page([aRefund({ state: 'decided', way: 'bank_transfer' })]),
    },
  });
  await waitFor(() => expect(screen.getByText('3 things')).toBeTruthy());
  const said = screen.getAllByRole('listitem').map((item) => [item.textContent, within(item).queryByRole('link')?.getAttribute('href')]).filter(([text]) => /refused|refund|bank transfer/.test(text ?? ''));
  expect(said).toEqual([
    ['2 transfers to vendors were refusedWeberei Holt. The money stays here until somebody has looked.Look: 2 transfers to vendors were refused', '/market/transfers?state=refused'],
    ['Send a refund by bank transferO-10482-1. The shopper has a right to it: send it and say so on the order.Open: Send a refund by bank transfer', `/market/orders/${GROUP}`],
    ['Pay 1 vendor by bank transferTöpferei Brandt: what shoppers paid into your own account is theirs now.Pay: Pay 1 vendor by bank transfer', PAGE],
  ]);
});
