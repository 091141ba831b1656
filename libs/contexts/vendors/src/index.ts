export { applyAsVendor, type VendorApplication } from './vendor/apply-as-vendor.js';
export { findVendorByHandle, getVendor, getVendors } from './vendor/vendor.repository.js';
export { assertVendorSelling, isSelling, mayActFor, toHandle, type Registration, type TraderAddress, type Vendor, type VendorStatus } from './vendor/vendor.js';
