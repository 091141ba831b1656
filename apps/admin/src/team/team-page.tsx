import { IconMailPlus } from '@tabler/icons-react';
import { Badge, Card, ErrorFace, formatDay, Page, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../app/session.js';
import { EndMembership } from './end-membership.js';
import { InviteDialog } from './invite-dialog.js';
import { PermissionList } from './permission-list.js';
import { RoleDialog } from './role-dialog.js';
import { roleWords } from './roles.js';
import { teamQuery, useWithdraw, type Invitation, type Member, type Team } from './team.queries.js';

/** Who works for the marketplace, who is invited, and what each role may do. */
export function TeamPage() {
  const team = useQuery(teamQuery);
  const [isInviting, setInviting] = useState(false);
  if (team.isPending) return <Page title="Team"><Skeleton lines={8} /></Page>;
  if (team.error) return <Page title="Team"><ErrorFace error={team.error} retry={() => void team.refetch()} /></Page>;
  const { members, invitations, roles } = team.data;
  return (
    <Page title="Team" lead={members.length === 1 ? 'One person.' : `${members.length} people.`} actions={<button className="btn p" type="button" onClick={() => setInviting(true)}><IconMailPlus className="i s" aria-hidden />Invite somebody</button>}>
      <div className="cols">
        <div><Members members={members} roles={roles} /><Invitations invitations={invitations} /></div>
        <aside><Roles roles={roles} /></aside>
      </div>
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} roles={roles} />
    </Page>
  );
}

function Members({ members, roles }: { members: readonly Member[]; roles: Team['roles'] }) {
  const { user } = useSession();
  const [leaving, setLeaving] = useState<Member | null>(null);
  const [changing, setChanging] = useState<Member | null>(null);
  return (
    <Card title="People" flush line>
      <ul className="people">{members.map((member) => (
        <li key={member.id}>
          <span className="face" aria-hidden="true">{member.name.split(' ').map((word) => word[0]).join('').slice(0, 2)}</span>
          <span className="grow"><span className="med">{member.name}</span>{member.user_id === user.id && <span className="faint"> (you)</span>}<br /><span className="small dim">{member.email}</span></span>
          <span className="small since"><span className="med">{roleWords(member.role).name}</span><br /><span className="faint">since {formatDay(member.joined_at)}</span></span>
          <button className="btn sm" type="button" onClick={() => setChanging(member)}>Role<span className="vh"> of {member.name}</span></button>
          <button className="btn sm" type="button" onClick={() => setLeaving(member)}>{member.user_id === user.id ? 'Leave' : <>End<span className="vh"> the membership of {member.name}</span></>}</button>
        </li>
      ))}</ul>
      {changing && <RoleDialog member={changing} roles={roles} onClose={() => setChanging(null)} />}
      <EndMembership member={leaving} isSelf={leaving?.user_id === user.id} onClose={() => setLeaving(null)} />
    </Card>
  );
}

function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const withdraw = useWithdraw();
  return (
    <Card title="Invited" aside={invitations.length > 0 && <span className="small faint num">{invitations.length}</span>} flush line>
      <Refusal error={withdraw.error} />
      {invitations.length === 0 ? <p className="small dim card-text">Nobody waits with an invitation.</p> : (
        <ul className="people">{invitations.map((one) => (
          <li key={one.id}>
            <span className="grow"><span className="med">{one.name ?? one.email}</span>{one.name && <><br /><span className="small dim">{one.email}</span></>}</span>
            <span className="small since"><span className="med">{roleWords(one.role).name}</span><br /><span className="faint">invited <Time iso={one.invited_at} dateOnly /></span></span>
            {one.is_expired ? <Badge tone="idle">Too old</Badge> : <Badge tone="open">{`Open until ${formatDay(one.expires_at)}`}</Badge>}
            <button className="btn sm" type="button" disabled={withdraw.isPending} onClick={() => withdraw.mutate(one.id)}>Withdraw<span className="vh"> the invitation of {one.email}</span></button>
          </li>
        ))}</ul>
      )}
    </Card>
  );
}

function Roles({ roles }: { roles: Team['roles'] }) {
  return <Card title="What each role may do"><dl className="stack g12 small">{roles.map((role) => <div key={role.code}><dt className="med">{roleWords(role.code).name}</dt><dd className="dim">{roleWords(role.code).may}</dd><dd><details><summary className="faint tiny num">{role.permissions.length} permissions</summary><PermissionList codes={role.permissions} /></details></dd></div>)}</dl></Card>;
}
