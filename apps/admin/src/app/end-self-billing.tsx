import { Refusal, SelectField, formatDay } from '@stoa/web-ui';
import { useState } from 'react';

type Props = { readonly days: readonly string[]; readonly text: string; readonly isPending: boolean; readonly error: unknown; onEnd(day: string): void };

/** Ends an agreement on self-billing with a month: which one, and what that means. Used by the vendor and by staff. */
export function EndSelfBilling({ days, text, isPending, error, onEnd }: Props) {
  const [day, setDay] = useState(days[0] ?? '');
  if (days.length === 0) return null;
  return (
    <details className="small">
      <summary>End the agreement</summary>
      <form className="stack g12" style={{ marginTop: 12 }} onSubmit={(event) => { event.preventDefault(); onEnd(day); }}>
        <p className="dim">{text}</p>
        <SelectField label="It ends on" value={day} onChange={(event) => setDay(event.target.value)} options={days.map((one) => ({ value: one, label: formatDay(one) }))} />
        <Refusal error={error} />
        <div><button className="btn" disabled={isPending}>End it</button></div>
      </form>
    </details>
  );
}
