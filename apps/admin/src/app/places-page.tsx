import { Mark } from '@stoa/web-ui';
import { useNavigate } from '@tanstack/react-router';
import { switchTo, type Membership } from './auth.js';
import { homeOf } from './nav.js';
import { Porch } from './porch.js';
import { useSession } from './session.js';

/** Somebody who works in several places chooses one. */
export function PlacesPage() {
  const { memberships, user } = useSession();
  const navigate = useNavigate();
  const go = async (to: Membership): Promise<void> => {
    const session = await switchTo(to.id);
    await navigate({ to: homeOf(session.membership?.kind ?? 'staff') });
  };
  return (
    <Porch>
      <title>Your places · Stoa</title>
      <div className="places">
        <div><h1>Where to, {user.name.split(' ')[0]}?</h1><p className="dim" style={{ marginTop: 4 }}>{memberships.length === 0 ? 'You are not a member of any place. Ask for an invitation.' : 'Each place has its own rights.'}</p></div>
        {memberships.map((m) => (
          <button key={m.id} type="button" className="btn lg wide" style={{ justifyContent: 'flex-start', height: 56, gap: 12 }} onClick={() => void go(m)}>
            <Mark name={m.vendor?.name ?? m.tenant?.name ?? 'Stoa'} /><span style={{ textAlign: 'left' }}>{m.vendor?.name ?? m.tenant?.name ?? 'Stoa'}<br /><span className="tiny faint">{m.kind === 'operator' ? 'Operator' : m.kind === 'vendor' ? `Vendor on ${m.tenant?.name}` : `Marketplace, ${m.role}`}</span></span>
          </button>
        ))}
      </div>
    </Porch>
  );
}
