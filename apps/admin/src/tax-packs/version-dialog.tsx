import { Modal } from '@mantine/core';
import { Note, Refusal, TextArea, TextField } from '@stoa/web-ui';
import { useChooseVersion, type TaxPackVersions } from './tax-packs.queries.js';

/** Confirms which version of a pack judges sales from when on. */
export function VersionDialog({ pack, version, onClose }: { pack: TaxPackVersions; version: string | null; onClose: () => void }) {
  const choose = useChooseVersion(pack.id);
  const state = pack.versions.find((one) => one.version === version)?.state;
  const [title, text] = version === null
    ? ['Follow the newest', 'Whatever version is the newest that is active judges your sales, as for everybody who chose nothing.']
    : state === 'in_force' ? [`Stay with ${version}`, 'Newer versions do not judge your sales until you choose them. The law may change meanwhile: you answer for what is then wrong.']
      : state === 'older' ? [`Go back to ${version}`, 'Sales from then on are judged by the older version. Those that were made stay as they are.'] : [`Activate ${version}`, 'Sales from then on are judged by the newer version. Those that were made stay as they are.'];
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    choose.mutate({ version, from: String(form.get('from') ?? '').trim() || null, reason: String(form.get('reason')).trim() }, { onSuccess: onClose });
  }
  return (
    <Modal opened onClose={onClose} title={<span className="dialog-title">{title}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        <p className="dim">{text}</p>
        {pack.planned && <Note>This takes the place of the plan that stands.</Note>}
        <TextField label="From (optional)" name="from" type="date" hint="Midnight on the clock of the place. Empty: at once." />
        <TextArea label="Reason" name="reason" required minLength={5} maxLength={500} rows={2} hint="Kept with the change." data-autofocus />
        <Refusal error={choose.error} />
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={choose.isPending}>{title}</button></div>
      </form>
    </Modal>
  );
}
