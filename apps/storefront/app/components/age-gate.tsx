import { useEffect, useRef } from 'react';
import { Form, Link, useNavigate } from 'react-router';
import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';

type Props = { minAge: number; title: string; problem: 'too_young' | 'invalid' | null };

/** Asks once per device whether the visitor is old enough. It cannot be closed, only answered or left. */
export function AgeGate({ minAge, title, problem }: Props) {
  const { words, path, locale } = useVisit();
  const { gate } = words;
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();

  useEffect(() => {
    const element = dialog.current;
    // The page comes with the dialog open, for browsers without a script; opened anew it is modal. React does not learn of it, or it would take `open` away again.
    element?.close();
    element?.showModal();
  }, []);

  const parts = orderOfDate(locale).map((part) => ({ day: { part, label: gate.day, hint: words.lang === 'de' ? 'TT' : words.lang === 'fi' ? 'PP' : 'DD', length: 2 }, month: { part, label: gate.month, hint: words.lang === 'fi' ? 'KK' : 'MM', length: 2 }, year: { part, label: gate.year, hint: words.lang === 'de' ? 'JJJJ' : words.lang === 'fi' ? 'VVVV' : 'YYYY', length: 4 } })[part]);
  return (
    <dialog ref={dialog} className="gate" aria-labelledby="gate-title" aria-describedby="gate-text" open onCancel={(e) => { e.preventDefault(); void navigate('/'); }}>
      <div className="gate__band"><span className="gate__num" aria-hidden="true">{minAge}+</span><p style={{ fontWeight: 600, lineHeight: 1.3 }}>{gate.band}</p></div>
      <Form className="gate__body" method="post" action="/adult" reloadDocument>
        <input type="hidden" name="back" value={path} /><input type="hidden" name="min_age" value={minAge} />
        <div className="stack stack--s"><h2 id="gate-title" className="display display--md">{gate.title}</h2><p id="gate-text" className="soft">{gate.text(title, minAge)}</p></div>
        {problem && <p className="field__bad" role="alert"><Icon name="warn" /><span>{problem === 'too_young' ? gate.tooYoung(minAge) : gate.invalid}</span></p>}
        <fieldset className="stack stack--s"><legend className="label" style={{ paddingBlockEnd: '.4rem' }}>{gate.dob}</legend>
          <div className="gate__dob">{parts.map((p) => <div className="field" key={p.part}><label htmlFor={`dob-${p.part}`} className="tiny">{p.label}</label><input className="input num" id={`dob-${p.part}`} name={p.part} inputMode="numeric" autoComplete={`bday-${p.part}`} maxLength={p.length} placeholder={p.hint} required /></div>)}</div>
        </fieldset>
        <div className="stack stack--s"><button className="btn btn--wide">{gate.enter}</button><Link className="btn btn--line btn--wide" to="/">{gate.leave(minAge)}</Link></div>
        <p className="tiny soft">{gate.small}</p>
      </Form>
    </dialog>
  );
}

/** Month first where people write it so. */
function orderOfDate(locale: string): ('day' | 'month' | 'year')[] {
  const order = new Intl.DateTimeFormat(locale === 'en' ? 'en-US' : locale).formatToParts(new Date(0)).map((p) => p.type);
  return order.filter((type): type is 'day' | 'month' | 'year' => type === 'day' || type === 'month' || type === 'year');
}
