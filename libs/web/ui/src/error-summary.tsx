import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

/** All that is wrong with a form, at its top, each leading to its field. Fields are named by the pointers of their errors. */
export function ErrorSummary({ errors }: { errors: Record<string, string> }) {
  const box = useRef<HTMLDivElement>(null);
  const pointers = Object.keys(errors);
  const isShown = pointers.length > 0;
  useEffect(() => {
    if (isShown) box.current?.focus();
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div ref={box} className="note bad" role="alert" tabIndex={-1}>
      <IconAlertCircle className="i" aria-hidden />
      <div className="grow">
        <p className="med">{pointers.length === 1 ? 'One thing is missing or wrong. Nothing was lost.' : `${pointers.length} things are missing or wrong. Nothing was lost.`}</p>
        <ul className="errlist">{pointers.map((pointer) => <li key={pointer}><button type="button" className="linkish" onClick={() => document.getElementsByName(pointer)[0]?.focus()}>{errors[pointer]}</button></li>)}</ul>
      </div>
    </div>
  );
}
