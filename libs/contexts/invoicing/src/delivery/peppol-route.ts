import { invariant } from '@stoa/platform/errors';
import type { DocumentContents } from '../document/document.js';
import { networkAddress } from '../einvoice/map-party.js';
import type { PeppolRoute } from './delivery.js';

/** A mail address is an electronic address too, but nobody on the network. */
const MAIL = 'EM';

/**
 * The way of an e-invoice over the Peppol network, where its buyer has said that it takes them there and its issuer can be named there. What the file follows stands in
 * the file itself: the identifiers of the network are made of it (OpenPEPPOL, Policy for use of identifiers, 4.3).
 */
export function peppolRoute(contents: DocumentContents, xml: string | null): PeppolRoute | null {
  const receiver = contents.buyer.electronicAddress;
  const sender = networkAddress(contents.issuer);
  if (xml === null || receiver === null || receiver.scheme === MAIL || sender?.scheme == null || sender.scheme === MAIL) return null;
  const root = /<(Invoice|CreditNote)[ >]/.exec(xml)?.[1];
  if (root === undefined) return null; // plain EN 16931 as CII: the network's buyers have not said that they read it
  const [customization, process] = [/<cbc:CustomizationID>([^<]+)</.exec(xml)?.[1], /<cbc:ProfileID>([^<]+)</.exec(xml)?.[1]];
  invariant(customization !== undefined && process !== undefined, 'a UBL file says what it follows');
  return { sender: { scheme: sender.scheme, id: sender.id }, receiver, documentTypeId: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2::${root}##${customization}::2.1`, processId: process };
}
