import { z } from 'zod';
import { route, type Route } from '@stoa/platform/http';
import { changeMethods } from './change-methods.js';
import { isAccountNumber, type MethodsOffered } from './method.js';
import { getMethods } from './method.repository.js';

const terms = z.strictObject({
  account_holder: z.string().trim().min(1).max(140), account_number: z.string().trim().max(42).refine(isAccountNumber, 'This is not a valid IBAN or account number.'),
  bank_code: z.string().trim().min(4).max(20).nullable(), bank_name: z.string().trim().min(1).max(140).nullable(), days: z.int().min(1).max(30),
});
const methodsBody = z.strictObject({ card: z.boolean(), sepa_debit: z.boolean(), bank_transfer: z.boolean(), transfer_terms: terms.nullable() });
const methodsView = z.object({
  card: z.boolean(), sepa_debit: z.boolean(), bank_transfer: z.boolean(),
  transfer_terms: z.object({ account_holder: z.string(), account_number: z.string(), bank_code: z.string().nullable(), bank_name: z.string().nullable(), days: z.int() }).nullable(),
}).meta({ id: 'PaymentMethods' });

const toView = ({ card, sepaDebit, bankTransfer, transferTerms }: MethodsOffered): z.input<typeof methodsView> => ({
  card, sepa_debit: sepaDebit, bank_transfer: bankTransfer,
  transfer_terms: transferTerms && { account_holder: transferTerms.accountHolder, account_number: transferTerms.accountNumber, bank_code: transferTerms.bankCode, bank_name: transferTerms.bankName, days: transferTerms.days },
});
const fromBody = (body: z.output<typeof methodsBody>): MethodsOffered => ({
  card: body.card, sepaDebit: body.sepa_debit, bankTransfer: body.bank_transfer,
  transferTerms: body.transfer_terms && {
    accountHolder: body.transfer_terms.account_holder, accountNumber: body.transfer_terms.account_number, bankCode: body.transfer_terms.bank_code, bankName: body.transfer_terms.bank_name, days: body.transfer_terms.days,
  },
});

/** How shoppers of a marketplace may pay. */
export const methodRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/payment-methods', summary: 'Show how shoppers may pay', audience: 'staff', permission: 'payments.read', response: methodsView, example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => toView(await getMethods(tx))),
  }),
  route({
    method: 'put', path: '/v1/admin/payment-methods', summary: 'Choose how shoppers may pay from now on', audience: 'staff', permission: 'payments.configure', body: methodsBody, response: methodsView,
    example: () => ({ body: { card: true, sepa_debit: true, bank_transfer: true, transfer_terms: { account_holder: 'Oma GmbH', account_number: 'DE89 3704 0044 0532 0130 00', bank_code: 'COBADEFFXXX', bank_name: 'Commerzbank', days: 7 } } }),
    handle: (ctx, { body }) => ctx.inTx(async (tx) => toView(await changeMethods(tx, fromBody(body)))),
  }),
];
