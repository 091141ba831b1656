import { Card, formatDay, SelectField, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { ChangeDialog } from './change-dialog.js';
import type { TaxOverlay, TaxRole } from './tax-registrations.queries.js';

const ROLES: Record<TaxRole['role'], string> = { marketplace: 'What the law takes you for', agent: 'An agent' };

/** Countries whose law leaves a marketplace the choice of what it is. */
export function RolesCard({ overlay, mayWrite }: { overlay: TaxOverlay; mayWrite: boolean }) {
  const [open, setOpen] = useState<TaxRole | null>(null);
  if (overlay.roles.length === 0) return null;
  return (
    <Card title="What you are by law">
      <div className="stack g12">
        <p className="dim small">Nearly everywhere the law says when a marketplace counts as the seller, and you cannot choose. In these countries you can.</p>
        {overlay.roles.map((one) => (
          <div key={one.country} className="stack g8">
            <span className="stack"><span className="med">{one.name}: {ROLES[one.role]}</span><span className="dim small">{one.means}</span>
              {one.planned.map((plan) => <span key={plan.from} className="small">From {formatDay(plan.from)}: {ROLES[plan.role]}</span>)}<span className="faint small">{one.cite}</span></span>
            {mayWrite && <div><button className="btn sm" onClick={() => setOpen(one)}>Choose</button></div>}
          </div>
        ))}
      </div>
      {open && (
        <ChangeDialog title={`What you are in ${open.name}`} action="Choose it" version={overlay.version} onClose={() => setOpen(null)}
          read={(form) => ({ kind: 'choose_role', country: open.country, role: form.get('role') === 'agent' ? 'agent' : 'marketplace', from: String(form.get('from')) })}>
          <p className="dim">{open.means}</p>
          <div className="grid2">
            <SelectField label="You are" name="role" defaultValue={open.role === 'agent' ? 'marketplace' : 'agent'} options={(['marketplace', 'agent'] as const).map((role) => ({ value: role, label: ROLES[role] }))} />
            <TextField label="From" name="from" type="date" required defaultValue={new Date().toISOString().slice(0, 10)} />
          </div>
        </ChangeDialog>
      )}
    </Card>
  );
}
