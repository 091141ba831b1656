import { Modal } from '@mantine/core';
import { Note, Refusal, TextArea } from '@stoa/web-ui';
import { useState } from 'react';
import { Effects } from './effects.js';
import { useChangeOverlay, usePreview, type OverlayChange } from './tax-registrations.queries.js';

type Props = { title: string; action: string; version: number; onClose: () => void; /** What the form says, when it says something that can be asked about. */ read: (form: FormData) => OverlayChange; children?: React.ReactNode };

/** A change in two steps: what is to be, then which sales it makes others and from which day. Only then can it be made. */
export function ChangeDialog({ title, action, version, onClose, read, children }: Props) {
  const preview = usePreview();
  const save = useChangeOverlay();
  const [asked, setAsked] = useState<OverlayChange | null>(null);
  const [opened] = useState(version); // what this dialog was opened on, whatever is read meanwhile
  function ask(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const change = read(new FormData(event.currentTarget));
    preview.mutate(change, { onSuccess: () => setAsked(change) });
  }
  function make(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (asked) save.mutate({ version: opened, change: asked, reason: String(new FormData(event.currentTarget).get('reason')).trim() }, { onSuccess: onClose });
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={<span className="dialog-title">{title}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      {/* Hidden, not gone: going back finds everything as it was typed. */}
      <form className="stack g16" onSubmit={ask} hidden={asked !== null}>
        {children}
        <Refusal error={preview.error} />
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={preview.isPending}>{preview.isPending ? 'Trying sales' : 'What it changes'}</button></div>
      </form>
      {asked && preview.data && (
        <form className="stack g16" onSubmit={make}>
          <Effects effects={preview.data.effects} />
          <Note>Sales that were made stay as they are.</Note>
          <TextArea label="Reason" name="reason" required minLength={5} maxLength={500} rows={2} hint="Kept with the change." data-autofocus />
          <Refusal error={save.error} />
          <div className="row ends"><button className="btn" type="button" onClick={() => setAsked(null)}>Back</button><button className="btn p" disabled={save.isPending}>{action}</button></div>
        </form>
      )}
    </Modal>
  );
}
