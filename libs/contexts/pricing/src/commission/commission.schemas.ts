import { z } from 'zod';
import { currencySchema } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import type { CommissionPlan, CommissionRule } from './commission.js';

export const commissionPlanId = wireId<CommissionPlanId, 'cpl'>('cpl');
const vendorId = wireId<VendorId, 'ven'>('ven');

const basisPoints = z.int().min(0).max(10_000).meta({ description: '100 basis points are 1 %.' });
const perPiece = (what: string) => z.int().min(0).max(1_000_000_000).meta({ description: `${what} for one piece, in minor units.` });

const amounts = z.strictObject({
  currency: currencySchema,
  fixed: perPiece('What is added to the percentage').default(0), minimum: perPiece('The least').nullable().default(null), maximum: perPiece('The most').nullable().default(null),
}).refine((one) => one.maximum === null || (one.minimum ?? 0) <= one.maximum, { path: ['maximum'], message: 'The most is not less than the least.' });

const ruleBody = z.strictObject({
  category_path: z.string().min(1).max(200).nullable().default(null).meta({ description: 'Null means all goods.' }), bp: basisPoints,
  vendor_id: vendorId.nullable().default(null).meta({ description: 'Null means every vendor.' }),
  amounts: z.array(amounts).max(20).default([]).refine((list) => new Set(list.map((one) => one.currency)).size === list.length, 'A currency stands here twice.'),
});

export const planBody = z.strictObject({ default_bp: basisPoints, rules: z.array(ruleBody).max(500).meta({ description: 'In their order: the first that fits counts.' }) });

export const toRules = (body: z.output<typeof planBody>): Omit<CommissionRule, 'name'>[] =>
  body.rules.map((rule) => ({
    categoryPath: rule.category_path, bp: BigInt(rule.bp), vendorId: rule.vendor_id,
    amounts: rule.amounts.map((one) => ({ currency: one.currency, fixedMinor: BigInt(one.fixed), minMinor: one.minimum === null ? null : BigInt(one.minimum), maxMinor: one.maximum === null ? null : BigInt(one.maximum) })),
  }));

export const planView = z.object({
  id: commissionPlanId.wire.nullable(), version: z.int(), default_bp: z.int(), set_at: z.iso.datetime().nullable(),
  currencies: z.array(z.string()).meta({ description: 'What the marketplace sells in: amounts are said in each of them.' }),
  rules: z.array(z.object({
    category_path: z.string().nullable(), name: z.string(), bp: z.int(), vendor_id: vendorId.wire.nullable(),
    amounts: z.array(z.object({ currency: z.string(), fixed: z.int(), minimum: z.int().nullable(), maximum: z.int().nullable() })),
  })),
}).meta({ id: 'CommissionPlan' });

export const toPlanView = (plan: CommissionPlan, sellsIn: readonly string[]): z.input<typeof planView> => ({
  id: plan.id && commissionPlanId.toWire(plan.id), version: plan.version, default_bp: Number(plan.defaultBp), set_at: plan.setAt?.toISOString() ?? null, currencies: [...sellsIn],
  rules: plan.rules.map((rule) => ({
    category_path: rule.categoryPath, name: rule.name, bp: Number(rule.bp), vendor_id: rule.vendorId && vendorId.toWire(rule.vendorId),
    amounts: rule.amounts.map((one) => ({ currency: one.currency, fixed: Number(one.fixedMinor), minimum: one.minMinor === null ? null : Number(one.minMinor), maximum: one.maxMinor === null ? null : Number(one.maxMinor) })),
  })),
});
