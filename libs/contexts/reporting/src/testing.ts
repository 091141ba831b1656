import type { TxCtx } from '@stoa/platform/context';
import type { DatevSettings } from './bookings/chart.js';
import { putDatevSettings } from './bookings/datev-settings.repository.js';

export const someDatevSettings = (change: Partial<DatevSettings> = {}): DatevSettings => ({ consultant: 29098, client: 55003, fiscalYearStart: '01-01', accountLength: 4, chart: 'SKR03', accounts: {}, ...change });

/** A marketplace whose accountant has said how its accounts are numbered. */
export const savedDatevSettings = (ctx: TxCtx, change: Partial<DatevSettings> = {}): Promise<void> => putDatevSettings(ctx, someDatevSettings(change));
