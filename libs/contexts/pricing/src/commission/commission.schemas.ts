import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import type { CommissionPlan, CommissionRule } from './commission.js';

export const commissionPlanId = wireId<CommissionPlanId, 'cpl'>('cpl');
const vendorId = wireId<VendorId, 'ven'>('ven');

const basisPoints = z.int().min(0).max(10_000).meta({ description: '100 basis points are 1 %.' });

export const planBody = z.strictObject({
  default_bp: basisPoints,
  rules: z.array(z.strictObject({ category_path: z.string().max(200), bp: basisPoints, vendor_id: vendorId.nullable().default(null) })).max(500),
});

export const toRules = (body: z.output<typeof planBody>): Omit<CommissionRule, 'name'>[] => body.rules.map((rule) => ({ categoryPath: rule.category_path, bp: BigInt(rule.bp), vendorId: rule.vendor_id }));

export const planView = z.object({
  id: commissionPlanId.wire.nullable(), version: z.int(), default_bp: z.int(), set_at: z.iso.datetime().nullable(),
  rules: z.array(z.object({ category_path: z.string(), name: z.string(), bp: z.int(), vendor_id: vendorId.wire.nullable() })),
}).meta({ id: 'CommissionPlan' });

export const toPlanView = (plan: CommissionPlan): z.input<typeof planView> => ({
  id: plan.id && commissionPlanId.toWire(plan.id), version: plan.version, default_bp: Number(plan.defaultBp), set_at: plan.setAt?.toISOString() ?? null,
  rules: plan.rules.map((rule) => ({ category_path: rule.categoryPath, name: rule.name, bp: Number(rule.bp), vendor_id: rule.vendorId && vendorId.toWire(rule.vendorId) })),
});
