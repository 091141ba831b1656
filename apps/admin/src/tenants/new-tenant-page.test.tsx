/** @jest-environment ./libs/tools/testing/browser-environment.mjs */
import { screen, waitFor, within } from '@testing-library/react';
import { aSession, openPage, type Answer } from '../app/open-page.testing.js';

const session = aSession({ kind: 'operator', permissions: ['operator.tenants'] });
const german = { id: 'DE', kind: 'country', name: { en: 'Germany' }, version: '2026.11.1', chain: ['EU', 'DE'], currency: 'EUR', time_zone: 'Europe/Berlin', price_mode: 'incl' };
const id = 'tnt_01h455vb4pex5vsknk084sn02q';
const part = (name: string, state: 'requested' | 'done' | 'failed', detail = '') => ({ part: name, state, detail, tries: 1, requested_at: '2026-11-21T09:00:00Z', finished_at: state === 'requested' ? null : '2026-11-21T09:00:01Z', took_ms: state === 'requested' ? null : 1_000 });
const tenant = (status: 'provisioning' | 'live', parts: object[]) => ({
  id, version: 1, slug: 'ponto-linha', name: 'Ponto & Linha', legal_name: 'Ponto e Linha Lda', status, suspended_reason: null, home_country: 'DE', address: { line1: 'Am Sandtorkai 3', line2: null, city: 'Hamburg', region: null, postcode: '20457', country: 'DE' },
  register_number: null, vat_id: null, registrations: [], currency: 'EUR', locale: 'de', hold_days: 14, number_prefix: 'PON', support_email: 'help@ponto.example', plan: { code: 'growth', name: 'Growth', platform_fee_bp: 200, limits: { vendors: null, listings: null, staff: null } },
  markets: [], domains: [], publishable_key: 'pk_ponto', parts, storefront_url: 'http://ponto-linha.localhost',
});
const answers: Record<string, Answer> = {
  'GET /v1/operator/health': { tasks: { dead: 0 } },
  'GET /v1/operator/plans': { data: [{ code: 'growth', name: 'Growth', platform_fee_bp: 200, limits: { vendors: null, listings: null, staff: null } }] },
  'GET /v1/operator/rule-packs': { data: [german] },
};

async function filled(more: Record<string, Answer> = {}) {
  const opened = await openPage('/operator/tenants/new', { session, answers: { ...answers, ...more } });
  const { user } = opened;
  const type = async (name: string, text: string) => {
    await user.click(document.getElementsByName(name)[0] as HTMLInputElement);
    await user.paste(text);
  };
  await screen.findByLabelText('Legal name');
  await type('/name', 'Ponto & Linha');
  for (const [name, text] of [['/legal_name', 'Ponto e Linha Lda'], ['/support_email', 'help@ponto.example'], ['/home_country', 'de'], ['/address/line1', 'Am Sandtorkai 3'], ['/address/postcode', '20457'], ['/address/city', 'Hamburg'], ['/first_staff/name', 'Inês'], ['/first_staff/email', 'ines@ponto.example']] as const) await type(name, text);
  await user.click(screen.getByRole('checkbox', { name: 'Germany' }));
  return opened;
}

test('an empty form is not sent: it says all that is missing, and leads to the fields', async () => {
  const { user, calls } = await openPage('/operator/tenants/new', { session, answers });
  await user.click(await screen.findByRole('button', { name: 'Open the marketplace' }));
  const summary = within(screen.getByRole('alert'));
  expect(summary.getByText(/^17 things are missing or wrong/)).toBeTruthy();
  await user.click(summary.getByRole('button', { name: 'Choose at least one country or state.' }));
  expect((document.activeElement as HTMLInputElement).name).toBe('/markets/0/countries');
  expect(screen.getByLabelText('Legal name').getAttribute('aria-invalid')).toBe('true');
  expect(calls.filter((call) => call.name.startsWith('POST /v1/operator'))).toEqual([]);
});

test('a complete form opens the marketplace, and its parts tick off one by one', async () => {
  let asked = 0;
  const { user, calls, router } = await filled({
    'POST /v1/operator/tenants': tenant('provisioning', []),
    [`GET /v1/operator/tenants/${id}`]: () => (asked++ === 0 ? tenant('provisioning', [part('ledger.accounts', 'done', '6 accounts, EUR'), part('content.theme', 'requested')]) : tenant('live', [part('ledger.accounts', 'done', '6 accounts, EUR'), part('content.theme', 'done', 'contrast checked')])),
  });
  await user.click(screen.getByRole('button', { name: 'Open Ponto & Linha' }));
  expect(await screen.findByText('1 of 2 parts ready')).toBeTruthy();
  expect(await screen.findByText('2 of 2 parts ready', undefined, { timeout: 3_000 })).toBeTruthy();
  expect(router.state.location.pathname).toBe(`/operator/tenants/${id}`);
  expect(calls.find((call) => call.name === 'POST /v1/operator/tenants')?.body).toMatchObject({ slug: 'ponto-linha', number_prefix: 'PON', home_country: 'DE', currency: 'EUR', plan: 'growth', markets: [{ code: 'de', rule_packs: ['EU', 'DE'], time_zone: 'Europe/Berlin', is_default: true }] });
});

test('what the server refuses stands above the form and at its field; nothing typed is lost', async () => {
  const { user } = await filled({ 'POST /v1/operator/tenants': { status: 409, code: 'tenancy.slug_taken', title: 'Another marketplace is called ponto-linha. Choose another short name.' } });
  await user.click(screen.getByRole('button', { name: 'Open Ponto & Linha' }));
  expect(await screen.findByText(/Another marketplace is called ponto-linha/)).toBeTruthy();
  expect((screen.getByLabelText('Short name') as HTMLInputElement).value).toBe('ponto-linha');
});

test('a part that failed is started again from here', async () => {
  let isRetried = false;
  const { user } = await openPage(`/operator/tenants/${id}`, {
    session,
    answers: {
      ...answers,
      [`GET /v1/operator/tenants/${id}`]: () => tenant('provisioning', [part('payments.gateway_account', isRetried ? 'done' : 'failed', 'The gateway does not answer.')]),
      [`POST /v1/operator/tenants/${id}/parts/payments.gateway_account/retry`]: () => { isRetried = true; return { data: [] }; },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.getByText('1 of 1 parts ready')).toBeTruthy());
});
