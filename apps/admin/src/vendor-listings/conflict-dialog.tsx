import { Modal } from '@mantine/core';
import { changesOf, toDraft, type Category, type Field } from './listing-draft.js';
import { SECTIONS, sectionOf } from './listing-words.js';
import type { ListingEditor } from './use-listing-editor.js';

const namesOf = (fields: readonly Field[]): string => [...new Set(fields.map((field) => SECTIONS[sectionOf(`/${field}`)]))].join(', ');

/** Somebody saved the same listing while it was being written on. Nothing is lost: what both changed is named, and either may stay. */
export function ConflictDialog({ editor, categories }: { editor: ListingEditor; categories: readonly Category[] }) {
  const theirs = editor.theirs.data;
  if (!theirs) return null;
  const changedByThem = Object.keys(changesOf(editor.base, toDraft(theirs, categories), categories)) as Field[];
  const both = editor.changed.filter((field) => changedByThem.includes(field));
  return (
    <Modal opened onClose={() => editor.theirs.reset()} title={<span className="dialog-title">Somebody else saved this listing</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack g16">
        <p>It was saved while you were writing. Nothing of yours is lost, and nothing of theirs was overwritten.</p>
        <dl className="kv conflict">
          <dt>You changed</dt><dd>{namesOf(editor.changed) || 'nothing but counts'}</dd>
          <dt>They changed</dt><dd>{namesOf(changedByThem) || 'nothing that you see here'}</dd>
          {both.length > 0 && <><dt className="strong">Both</dt><dd className="strong">{namesOf(both)}</dd></>}
        </dl>
        <p className="small dim">{both.length > 0 ? 'If you keep yours, it replaces theirs where both changed; you see it before you save.' : 'Both fit together: keep yours, look it over, and save again.'}</p>
        <div className="row ends wrap"><button className="btn" type="button" onClick={() => editor.takeTheirs(theirs)}>Take theirs, drop mine</button><button className="btn p" type="button" onClick={() => editor.keepMine(theirs)}>Keep mine on top of theirs</button></div>
      </div>
    </Modal>
  );
}
