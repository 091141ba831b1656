import { DomainError } from '@stoa/platform/errors';
import { moneyView } from '@stoa/platform/money';
import { accountName } from './booking.js';
import type { TieDifference } from './tie.js';

const MOST_SHOWN = 50;

export const booksDoNotTie = (differences: readonly TieDifference[]) =>
  new DomainError('reporting.books_do_not_tie', 'conflict', `The file and the books differ in ${differences.length} ${differences.length === 1 ? 'place' : 'places'}: ${accountName(differences[0]!.account)} among them. Nothing is exported before they are the same.`, {
    differences: differences.slice(0, MOST_SHOWN).map((one) => ({
      account: accountName(one.account), what: one.what, file: moneyView({ minor: one.fileMinor, currency: one.account.currency }), ledger: moneyView({ minor: one.ledgerMinor, currency: one.account.currency }),
    })),
  });

export const datevNotSetUp = () =>
  new DomainError('reporting.datev_not_set_up', 'conflict', 'DATEV needs the consultant number and the client number. Ask your accountant for them and save them first.');

export const noSuchPart = (part: number, parts: number) => new DomainError('reporting.no_such_part', 'not_found', `There is no file ${part} of that month: it has ${parts}.`);
