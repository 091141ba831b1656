import { IconCheck } from '@tabler/icons-react';
import { Card, TextArea, TextField } from '@stoa/web-ui';
import { languageName } from '../app/places.js';
import type { ListingEditor } from './use-listing-editor.js';

const MAX_TITLE = 120;

/** Title and description, language by language. */
export function ContentCard({ editor, locales, locale, setLocale }: { editor: ListingEditor; locales: readonly string[]; locale: string; setLocale: (locale: string) => void }) {
  const { draft, base, edit } = editor;
  const title = draft.title[locale] ?? '';
  const description = draft.description[locale] ?? '';
  return (
    <Card title="Content" aside={<Languages locales={locales} locale={locale} setLocale={setLocale} isDone={(one) => Boolean(draft.title[one]?.trim() && draft.description[one]?.trim())} isBegun={(one) => Boolean(draft.title[one]?.trim() || draft.description[one]?.trim())} />}>
      <div className="stack g16">
        <TextField label={<Changed isChanged={title !== (base.title[locale] ?? '')}>Title</Changed>} name="title" lang={locale} maxLength={MAX_TITLE} value={title} onChange={(event) => edit({ title: { ...draft.title, [locale]: event.target.value } })} hint={`${title.length} of ${MAX_TITLE} characters`} />
        <TextArea label={<Changed isChanged={description !== (base.description[locale] ?? '')}>Description</Changed>} name="description" lang={locale} rows={6} maxLength={10_000} value={description} onChange={(event) => edit({ description: { ...draft.description, [locale]: event.target.value } })} />
      </div>
    </Card>
  );
}

type LanguagesProps = { locales: readonly string[]; locale: string; setLocale: (locale: string) => void; isDone: (locale: string) => boolean; isBegun: (locale: string) => boolean };
/** Which language is written in; a tick where it is complete. */
export function Languages({ locales, locale, setLocale, isDone, isBegun }: LanguagesProps) {
  if (locales.length < 2) return null;
  return (
    <div className="seg" role="group" aria-label="Language">
      {locales.map((one) => <button key={one} type="button" aria-pressed={one === locale} onClick={() => setLocale(one)}>{languageName(one)}{isDone(one) ? <><IconCheck className="i xs" aria-hidden /><span className="vh">, complete</span></> : isBegun(one) ? <span className="tiny">half</span> : <span className="tiny">empty</span>}</button>)}
    </div>
  );
}

/** A field that differs from what was saved carries a dot. */
export const Changed = ({ isChanged, children }: { isChanged: boolean; children: React.ReactNode }) => (isChanged ? <span className="inline">{children}<span className="unsaved" aria-hidden="true" /><span className="vh">, changed</span></span> : <>{children}</>);
