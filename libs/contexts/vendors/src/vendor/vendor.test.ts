import { describe, expect, test } from '@jest/globals';
import { actor, announced, asTenant, audited, switchTenant, withActor } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import type { VendorId } from '@stoa/events/vendors';
import { liveTenant } from '@stoa/tenancy/testing';
import { anApplication, aVendor, savedVendor } from '../testing.js';
import type { InvitationId } from '@stoa/events/identity';
import { findInvitation } from '@stoa/identity';
import { activateVendor } from './activate-vendor.js';
import { applyAsVendor } from './apply-as-vendor.js';
import { approveVendor } from './approve-vendor.js';
import { editProfile } from './edit-profile.js';
import { listVendors } from './list-vendors.query.js';
import { rejectVendor } from './reject-vendor.js';
import { reinstateVendor, suspendVendor } from './suspend-vendor.js';
import { assertVendorSelling, mayActFor, toHandle, toSeriesPrefix } from './vendor.js';
import { findVendorByHandle, getVendor, getVendors } from './vendor.repository.js';

test.each([
  ['Töpferei Brandt & Söhne', 'toepferei-brandt-soehne', 'TBS'], ['Keramik Åå', 'keramik-aa', 'KA'], ['Rauhala', 'rauhala', 'RA'], ['渋谷', 'vendor', 'VE'], ['Kiln & Comal', 'kiln-comal', 'KC'], ['4 Jahreszeiten', '4-jahreszeiten', 'JA'], ['1001 2nd Street', '1001-2nd-street', 'NS'], ['1860', '1860', 'VE'],
])('the name %s becomes the address %s and the invoice prefix %s', (name, handle, prefix) => expect([toHandle(name), toSeriesPrefix(name)]).toEqual([handle, prefix]));

test('a vendor applies, is let in and invited, and is active once it can be paid', () =>
  asTenant(async (ctx) => {
    await liveTenant(ctx);
    const { id } = await applyAsVendor(withActor(ctx, actor.shopper()), anApplication());
    expect(await getVendor(ctx, id)).toMatchObject({ status: 'applied', handle: 'weberei-holtkamp', seriesPrefix: 'WH', establishments: ['DE'], version: 1 });

    await approveVendor(ctx, id);
    const invited = (await announced(ctx)).find((event) => event.name === 'identity.member_invited');
    expect(await findInvitation(ctx, (invited!.payload as { invitationId: InvitationId }).invitationId)).toMatchObject({ email: anApplication().applicantEmail, placeName: 'Weberei Holtkamp' });
    await activateVendor(ctx, id);
    await activateVendor(ctx, id);

    expect(await getVendor(ctx, id)).toMatchObject({ status: 'active', approvedAt: ctx.now, activatedAt: ctx.now, version: 3 });
    expect((await announced(ctx)).map((event) => event.name)).toEqual(['vendors.vendor_applied', 'identity.member_invited', 'vendors.vendor_approved']);
    expect((await audited(ctx)).map((row) => row.action)).toEqual(['identity.member_invited', 'vendors.vendor_approved', 'vendors.vendor_activated']);
  }));

test('two vendors of one name have addresses and invoice numbers of their own', () =>
  asTenant(async (ctx) => {
    const vendors = [await applyAsVendor(ctx, anApplication()), await applyAsVendor(ctx, anApplication()), await applyAsVendor(ctx, anApplication({ name: 'Wald Holz' }))];

    expect(vendors.map((vendor) => [vendor.handle, vendor.seriesPrefix])).toEqual([['weberei-holtkamp', 'WH'], ['weberei-holtkamp-2', 'WH2'], ['wald-holz', 'WH3']]);
    expect((await findVendorByHandle(ctx, 'weberei-holtkamp-2'))?.id).toBe(vendors[1]!.id);
  }));

test('nobody is let in whose trader file is not complete', () =>
  asTenant(async (ctx) => {
    const { id } = await applyAsVendor(ctx, anApplication({ registerNumber: null }));

    await expect(approveVendor(ctx, id)).rejects.toMatchObject({ code: 'vendors.trader_file_incomplete', details: { missing: ['register number or identity document'] } });

    expect((await getVendor(ctx, id)).status).toBe('applied');
    expect((await announced(ctx)).map((event) => event.name)).toEqual(['vendors.vendor_applied']);
  }));

describe('staff', () => {
  test('turn an application down with a reason, for good', () =>
    asTenant(async (ctx) => {
      const { id } = await applyAsVendor(ctx, anApplication());
      await rejectVendor(ctx, id, 'The register number belongs to another business.');

      expect(await getVendor(ctx, id)).toMatchObject({ status: 'rejected', reason: 'The register number belongs to another business.' });
      await expect(approveVendor(ctx, id)).rejects.toMatchObject({ code: 'vendors.vendor_cannot_move', details: { from: 'rejected', to: 'approved' } });
      expect((await announced(ctx)).map((event) => event.name)).toEqual(['vendors.vendor_applied', 'compliance.reasons_stated', 'vendors.vendor_rejected']);
    }));

  test('suspend a vendor, which sells nothing until it is reinstated', () =>
    asTenant(async (ctx) => {
      const { id } = await savedVendor(ctx, { status: 'approved', activatedAt: null });
      const suspended = await suspendVendor(ctx, id, 'Parcels were not sent.');
      expect(() => assertVendorSelling(suspended)).toThrow(expect.objectContaining({ code: 'vendors.vendor_not_selling' }));

      const back = await reinstateVendor(ctx, id);

      expect(back).toMatchObject({ status: 'approved', reason: null, suspendedAt: null });
      expect(() => assertVendorSelling(back)).not.toThrow();
      await expect(reinstateVendor(ctx, id)).rejects.toMatchObject({ code: 'vendors.vendor_cannot_move' });
    }));

  test('read the applications, the newest first, and page through them', () =>
    asTenant(async (ctx) => {
      const [first, second, third] = [await savedVendor(ctx, { status: 'applied', approvedAt: null }), await savedVendor(ctx), await savedVendor(ctx, { status: 'applied', approvedAt: null })];
      const ids = async (status: 'applied' | null, after: VendorId | null, limit = 10) => (await listVendors(ctx, { status, after, limit })).map((vendor) => vendor.id);

      expect(await ids(null, null)).toEqual([third.id, second.id, first.id]);
      expect(await ids('applied', null)).toEqual([third.id, first.id]);
      expect(await ids('applied', third.id)).toEqual([first.id]);
      expect(await ids(null, null, 1)).toEqual([third.id]);
    }));
});

test('a vendor changes its own profile, of the version it has seen', () =>
  asTenant(async (ctx) => {
    const vendor = await savedVendor(ctx);
    const own = withActor(ctx, actor.vendor(vendor.id));

    await expect(editProfile(own, vendor.id, { phone: '1', expectedVersion: 7 })).rejects.toMatchObject({ code: 'vendors.vendor_changed_meanwhile', kind: 'precondition_failed' });
    const changed = await editProfile(own, vendor.id, { phone: '+49 341 555 0199', expectedVersion: 1 });

    expect(changed).toEqual({ ...vendor, phone: '+49 341 555 0199', version: 2 });
    expect(await announced(ctx)).toEqual([{ name: 'vendors.vendor_profile_changed', payload: { vendorId: vendor.id, name: vendor.name } }]);
    expect(await audited(ctx)).toMatchObject([{ action: 'vendors.profile_changed', after: { version: 2, changed: ['phone'] } }]);
  }));

test('another vendor’s profile, and another tenant’s vendor, do not exist', () =>
  asTenant(async (ctx) => {
    const vendor = await savedVendor(ctx);
    const rival = withActor(ctx, actor.vendor(newId<VendorId>()));

    await expect(editProfile(rival, vendor.id, { phone: '1', expectedVersion: 1 })).rejects.toMatchObject({ code: 'vendors.vendor_not_found' });
    expect((await getVendors(ctx, [vendor.id, newId<VendorId>()])).get(vendor.id)).toEqual(vendor);
    expect(await announced(ctx)).toEqual([]);

    const stranger = await switchTenant(ctx);
    await expect(getVendor(stranger, vendor.id)).rejects.toMatchObject({ code: 'vendors.vendor_not_found' });
    expect((await getVendors(stranger, [vendor.id])).size).toBe(0);
  }));

test('who may act for a vendor: its own people and the marketplace’s, nobody else', () => {
  const { id } = aVendor();
  expect([actor.vendor(id), actor.staff(), actor.vendor(newId()), actor.shopper()].map((who) => mayActFor(who, id))).toEqual([true, true, false, false]);
});
