import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { SubjectId } from './privacy.js';

export type CustomerId = Id<'CustomerId'>;
export type AddressId = Id<'AddressId'>;

/** A shopper opened an account in this marketplace. */
export const customerRegistered = defineEvent('customers.customer_registered', 1, z.object({ customerId: uuid<CustomerId>(), subjectId: uuid<SubjectId>() }));
