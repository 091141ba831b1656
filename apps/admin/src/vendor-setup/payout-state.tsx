import { Badge, type Tone } from '@stoa/web-ui';
import type { PayoutAccount } from './setup.queries.js';

const LOOK: Record<PayoutAccount['status'], [Tone, string]> = { none: ['idle', 'Not opened'], created: ['half', 'Being opened'], onboarding: ['open-warn', 'Needs you'], pending_verification: ['half', 'Being checked'], active: ['ok', 'Ready'], restricted: ['warn', 'Restricted'], rejected: ['bad', 'Refused'], closed: ['idle', 'Closed'] };

export function PayoutStateBadge({ status }: { status: PayoutAccount['status'] }) {
  const [tone, word] = LOOK[status];
  return <Badge tone={tone}>{word}</Badge>;
}
