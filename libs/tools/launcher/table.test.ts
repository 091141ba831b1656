import { urlsFor } from './environment.mjs';
import { usualPorts } from './ports.mjs';
import { emptyWorld, renderTable } from './table.mjs';

const facts = { urls: urlsFor(usualPorts()), doors: { oma: 4101, solano: 4102 }, seconds: 4.96, logDir: '/clone/.stoa/logs' };

test('the table names every place and every log-in with its role', () => {
  const login = { role: 'Vendor owner', where: 'admin', marketplace: 'oma', email: 'bruno@oma.test', password: 'secret' };
  expect(renderTable({ ...facts, world: { ...emptyWorld, logins: [{ ...login, role: 'Operator', marketplace: null, email: 'ops@stoa.test' }, login] } }).split('\n')).toEqual([
    '',
    '  Stoa is up (5.0 s).',
    '',
    '  Oma               http://oma.localhost:4100      Safari: http://localhost:4101',
    '  Solano            http://solano.localhost:4100   Safari: http://localhost:4102',
    '  Admin             http://localhost:4110          operator, marketplace staff and vendors',
    '  Mailbox           http://localhost:4130/mail     every mail that was sent',
    '  Stripe stand-in   http://localhost:4130          payments, accounts, events',
    '  API reference     http://localhost:4120/docs     http://localhost:4120/openapi.json',
    '',
    '  Log in as      marketplace   where   e-mail           password',
    '  Operator       all           admin   ops@stoa.test    secret',
    '  Vendor owner   Oma           admin   bruno@oma.test   secret',
    '',
    '  Logs: /clone/.stoa/logs    Stop: Ctrl-C (nothing is lost)',
    '',
  ]);
});

test('without a seed it says that there is no log-in, instead of an empty list', () => {
  expect(renderTable({ ...facts, world: emptyWorld })).toContain('No log-ins are known');
});
