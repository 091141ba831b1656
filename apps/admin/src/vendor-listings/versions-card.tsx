import { IconCheck, IconClock, IconHistory, IconPencil } from '@tabler/icons-react';
import { Card, Time } from '@stoa/web-ui';
import type { Listing } from './listing-draft.js';

/** What is on its way, what is live, and what was live before. Orders keep the version they were made with. */
export function VersionsCard({ listing, isDirty }: { listing: Listing; isDirty: boolean }) {
  const next = listing.version_number + 1;
  const draft = isDirty || listing.status === 'draft' ? 'draft' : { submitted: 'in review', refused: 'sent back', unlisted: 'not in the shop', published: null }[listing.status];
  return (
    <Card title="Versions">
      <ol className="time">
        {draft && <li><span className="ico">{draft === 'in review' ? <IconClock className="i" aria-hidden /> : <IconPencil className="i" aria-hidden />}</span><div><span className="med">{next}, {draft}</span>{isDirty && <p>Not saved yet</p>}</div><Time iso={listing.submitted_at ?? listing.updated_at} dateOnly /></li>}
        {listing.versions.map((version) => {
          const isLive = version.id === listing.live_version?.id;
          return <li key={version.id}><span className={isLive ? 'ico ok' : 'ico'}>{isLive ? <IconCheck className="i" aria-hidden /> : <IconHistory className="i" aria-hidden />}</span><div><span className="med">{version.number}{isLive ? ', live' : ''}</span></div><Time iso={version.published_at} dateOnly /></li>;
        })}
      </ol>
    </Card>
  );
}
