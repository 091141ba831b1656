import { useState } from 'react';
import { Field } from './form.js';
import { amountText, parseAmount } from './money.js';

type Props = { label: string; currency: string; value: number | null; onChange: (minor: number | null) => void; hint?: React.ReactNode; error?: string | undefined; hideLabel?: boolean; name?: string };

/**
 * An amount that people type, `1.234,56` or `1234.56`: what goes out are minor units, or null while it is no amount.
 * On leaving, it is written the way it was understood, so that nobody is surprised later.
 */
export function MoneyInput({ label, currency, value, onChange, hint, error, hideLabel = false, name }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : amountText({ amount: value, currency }));
  const isWrong = typed !== null && typed.trim() !== '' && parseAmount(typed, currency) === null;
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={isWrong ? `Write an amount in ${currency}, such as ${amountText({ amount: 3450, currency })}.` : error}>
      {(ids) => (
        <span className="affix">
          <input className="in amount" {...ids} name={name} inputMode="decimal" autoComplete="off" value={text} onChange={(event) => { setTyped(event.target.value); onChange(parseAmount(event.target.value, currency)); }} onBlur={() => { if (!isWrong) setTyped(null); }} />
          <span className="cur" aria-hidden="true">{currency}</span>
        </span>
      )}
    </Field>
  );
}
