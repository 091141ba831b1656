import { Modal } from '@mantine/core';
import { Refusal } from '@stoa/web-ui';
import { useEndMembership, type Member } from './team.queries.js';

/** Says what ending a membership means before it ends. */
export function EndMembership({ member, isSelf, onClose }: { member: Member | null; isSelf: boolean; onClose: () => void }) {
  const end = useEndMembership();
  const close = (): void => { end.reset(); onClose(); };
  return (
    <Modal opened={member !== null} onClose={close} title={<span className="dialog-title">{isSelf ? 'Leave this marketplace' : `End the membership of ${member?.name ?? ''}`}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack g16">
        <p className="dim">{isSelf ? 'You lose access at once and need a new invitation to come back.' : 'They lose access at once. What they did stays in the audit trail under their name.'}</p>
        <Refusal error={end.error} />
        <div className="row ends"><button className="btn" type="button" onClick={close}>Keep</button><button className="btn bad" type="button" disabled={end.isPending} onClick={() => member && end.mutate(member.id, { onSuccess: close })}>{isSelf ? 'Leave' : 'End the membership'}</button></div>
      </div>
    </Modal>
  );
}
