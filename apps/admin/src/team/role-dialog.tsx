import { Modal } from '@mantine/core';
import { Refusal, SelectField } from '@stoa/web-ui';
import { useState } from 'react';
import { PermissionList } from './permission-list.js';
import { roleWords } from './roles.js';
import { ROLES, useChangeRole, type Member, type RoleCode, type Team } from './team.queries.js';

const asRole = (code: string | undefined): RoleCode => ROLES.find((one) => one === code) ?? 'support';

/** Gives somebody another role, with what it lets them do beside it. */
export function RoleDialog({ member, roles, onClose }: { member: Member; roles: Team['roles']; onClose: () => void }) {
  const change = useChangeRole();
  const [role, setRole] = useState<RoleCode>(asRole(member.role));
  const known = ROLES.filter((code) => roles.some((one) => one.code === code));
  return (
    <Modal opened onClose={onClose} title={<span className="dialog-title">The role of {member.name}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={(event) => { event.preventDefault(); change.mutate({ membership_id: member.id, role }, { onSuccess: onClose }); }}>
        <SelectField label="Role" value={role} onChange={(event) => setRole(asRole(event.target.value))} options={known.map((code) => ({ value: code, label: roleWords(code).name }))} hint={roleWords(role).may} />
        <PermissionList codes={roles.find((one) => one.code === role)?.permissions ?? []} />
        <Refusal error={change.error} />
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={change.isPending || role === member.role}>Give this role</button></div>
      </form>
    </Modal>
  );
}
