import { readConfig } from './config.js';
import { RETURN_URL, withListener, withSandbox } from './testing.js';

test('the pages show payments, accounts and events, run no script and escape what others wrote', () =>
  withListener(({ url }) =>
    withSandbox(
      async ({ stripe, sandbox }) => {
        const read = async (path: string) => {
          const answer = await fetch(sandbox.url + path);
          expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([
            200,
            expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
          ]);
          return answer.text();
        };
        expect(await read('/')).toContain('No payments yet.');
        const paid = await stripe.paymentIntents.create({
          amount: 45_730,
          currency: 'eur',
          payment_method: 'pm_card_visa',
          confirm: true,
          return_url: RETURN_URL,
          metadata: { note: '<script>alert(1)</script>' },
        });
        await stripe.paymentIntents
          .create({ amount: 2_000, currency: 'eur', payment_method: 'pm_card_visa_chargeDeclined', confirm: true, return_url: RETURN_URL })
          .catch(() => undefined);
        await stripe.v2.core.accounts.create({ display_name: 'Toini & Co', identity: { country: 'FI' } });
        await sandbox.stripe.idle();

        const payments = await read('/');
        expect(payments).toContain('457.30<span class="cur">EUR</span>');
        expect(payments).toContain('Declined: generic_decline');
        const payment = await read(`/payments/${paid.id}`);
        expect(payment).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
        expect(payment).not.toContain('<script');
        expect(payment).toContain('450.19<span class="cur">EUR</span>'); // 457.30 less 1.5 % (6.86) and 0.25
        expect(await read('/accounts')).toContain('Toini &#38; Co');
        expect(await read('/events')).toContain('Delivered (200)');
      },
      { webhooks: [{ url, secret: 'whsec_configured_0004' }] },
    ),
  ));

test('a wrong environment is refused with every mistake named', () => {
  const env = { SANDBOX_PORT: '99999', SANDBOX_WEBHOOKS: '[{"url":"nowhere","secret":"x"}]' };
  expect(() => readConfig(env)).toThrow(/SANDBOX_PORT[\s\S]*SANDBOX_WEBHOOKS|SANDBOX_WEBHOOKS[\s\S]*SANDBOX_PORT/);
  expect(() => readConfig({ SANDBOX_WEBHOOKS: '{' })).toThrow(/is not JSON/);
  expect(readConfig({ SANDBOX_WEBHOOKS: '[{"url":"http://127.0.0.1:1/x","secret":"whsec_12345678","payload":"thin"}]' })).toMatchObject({
    webhooks: [{ payload: 'thin' }],
    dataDir: '.stoa/sandbox',
  });
});
