import type { Ctx } from '@stoa/platform/context';
import type { PackSet } from '../pack/pack.js';
import { findLastAnswer, insertCheck } from './check.repository.js';
import type { TaxIdRegisters } from './register.js';
import { isFresh, readTaxId, type TaxIdCheck } from './tax-id.js';

export type TaxIdDeps = { readonly packs: PackSet; readonly taxIdRegisters: TaxIdRegisters };

/** Checks a buyer's tax id: how it is written, then what the public register says, asked with no transaction open. An answer of the last day is not asked for again. */
export async function checkTaxId(deps: TaxIdDeps, ctx: Ctx, said: { country: string; taxId: string; requester: string | null }): Promise<TaxIdCheck> {
  const asked = readTaxId(deps.packs, said.country, said.taxId);
  const known = await ctx.inTx((tx) => findLastAnswer(tx, asked));
  if (known && isFresh(known, ctx.now)) return known;
  const register = asked.register === null ? null : deps.taxIdRegisters[asked.register];
  const answer = register ? await register.check(ctx, { taxId: asked.taxId, requester: said.requester }) : ({ outcome: 'unchecked', reason: 'no_register' } as const);
  return ctx.inTx((tx) => insertCheck(tx, asked, answer));
}
