import { Badge, type Tone } from '@stoa/web-ui';
import type { Document } from './document.queries.js';

export type DeliveryState = NonNullable<Document['delivery']>['state'];
type Channel = NonNullable<Document['delivery']>['channel'];

export const STATES: Readonly<Record<DeliveryState, readonly [Tone, string]>> = {
  waiting: ['open', 'Waiting'], sent: ['ok', 'Sent'], delivered: ['ok', 'Delivered'], refused: ['bad', 'Refused'], failed: ['bad', 'Failed'],
};
const WAYS: Readonly<Record<NonNullable<Channel>, string>> = { mail: 'by mail', peppol: 'over Peppol' };

/** By which way a document goes; without one it is not drawn yet. */
export const wayOf = (channel: Channel): string => (channel === null ? 'not drawn' : WAYS[channel]);

export const DeliveryBadge = ({ delivery }: { delivery: { state: DeliveryState; channel: Channel } }) => <Badge tone={STATES[delivery.state][0]}>{`${STATES[delivery.state][1]}, ${wayOf(delivery.channel)}`}</Badge>;
