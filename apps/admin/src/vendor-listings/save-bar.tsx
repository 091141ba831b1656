import { IconPencil } from '@tabler/icons-react';
import type { ListingEditor } from './use-listing-editor.js';

/** Stands above the page while something is not saved, and names the version it goes into. */
export function SaveBar({ editor, onSave }: { editor: ListingEditor; onSave: () => void }) {
  const { listing, changed, stock, unread, save, submit } = editor;
  if (!editor.isDirty) return null;
  const count = changed.length + (Object.keys(stock).length > 0 ? 1 : 0) + Object.keys(unread).length;
  const isBusy = save.isPending || submit.isPending;
  const next = (listing?.version_number ?? 0) + 1;
  const about = changed.length === 0 ? 'Counts are saved at once, without a new version.' : listing?.live_version ? `in version ${next}. Version ${listing.live_version.number} stays live until ${next} is approved.` : `in version ${next}, which nobody sees until it is approved.`;
  return (
    <div className="savebar" role="region" aria-label="Unsaved changes">
      <span className="row grow"><IconPencil className="i s" aria-hidden /><span className="med nowrap" role="status">{count === 1 ? '1 unsaved change' : `${count} unsaved changes`}</span><span className="small about">{about}</span></span>
      <span className="row"><button className="btn q sm" type="button" disabled={isBusy} onClick={editor.discard}>Discard</button><button className="btn p sm" type="button" disabled={isBusy} onClick={onSave}>{save.isPending ? 'Saving' : 'Save'}<span className="kbd">Ctrl S</span></button></span>
    </div>
  );
}
