export { applyAsVendor, type VendorApplication } from './vendor/apply-as-vendor.js';
export { approveVendor } from './vendor/approve-vendor.js';
export { rejectVendor } from './vendor/reject-vendor.js';
export { reinstateVendor, suspendVendor } from './vendor/suspend-vendor.js';
export { believedVendors, findVendorByHandle, getVendor, getVendors } from './vendor/vendor.repository.js';
export { addressLines, shopVendorView, toShopVendorView, traderView, vendorId } from './vendor/vendor.schemas.js';
export { assertVendorSelling, isSelling, mayActFor, toHandle, type Registration, type TraderAddress, type Vendor, type VendorStatus } from './vendor/vendor.js';
