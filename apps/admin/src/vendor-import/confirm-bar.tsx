import { CheckField } from '@stoa/web-ui';
import { useState } from 'react';
import type { Import } from './import.queries.js';
import { count, leftOut, toImport } from './import-words.js';

type Props = { made: Import; isPending: boolean; onConfirm: (submit: boolean) => void; onCancel: () => void };

/** Says what the button will do, with numbers. Nothing was written before it is pressed. */
export function ConfirmBar({ made, isPending, onConfirm, onCancel }: Props) {
  const [isSubmitted, setSubmitted] = useState(false);
  const { rows, listings } = toImport(made);
  return (
    <div className="go" role="region" aria-label="Confirm">
      <div className="grow">
        <span className="med">{rows === 0 ? 'There is nothing to import' : `${count(rows, 'row')} in ${count(listings, 'listing')} will be imported`}{leftOut(made) > 0 && `, ${leftOut(made).toLocaleString('en-GB')} left out`}</span>
        {rows > 0 && <CheckField label="Send complete listings to review right away" checked={isSubmitted} onChange={(event) => setSubmitted(event.target.checked)} />}
      </div>
      <button className="btn" type="button" disabled={isPending} onClick={onCancel}>Cancel the import</button>
      {rows > 0 && <button className="btn p" type="button" disabled={isPending} onClick={() => onConfirm(isSubmitted)}>Import {count(rows, 'row')}</button>}
    </div>
  );
}
