import { Modal } from '@mantine/core';
import { CheckField, fieldErrors, Note, Refusal, SelectField, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { groupPermissions } from '../app/permission-words.js';
import { CopyButton } from './copy-button.js';
import { useMakeKey, type KeyPlace, type NewApiKey } from './key.queries.js';

type Props = { place: KeyPlace; isOpen: boolean; onClose: () => void; grantable: readonly string[] };
const LIVES = [{ value: '30', label: 'In 30 days' }, { value: '90', label: 'In 90 days' }, { value: '365', label: 'In a year' }, { value: '', label: 'Never' }];
const DAY_MS = 86_400_000;

/** Makes a key, then shows its token, this once. */
export function KeyDialog({ place, isOpen, onClose, grantable }: Props) {
  const make = useMakeKey(place);
  // A token that was not copied is lost: only the button that says so closes it.
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" closeOnClickOutside={!make.data} closeOnEscape={!make.data} withCloseButton={!make.data} title={<span className="dialog-title">{make.data ? 'Copy the key now' : 'Make an API key'}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      {make.data ? <Made made={make.data} place={place} onClose={onClose} /> : <KeyForm make={make} grantable={grantable} onClose={onClose} />}
    </Modal>
  );
}

function KeyForm({ make, grantable, onClose }: { make: ReturnType<typeof useMakeKey>; grantable: readonly string[]; onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isEmpty, setEmpty] = useState(false);
  const errors = fieldErrors(make.error);
  const toggle = (code: string): void => { setEmpty(false); setChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]); };
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (chosen.length === 0) return setEmpty(true);
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('life'));
    make.mutate({ name: String(form.get('name')).trim(), permissions: [...chosen], expires_at: days === 0 ? null : new Date(Date.now() + days * DAY_MS).toISOString() });
  }
  return (
    <form className="stack g16" onSubmit={submit}>
      <div className="grid2">
        <TextField label="Name" name="name" required maxLength={80} autoComplete="off" hint="What it is for, such as Stock system." error={errors['/name']} data-autofocus />
        <SelectField label="Runs out" name="life" defaultValue="90" options={LIVES} error={errors['/expires_at']} />
      </div>
      <div className="stack g8" role="group" aria-label="What it may do">
        <p className="med small">What it may do</p>
        <div className="scope-choice">{groupPermissions(grantable).map(({ area, permissions }) => (
          <fieldset key={area}><legend className="tiny faint">{area}</legend>{permissions.map(({ code, may }) => <CheckField key={code} label={may} checked={chosen.includes(code)} onChange={() => toggle(code)} />)}</fieldset>
        ))}</div>
        {isEmpty && <Note tone="bad">Choose at least one thing that the key may do.</Note>}
        <p className="tiny faint">Only what you may do yourself. Choose as little as the system needs.</p>
      </div>
      {Object.keys(errors).length === 0 && <Refusal error={make.error} />}
      <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={make.isPending}>Make the key</button></div>
    </form>
  );
}

function Made({ made, place, onClose }: { made: NewApiKey; place: KeyPlace; onClose: () => void }) {
  const call = `curl ${window.location.origin}/v1/${place === 'market' ? 'admin' : 'vendor'}/me \\\n  -H 'Authorization: Bearer ${made.token}'`;
  return (
    <div className="stack g16">
      <Note tone="warn">This is the only time that the key is shown. Stoa keeps a fingerprint of it and cannot show it again.</Note>
      <div className="token"><code className="mono" aria-label={`The key ${made.key.name}`}>{made.token}</code><CopyButton text={made.token} what="the key" /></div>
      <div className="stack g8"><p className="med small">Try it</p><pre className="well mono">{call}</pre></div>
      <div className="row ends"><button className="btn p" type="button" onClick={onClose}>I have kept it</button></div>
    </div>
  );
}
