import { IconEye } from '@tabler/icons-react';
import { ReasonDialog } from '@stoa/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { homeOf } from '../app/nav.js';
import { useMay } from '../app/session.js';
import { startVisit } from './visit.js';

/** Comes in to look, for a reason that the marketplace can read. */
export function VisitButton({ tenant }: { tenant: { id: string; name: string } }) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const visit = useMutation({ mutationFn: (reason: string) => startVisit(tenant.id, reason), onSuccess: () => navigate({ to: homeOf('staff') }) });
  if (!useMay('operator.impersonate')) return null;
  return (
    <>
      <button className="btn" type="button" onClick={() => setOpen(true)}><IconEye className="i s" aria-hidden />Look inside</button>
      <ReasonDialog isOpen={isOpen} onClose={() => { visit.reset(); setOpen(false); }} title={`Look inside ${tenant.name}`} action="Look inside" isPending={visit.isPending} error={visit.error} minLength={10}
        text={`For 30 minutes you see what the staff of ${tenant.name} see. You can change nothing, and never see their keys.`} hint="Its people read in their audit trail that you came, and why." onSubmit={(reason) => visit.mutate(reason)} />
    </>
  );
}
