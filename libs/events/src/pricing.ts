import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

export type CommissionPlanId = Id<'CommissionPlanId'>;

/** Staff set a new commission; orders placed from now on are charged by it, older ones keep theirs. */
export const commissionPlanChanged = defineEvent('pricing.commission_plan_changed', 1, z.object({ planId: uuid<CommissionPlanId>(), version: z.int() }));
