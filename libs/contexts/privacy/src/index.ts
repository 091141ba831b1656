export { configurePrivacy } from './key/tenant-keys.js';
export { deriveKey, type Sealed } from './key/key.js';
export { openRetained, sealForRetention } from './key/retention.js';
export { addressSchema, addressView, type Address } from './subject/address.js';
export { eraseSubject } from './subject/erase-subject.js';
export { blindEmail, blindIndex, findSubjectByEmail, getSubject, getSubjects } from './subject/get-subjects.js';
export { addSubject, putSubject } from './subject/put-subject.js';
export { normalizeEmail, type Subject, type SubjectData } from './subject/subject.js';
export { updateSubject } from './subject/update-subject.js';
