import { Modal } from '@mantine/core';
import { fieldErrors, Refusal, SelectField, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { languageName } from '../app/places.js';
import { roleWords } from './roles.js';
import { ROLES, useInvite, type RoleCode, type Team } from './team.queries.js';

type Props = { isOpen: boolean; onClose: () => void; roles: Team['roles'] };
const LOCALES = ['en', 'de', 'fi', 'es'];

/** Asks for an address and a role; the mail with the link is sent at once. */
export function InviteDialog({ isOpen, onClose, roles }: Props) {
  const invite = useInvite();
  const [role, setRole] = useState<RoleCode>('support');
  const errors = fieldErrors(invite.error);
  const close = (): void => { invite.reset(); onClose(); };
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name)).trim();
    invite.mutate({ email: text('email'), name: text('name') || null, role, locale: text('locale') }, { onSuccess: close });
  }
  return (
    <Modal opened={isOpen} onClose={close} title={<span className="dialog-title">Invite somebody</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        <TextField label="E-mail" name="email" type="email" required maxLength={254} autoComplete="off" error={errors['/email']} data-autofocus />
        <TextField label="Name" name="name" maxLength={120} autoComplete="off" hint="They may change it when they accept." error={errors['/name']} />
        <div className="grid2">
          <SelectField label="Role" name="role" value={role} onChange={(event) => setRole(ROLES.find((one) => one === event.target.value) ?? 'support')} options={ROLES.filter((code) => roles.some((one) => one.code === code)).map((code) => ({ value: code, label: roleWords(code).name }))} hint={roleWords(role).may} error={errors['/role']} />
          <SelectField label="Language of the mail" name="locale" options={LOCALES.map((code) => ({ value: code, label: languageName(code) }))} />
        </div>
        {Object.keys(errors).length === 0 && <Refusal error={invite.error} />}
        <div className="row ends"><button className="btn" type="button" onClick={close}>Cancel</button><button className="btn p" disabled={invite.isPending}>Send the invitation</button></div>
      </form>
    </Modal>
  );
}
