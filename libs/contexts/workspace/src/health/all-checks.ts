import { checks as checkoutChecks } from '@stoa/checkout';
import { checks as inventoryChecks } from '@stoa/inventory';
import { checks as invoicingChecks } from '@stoa/invoicing';
import { checks as ledgerChecks } from '@stoa/ledger';
import { checks as ordersChecks } from '@stoa/orders';
import { checks as paymentsChecks } from '@stoa/payments';
import { checks as payoutsChecks } from '@stoa/payouts';
import { checks as reportingChecks } from '@stoa/reporting';
import { checks as taxChecks } from '@stoa/tax';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { auditChecks } from './run-checks.js';

/** What must always hold, from every context that says so: the worker runs them, the operator reads them, tests call them. */
export const allChecks: readonly InvariantCheck[] = [...ledgerChecks, ...paymentsChecks, ...payoutsChecks, ...inventoryChecks, ...ordersChecks, ...checkoutChecks, ...invoicingChecks, ...taxChecks, ...reportingChecks, ...auditChecks];
