import { answer } from '@stoa/web-api-client';
import { Refusal, Skeleton, TextField } from '@stoa/web-ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, signIn } from './auth.js';
import { homeOf } from './nav.js';
import { Porch } from './porch.js';

/** The link in an invitation mail leads here: choose a name and a password, and you are in. */
export function InvitationPage() {
  const { token } = useParams({ strict: false }) as { token: string };
  const navigate = useNavigate();
  const invitation = useQuery({ queryKey: ['invitation', token], queryFn: () => answer(api.GET('/v1/auth/invitations/{token}', { params: { path: { token } } })) });
  const accept = useMutation({
    mutationFn: async (input: { name: string; password: string }) => {
      await answer(api.POST('/v1/auth/invitations/accept', { body: { token, ...input } }));
      return signIn(invitation.data?.email ?? '', input.password);
    },
    onSuccess: (session) => void navigate({ to: session.membership ? homeOf(session.membership.kind) : '/places' }),
  });
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    accept.mutate({ name: String(form.get('name')), password: String(form.get('password')) });
  }
  return (
    <Porch>
      <title>Invitation · Stoa</title>
      <form onSubmit={submit}>
        <div><h1>{invitation.data ? `Join ${invitation.data.place ?? invitation.data.marketplace}` : 'Invitation'}</h1>{invitation.data && <p className="dim" style={{ marginTop: 4 }}>As {invitation.data.role}, with {invitation.data.email}.</p>}</div>
        {invitation.isPending && <Skeleton lines={3} />}
        <Refusal error={invitation.error ?? accept.error} />
        {invitation.data && (
          <>
            <TextField label="Your name" name="name" autoComplete="name" required />
            <TextField label="Password" name="password" type="password" autoComplete="new-password" minLength={10} hint="At least 10 characters." required />
            <button className="btn p lg wide" disabled={accept.isPending}>Accept the invitation</button>
          </>
        )}
      </form>
    </Porch>
  );
}
