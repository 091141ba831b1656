import type { Party, PostalAddress } from '../document/document.js';
import type { Identifier, InvoiceAddress, InvoiceParty } from './einvoice.js';

/** The lists that registers are known by (ISO 6523 ICD), and how a number of each is written. */
const REGISTERS: Readonly<Record<string, { readonly icd: string; readonly is: RegExp }>> = {
  BE: { icd: '0208', is: /^[01]\d{9}$/ }, DK: { icd: '0184', is: /^(?:DK)?\d{8}$/ }, EE: { icd: '0191', is: /^\d{8}$/ }, FI: { icd: '0212', is: /^\d{7}-?\d$/ }, FR: { icd: '0002', is: /^\d{9}(?:\d{5})?$/ },
  LT: { icd: '0200', is: /^\d{9}$/ }, LV: { icd: '0218', is: /^\d{11}$/ }, NL: { icd: '0106', is: /^\d{8}$/ }, NO: { icd: '0192', is: /^\d{9}$/ }, SE: { icd: '0007', is: /^\d{10}$/ }, SG: { icd: '0195', is: /^[A-Z0-9]{9,10}$/ },
  AU: { icd: '0151', is: /^\d{11}$/ }, CH: { icd: '0183', is: /^CHE\d{9}$/ },
};

/** The schemes of VAT numbers as electronic addresses (EAS). */
const VAT_ADDRESSES: Readonly<Record<string, string>> = {
  AT: '9914', BG: '9926', CY: '9928', CZ: '9929', DE: '9930', EL: '9933', ES: '9920', FR: '9957', GB: '9932', HR: '9934', HU: '9910', IE: '9935', IT: '0211', LU: '9938', MT: '9943', PL: '9945', PT: '9946', RO: '9947', SI: '9949', SK: '9950',
};

/** A party in the norm's words. `address` is the one that the caller has made sure of. */
export function invoiceParty(party: Party, address: PostalAddress, isOutOfScope: boolean): InvoiceParty {
  return {
    name: party.name, legalRegistration: registration(party.registerNumber, address.country),
    // What is not subject to VAT names no VAT identifier (BR-O-2 to -4).
    vatIdentifier: isOutOfScope ? null : party.vatId, taxRegistration: party.taxNumber,
    electronicAddress: networkAddress(party) ?? (party.email === null ? null : { scheme: 'EM', id: party.email }),
    postalAddress: invoiceAddress(address),
    contact: party.phone === null && party.email === null ? null : { name: party.name, telephone: party.phone, email: party.email },
  };
}

/** Where the Peppol network finds a party: the address that it gave, or its number in its state's register or tax office. */
export function networkAddress(party: Party): Identifier | null {
  if (party.electronicAddress !== null) return party.electronicAddress;
  const registered = party.address === null ? null : registration(party.registerNumber, party.address.country);
  if (registered !== null && registered.scheme !== null) return registered;
  const scheme = party.vatId === null ? undefined : VAT_ADDRESSES[party.vatId.slice(0, 2)];
  return party.vatId === null || scheme === undefined ? null : { scheme, id: party.vatId };
}

export const invoiceAddress = (address: PostalAddress): InvoiceAddress => ({
  line1: address.line1, line2: address.line2, city: address.city, postCode: address.postcode, countrySubdivision: address.region, countryCode: address.country,
});

/** A number that is not written as its register writes it is given without the register's name. */
function registration(number: string | null, country: string): Identifier | null {
  if (number === null) return null;
  const register = REGISTERS[country];
  const bare = number.replaceAll(/[ .]/g, '');
  return register?.is.test(bare) ? { scheme: register.icd, id: bare } : { scheme: null, id: number };
}
