import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { file, route, type Route } from '@stoa/platform/http';
import { currencySchema, moneySchema, moneyView } from '@stoa/platform/money';
import { getTenant } from '@stoa/tenancy';
import { accountName } from './booking.js';
import { changeDatevSettings } from './change-datev-settings.js';
import { chartNames, defaultNumber, numberOf, slots, type DatevSettings } from './chart.js';
import { findDatevSettings } from './datev-settings.repository.js';
import { type Books, exportCsv, exportDatev, JOURNALS_IN_PART, readMonth } from './export-bookings.js';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written 2026-11').meta({ examples: ['2026-11'] });
const params = z.object({ month });
const sums = { opening: moneySchema, debit: moneySchema, credit: moneySchema, closing: moneySchema };
const booksView = z.object({
  month: z.string(), journals: z.int(), ties: z.boolean().meta({ description: 'Whether what an export would write is what the ledger says, account by account.' }), datev_parts: z.int(), is_datev_ready: z.boolean(),
  currencies: z.array(z.object({ currency: z.string(), debit: moneySchema, credit: moneySchema })),
  accounts: z.array(z.object({ name: z.string(), datev_number: z.string().nullable(), ...sums })),
  differences: z.array(z.object({ account: z.string(), what: z.enum(['debit', 'credit', 'balance']), file: moneySchema, ledger: moneySchema })),
}).meta({ id: 'Bookings' });
const number = z.string().regex(/^\d{4,9}$/, 'An account number has 4 to 9 digits');
const settingsBody = z.strictObject({
  consultant: z.int().min(1001).max(9_999_999), client: z.int().min(1).max(99_999), fiscal_year_start: z.string().regex(/^(0[1-9]|1[0-2])-01$/, 'The first day of a month, such as 01-01'), account_length: z.int().min(4).max(8), chart: z.enum(chartNames),
  accounts: z.record(z.string().max(100), number).meta({ description: 'Numbers of the client’s own, by slot (`tenant.payable`), or by slot and vendor.' }),
});
const settingsView = z.object({
  settings: z.object(settingsBody.shape).nullable(),
  defaults: z.array(z.object({ chart: z.enum(chartNames), slot: z.string(), number: z.string(), label: z.string() })).meta({ description: 'What each chart comes with, at four digits.' }),
}).meta({ id: 'DatevSettings' });

const byReader = { audience: 'staff', permission: 'ledger.read', owner: null } as const;
const thisMonth = { params: { month: '2026-11' } };

/** The books for accountants: a month of them, as CSV and for DATEV, and how its accounts are numbered. */
export const bookingsRoutes = (): Route[] => [
  route({
    method: 'get', path: '/v1/admin/bookings/:month', summary: 'Show what a month of the books holds, and whether it ties', ...byReader, params, response: booksView, example: () => thisMonth,
    handle: (ctx, { params }) => ctx.inRead(async (tx) => toBooksView(tx, params.month, await readMonth(tx, params.month))),
  }),
  route({
    method: 'get', path: '/v1/admin/bookings/:month/csv', summary: 'Fetch every entry of a month as CSV', ...byReader, params, produces: 'text/csv', example: () => thisMonth,
    description: 'One row per entry; below them a row per account with its balances and a sum per currency. Refused where the rows are not what the ledger says.',
    handle: async (ctx, { params }) => file((await ctx.inRead((tx) => exportCsv(tx, params.month))).stream, { contentType: 'text/csv', filename: `bookings-${params.month}.csv` }),
  }),
  route({
    method: 'get', path: '/v1/admin/bookings/:month/datev', summary: 'Fetch a month of the books for DATEV', ...byReader, params, query: z.strictObject({ currency: currencySchema, part: z.coerce.number().int().min(1).max(999).default(1) }), produces: 'text/csv',
    description: 'A Buchungsstapel (EXTF 700, category 21, version 13), in one currency. Large months are in several files (`datev_parts`).', example: () => ({ ...thisMonth, query: { currency: 'EUR', part: 1 } }),
    handle: async (ctx, { params, query }) => file((await ctx.inRead((tx) => exportDatev(tx, { month: params.month, ...query }))).stream, { contentType: 'text/csv', filename: `EXTF_Buchungsstapel_${params.month}_${query.currency}_${query.part}.csv` }),
  }),
  route({
    method: 'get', path: '/v1/admin/datev-settings', summary: 'Show how the accounts are numbered for DATEV', ...byReader, response: settingsView, example: () => ({}),
    handle: async (ctx) => toSettingsView(await ctx.inRead((tx) => findDatevSettings(tx))),
  }),
  route({
    method: 'put', path: '/v1/admin/datev-settings', summary: 'Say how the accounts are numbered for DATEV', answers: { 422: 'A number is too short or too long for the length of the accounts, or begins with 0: `errors` says which.' }, audience: 'staff', permission: 'ledger.configure', owner: null, body: settingsBody, response: settingsView,
    example: () => ({ body: { consultant: 29098, client: 55003, fiscal_year_start: '01-01', account_length: 4, chart: 'SKR03', accounts: { 'tenant.payable': '8519' } } }),
    handle: async (ctx, { body }) => {
      const settings: DatevSettings = { consultant: body.consultant, client: body.client, fiscalYearStart: body.fiscal_year_start, accountLength: body.account_length, chart: body.chart, accounts: body.accounts };
      await ctx.inTx((tx) => changeDatevSettings(tx, settings));
      return toSettingsView(settings);
    },
  }),
];

async function toBooksView(tx: TxCtx, asked: string, { journals, totals, differences }: Books): Promise<z.input<typeof booksView>> {
  const settings = await findDatevSettings(tx);
  const home = (await getTenant(tx)).address.country;
  const amount = (minor: bigint, currency: string) => moneyView({ minor, currency });
  const sorted = [...totals].sort((a, b) => (`${a.account.currency} ${accountName(a.account)}` < `${b.account.currency} ${accountName(b.account)}` ? -1 : 1));
  const currencies = [...new Set(sorted.map((total) => total.account.currency))];
  const sum = (currency: string, of: 'debitMinor' | 'creditMinor') => amount(sorted.filter((total) => total.account.currency === currency).reduce((all, total) => all + total[of], 0n), currency);
  return {
    month: asked, journals, ties: differences.length === 0, datev_parts: Math.max(1, Math.ceil(journals / JOURNALS_IN_PART)), is_datev_ready: settings !== null,
    currencies: currencies.map((currency) => ({ currency, debit: sum(currency, 'debitMinor'), credit: sum(currency, 'creditMinor') })),
    accounts: sorted.map(({ account, ...is }) => ({
      name: accountName(account), datev_number: settings && numberOf(settings, account, home), opening: amount(is.openingMinor, account.currency), debit: amount(is.debitMinor, account.currency), credit: amount(is.creditMinor, account.currency), closing: amount(is.closingMinor, account.currency),
    })),
    differences: differences.map((one) => ({ account: accountName(one.account), what: one.what, file: amount(one.fileMinor, one.account.currency), ledger: amount(one.ledgerMinor, one.account.currency) })),
  };
}

const toSettingsView = (settings: DatevSettings | null): z.input<typeof settingsView> => ({
  settings: settings && { consultant: settings.consultant, client: settings.client, fiscal_year_start: settings.fiscalYearStart, account_length: settings.accountLength, chart: settings.chart, accounts: { ...settings.accounts } },
  defaults: chartNames.flatMap((chart) => slots.map((slot) => ({ chart, slot, ...defaultNumber(chart, 4, slot) }))),
});
