import type { Ctx } from '@stoa/platform/context';
import type { TaxIdAnswer } from './tax-id.js';

export type TaxIdQuestion = { readonly taxId: string; /** Our own number: with it some registers give the answer a number of its own, which is proof. */ readonly requester: string | null };
/** A public register of tax ids. It never throws for what a register may do: a silence, a refusal or a riddle is `unchecked` with the reason. */
export type TaxIdRegister = { check(ctx: Ctx, question: TaxIdQuestion): Promise<TaxIdAnswer> };
/** The registers this deployment can ask, by the name that packs call them. */
export type TaxIdRegisters = Readonly<Record<string, TaxIdRegister>>;
