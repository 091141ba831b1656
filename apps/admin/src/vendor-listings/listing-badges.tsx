import { Badge, type Tone } from '@stoa/web-ui';
import type { Listing } from './listing-draft.js';

const LOOK: Record<Listing['status'], readonly [Tone, string]> = { draft: ['idle', 'Draft'], submitted: ['open', 'In review'], refused: ['bad', 'Sent back'], published: ['ok', 'Live'], unlisted: ['idle', 'Not in the shop'] };

/** Two things may be true at once: a version is live, and a newer draft is somewhere on its way. */
export function ListingBadges({ listing }: { listing: { status: Listing['status']; is_live: boolean; live_version?: { number: number } | null; version_number?: number } }) {
  const live = listing.live_version ? `Version ${listing.live_version.number} live` : 'Live';
  const [tone, word] = LOOK[listing.status];
  if (listing.status === 'published') return <Badge tone="ok">{live}</Badge>;
  return <>{listing.is_live && <Badge tone="ok">{live}</Badge>}<Badge tone={tone}>{listing.status === 'draft' && listing.version_number ? `Version ${listing.version_number + 1} draft` : word}</Badge></>;
}
