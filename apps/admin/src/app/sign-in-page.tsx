import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { Field, Refusal } from '@stoa/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { signIn } from './auth.js';
import { homeOf } from './nav.js';
import { Porch } from './porch.js';

export function SignInPage() {
  const navigate = useNavigate();
  const [isShown, setShown] = useState(false);
  const enter = useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => signIn(email, password),
    onSuccess: (session) => void navigate({ to: session.membership ? homeOf(session.membership.kind) : '/places' }),
  });
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    enter.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  }
  return (
    <Porch>
      <title>Sign in · Stoa</title>
      <form onSubmit={submit}>
        <div><h1>Sign in</h1><p className="dim" style={{ marginTop: 4 }}>One account for every place you work.</p></div>
        <Refusal error={enter.error} />
        <Field label="E-mail">{(ids) => <input className="in" {...ids} name="email" type="email" autoComplete="username" required />}</Field>
        <Field label="Password">{(ids) => (
          <div className="pw"><input className="in" {...ids} name="password" type={isShown ? 'text' : 'password'} autoComplete="current-password" required />
            <button type="button" className="btn q icon xs" aria-label={isShown ? 'Hide password' : 'Show password'} onClick={() => setShown(!isShown)}>{isShown ? <IconEyeOff className="i s" aria-hidden /> : <IconEye className="i s" aria-hidden />}</button></div>
        )}</Field>
        <button className="btn p lg wide" disabled={enter.isPending}>{enter.isPending ? 'Signing in' : 'Sign in'}</button>
      </form>
    </Porch>
  );
}
