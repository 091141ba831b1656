import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { type DatevSettings, slots } from './chart.js';
import { findDatevSettings, putDatevSettings } from './datev-settings.repository.js';

/** Says how the accountant numbers the marketplace's accounts. Errors: a number that is neither as long as the client's accounts nor as an account of a person. */
export async function changeDatevSettings(ctx: TxCtx, settings: DatevSettings): Promise<void> {
  const wrong = Object.entries(settings.accounts).filter(([slot, number]) => !slots.includes(slot.split(':')[0]!) || !isNumber(number, settings.accountLength));
  if (wrong.length > 0) {
    throw new DomainError('reporting.account_numbers', 'unprocessable', `Account numbers have ${settings.accountLength} digits, those of debtors and creditors ${settings.accountLength + 1}.`, {
      errors: wrong.map(([slot]) => ({ pointer: `/accounts/${slot}`, message: `A number of ${settings.accountLength} or ${settings.accountLength + 1} digits that does not begin with 0.` })),
    });
  }
  const before = await findDatevSettings(ctx);
  await putDatevSettings(ctx, settings);
  await audit(ctx, { action: 'reporting.datev_settings_changed', subject: { kind: 'tenant', id: ctx.tenantId }, before, after: settings });
}

const isNumber = (number: string, length: number): boolean => /^[1-9]\d*$/.test(number) && (number.length === length || number.length === length + 1);
