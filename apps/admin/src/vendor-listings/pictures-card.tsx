import { Menu } from '@mantine/core';
import { IconDots, IconUpload } from '@tabler/icons-react';
import { Card, Refusal, TextField } from '@stoa/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { languageName } from '../app/places.js';
import type { Draft } from './listing-draft.js';
import type { ListingEditor } from './use-listing-editor.js';
import { uploadPicture } from './vendor-listing.queries.js';

const MOST = 20;
type DraftPicture = Draft['media'][number];

/** The pictures in their order; the first one stands in lists. Each is described for those who do not see it. */
export function PicturesCard({ editor, locale }: { editor: ListingEditor; locale: string }) {
  const { draft, edit } = editor;
  const [openId, setOpenId] = useState<string | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const added: DraftPicture[] = [];
      for (const file of files.slice(0, MOST - draft.media.length)) {
        const { id, url } = await uploadPicture(file);
        added.push({ id, url, alt: {} });
        edit({ media: [...draft.media, ...added] });
      }
      return added;
    },
    onSuccess: (added) => setOpenId(added[0]?.id ?? null),
  });
  function move(from: number, to: number): void {
    const media = [...draft.media];
    const [picture] = media.splice(from, 1);
    if (picture) edit({ media: [...media.slice(0, to), picture, ...media.slice(to)] });
  }
  const open = draft.media.find((picture) => picture.id === openId);
  return (
    <Card title="Pictures" aside={<span className="tiny faint">{draft.media.length > 1 ? 'Drag, or use the menu of a picture to move it' : 'PNG, JPEG or WebP, up to 8 MB'}</span>}>
      <div className="stack g12">
        <ul className="pics">
          {draft.media.map((picture, i) => (
            <li key={picture.id} draggable onDragStart={() => setDragged(i)} onDragEnd={() => setDragged(null)} onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); if (dragged !== null && dragged !== i) move(dragged, i); }}>
              <img src={picture.url} alt="" width={140} height={140} />
              {i === 0 && <span className="badge plain first">Main</span>}
              <PictureMenu name={altOf(picture, locale) || `Picture ${i + 1}`} isFirst={i === 0} isLast={i === draft.media.length - 1} onMove={(by) => move(i, i + by)} onMain={() => move(i, 0)} onDescribe={() => setOpenId(picture.id)} onRemove={() => edit({ media: draft.media.filter((one) => one.id !== picture.id) })} />
              <button className="alt" type="button" onClick={() => setOpenId(picture.id)}>{altOf(picture, locale) || <span className="missing">Alt text is missing</span>}</button>
            </li>
          ))}
          {draft.media.length < MOST && (
            <li><label className="drop"><IconUpload className="i" aria-hidden />{upload.isPending ? 'Uploading' : 'Add'}
              <input className="vh" type="file" name="media" accept="image/png,image/jpeg,image/webp" multiple aria-label="Add pictures" disabled={upload.isPending} onChange={(event) => { const files = [...(event.target.files ?? [])]; event.target.value = ''; if (files.length > 0) upload.mutate(files); }} /></label></li>
          )}
        </ul>
        <Refusal error={upload.error} />
        {open && <AltText key={open.id + locale} picture={open} number={draft.media.indexOf(open) + 1} locale={locale} onChange={(text) => edit({ media: draft.media.map((one) => (one.id === open.id ? { ...one, alt: { ...one.alt, [locale]: text } } : one)) })} onClose={() => setOpenId(null)} />}
      </div>
    </Card>
  );
}

const altOf = (picture: DraftPicture, locale: string): string => picture.alt[locale]?.trim() ?? '';

type MenuProps = { name: string; isFirst: boolean; isLast: boolean; onMove: (by: -1 | 1) => void; onMain: () => void; onDescribe: () => void; onRemove: () => void };
function PictureMenu({ name, isFirst, isLast, onMove, onMain, onDescribe, onRemove }: MenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target><button className="btn icon xs dots" type="button" aria-label={`${name}: move, describe or remove`}><IconDots className="i s" aria-hidden /></button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onDescribe}>Describe</Menu.Item>
        <Menu.Item disabled={isFirst} onClick={onMain}>Make it the main picture</Menu.Item>
        <Menu.Item disabled={isFirst} onClick={() => onMove(-1)}>Move left</Menu.Item>
        <Menu.Item disabled={isLast} onClick={() => onMove(1)}>Move right</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={onRemove}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function AltText({ picture, number, locale, onChange, onClose }: { picture: DraftPicture; number: number; locale: string; onChange: (text: string) => void; onClose: () => void }) {
  return (
    <div className="well alt-form">
      <TextField label={`What picture ${number} shows, in ${languageName(locale)}`} name="alt" lang={locale} maxLength={300} value={picture.alt[locale] ?? ''} onChange={(event) => onChange(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') onClose(); }} hint="Read out to those who do not see it, and by search engines." autoFocus />
      <button className="btn" type="button" onClick={onClose}>Done</button>
    </div>
  );
}
