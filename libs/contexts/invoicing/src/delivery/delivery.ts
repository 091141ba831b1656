import type { DeliveryId, DocumentId } from '@stoa/events/invoicing';
import type { ElectronicAddress } from '../document/document.js';

/** A mail to the buyer, or the Peppol network. The order's page has every document besides. */
export const channels = ['mail', 'peppol'] as const;
export type Channel = (typeof channels)[number];
/** `sent` is out of our hands; `delivered` was told back; `refused` is the other side's answer, `failed` ours: every try was in vain. */
export const deliveryStates = ['waiting', 'sent', 'delivered', 'refused', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** From whom to whom a file goes on the Peppol network, and as what. */
export type PeppolRoute = { readonly sender: ElectronicAddress; readonly receiver: ElectronicAddress; readonly documentTypeId: string; readonly processId: string };

export type Delivery = {
  readonly id: DeliveryId;
  readonly documentId: DocumentId;
  readonly channel: Channel;
  readonly state: DeliveryState;
  readonly route: PeppolRoute | null;
  /** What the access point calls it. */
  readonly messageRef: string | null;
  /** Why it was refused or failed, in words staff read. */
  readonly reason: string | null;
  readonly askedBy: 'issue' | 'staff';
  readonly askedAt: Date;
  readonly sentAt: Date | null;
  readonly settledAt: Date | null;
  /** How often we have asked what became of it, and when the next time is. */
  readonly looks: number;
  readonly lookAt: Date | null;
};

const MOVES: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  waiting: ['sent', 'delivered', 'refused', 'failed'],
  sent: ['delivered', 'refused', 'failed'],
  delivered: [],
  refused: [],
  failed: [],
};
/** Whether news of a delivery tells more than what is known: late ones never take back what is settled. */
export const mayBecome = (from: DeliveryState, to: DeliveryState): boolean => MOVES[from].includes(to);

const MINUTE_MS = 60_000;
/** A network answers in seconds or in hours: asked after 15 seconds, then ever more seldom, for three days. */
const LOOKS_MS = [15_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, ...Array<number>(35).fill(2 * 60 * MINUTE_MS)];
/** When to ask for the next time; null when nobody will tell us any more. */
export const nextLook = (looks: number, now: Date): Date | null => (looks < LOOKS_MS.length ? new Date(now.getTime() + LOOKS_MS[looks]!) : null);
