import { Modal } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { languageName } from '../app/places.js';
import type { ListingOption, Texts } from './listing-draft.js';
import { nameOf } from './listing-words.js';
import { codeFor } from './variants.js';

const MOST_OPTIONS = 3;
type Value = ListingOption['values'][number] & { key: string };
type Writing = { key: string; code: string; names: Texts; values: Value[] };
type Props = { options: readonly ListingOption[]; locales: readonly string[]; onKeep: (options: ListingOption[]) => void; onClose: () => void };

/** What shoppers choose between, such as glaze and size: each option with its values, named in every language. */
export function OptionsDialog({ options, locales, onKeep, onClose }: Props) {
  const [writing, setWriting] = useState<Writing[]>(() => options.map((option) => ({ ...option, key: option.code, values: option.values.map((value) => ({ ...value, key: value.code })) })));
  const change = (key: string, part: Partial<Writing>): void => setWriting((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const isComplete = writing.every((option) => nameOf(option.names).trim() !== '' && option.values.length > 0 && option.values.every((value) => nameOf(value.names).trim() !== ''));
  function submit(event: React.FormEvent): void {
    event.preventDefault();
    if (isComplete) onKeep(coded(writing));
  }
  return (
    <Modal opened onClose={onClose} size="xl" title={<span className="dialog-title">What shoppers choose</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        <p className="dim">Each choice becomes a variant with its own SKU, price and stock. Variants that are no longer possible are dropped when you save the listing.</p>
        {writing.map((option, i) => (
          <fieldset key={option.key} className="well stack g12">
            <legend className="vh">Option {i + 1}</legend>
            <div className="opt-names">{locales.map((locale, j) => <TextField key={locale} label={`Option ${i + 1}, ${languageName(locale)}`} lang={locale} maxLength={60} required={j === 0} placeholder={j === 0 ? 'Glaze' : undefined} value={option.names[locale] ?? ''} onChange={(event) => change(option.key, { names: { ...option.names, [locale]: event.target.value } })} />)}
              <button className="btn q sm bad" type="button" onClick={() => setWriting(writing.filter((one) => one.key !== option.key))}><IconTrash className="i s" aria-hidden />Remove<span className="vh"> option {i + 1}</span></button></div>
            <Values option={option} locales={locales} onChange={(values) => change(option.key, { values })} />
          </fieldset>
        ))}
        {writing.length < MOST_OPTIONS && <div><button className="btn" type="button" onClick={() => setWriting([...writing, { key: crypto.randomUUID(), code: '', names: {}, values: [emptyValue()] }])}><IconPlus className="i s" aria-hidden />Add an option</button></div>}
        {!isComplete && <p className="small dim" id="why-not-keep">Every option and every value needs a name in one language at least.</p>}
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" aria-disabled={!isComplete} aria-describedby={isComplete ? undefined : 'why-not-keep'}>Use these options</button></div>
      </form>
    </Modal>
  );
}

const emptyValue = (): Value => ({ key: crypto.randomUUID(), code: '', names: {}, swatch: null });

function Values({ option, locales, onChange }: { option: Writing; locales: readonly string[]; onChange: (values: Value[]) => void }) {
  const change = (key: string, part: Partial<Value>): void => onChange(option.values.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const raise = (i: number): void => onChange(option.values.map((value, j, all) => (j === i - 1 ? all[i] ?? value : j === i ? all[i - 1] ?? value : value)));
  const title = nameOf(option.names) || 'the option';
  return (
    <ul className="stack g8">
      {option.values.map((value, i) => (
        <li key={value.key} className="opt-value">
          <input type="color" className="swatch-in" aria-label={`Colour of value ${i + 1} of ${title}`} title={value.swatch ? 'Colour shown to shoppers' : 'No colour shown yet'} data-empty={value.swatch === null} value={value.swatch ?? '#ffffff'} onChange={(event) => change(value.key, { swatch: event.target.value })} />
          {locales.map((locale) => <input key={locale} className="in sm" lang={locale} maxLength={60} aria-label={`Value ${i + 1} of ${title}, ${languageName(locale)}`} placeholder={languageName(locale)} value={value.names[locale] ?? ''} onChange={(event) => change(value.key, { names: { ...value.names, [locale]: event.target.value } })} />)}
          <button className="btn q icon sm" type="button" disabled={i === 0} aria-label={`Move value ${i + 1} of ${title} up`} onClick={() => raise(i)}><IconArrowUp className="i s" aria-hidden /></button>
          <button className="btn q icon sm" type="button" disabled={option.values.length === 1} aria-label={`Remove value ${i + 1} of ${title}`} onClick={() => onChange(option.values.filter((one) => one.key !== value.key))}><IconTrash className="i s" aria-hidden /></button>
        </li>
      ))}
      <li><button className="btn sm" type="button" onClick={() => onChange([...option.values, emptyValue()])}><IconPlus className="i s" aria-hidden />Add a value</button></li>
    </ul>
  );
}

/** New options and values get codes from their names; those that exist keep theirs, whatever they are called now. */
function coded(writing: readonly Writing[]): ListingOption[] {
  const options: ListingOption[] = [];
  for (const option of writing) {
    const values: ListingOption['values'] = [];
    const kept = option.values.map((value) => value.code).filter(Boolean);
    for (const { code, names, swatch } of option.values) values.push({ code: code || codeFor(nameOf(names), [...kept, ...values.map((value) => value.code)]), names, swatch });
    const taken = [...writing.map((one) => one.code), ...options.map((one) => one.code)].filter(Boolean);
    options.push({ code: option.code || codeFor(nameOf(option.names), taken), names: option.names, values });
  }
  return options;
}
