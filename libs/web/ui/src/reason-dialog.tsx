import { Modal } from '@mantine/core';
import { Refusal } from './note.js';
import { TextArea } from './form.js';

type Props = {
  isOpen: boolean; onClose: () => void; title: string; text: React.ReactNode; label?: string; hint?: string; action: string; cancel?: string;
  isPending: boolean; error: unknown; onSubmit: (reason: string) => void; initial?: string; minLength?: number;
};

/** A decision against somebody: what will happen, and the reason that is kept. */
export function ReasonDialog({ isOpen, onClose, title, text, label = 'Reason', hint, action, cancel = 'Cancel', isPending, error, onSubmit, initial, minLength = 3 }: Props) {
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit(String(new FormData(event.currentTarget).get('reason')).trim());
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={<span className="dialog-title">{title}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        <p className="dim">{text}</p>
        <TextArea label={label} name="reason" required minLength={minLength} maxLength={1000} hint={hint} defaultValue={initial} data-autofocus />
        <Refusal error={error} />
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>{cancel}</button><button className="btn p" disabled={isPending}>{action}</button></div>
      </form>
    </Modal>
  );
}
