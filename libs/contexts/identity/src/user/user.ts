import type { UserId } from '@stoa/events/identity';

/** Somebody who works here: an operator, a marketplace's staff, a vendor's people. One account for all of it. */
export type User = { readonly id: UserId; readonly email: string; readonly name: string; readonly passwordHash: string; readonly isOperator: boolean; readonly createdAt: Date; readonly disabledAt: Date | null };

export const normalizeEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
