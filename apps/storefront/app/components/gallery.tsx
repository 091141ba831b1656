import { useState } from 'react';
import type { Picture as PictureOf } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Picture } from './picture.js';

export function Gallery({ media }: { media: PictureOf[] }) {
  const { words } = useVisit();
  const [shown, setShown] = useState(0);
  return (
    <section className="gallery" aria-label={words.listing.pictures}>
      <div className="gallery__main" id="picture"><Picture media={media[shown] ?? null} sizes="(min-width: 56.25rem) 50vw, 100vw" first /></div>
      {media.length > 1 && (
        <ul className="thumbs">{media.map((picture, i) => <li key={picture.url}><a href="#picture" aria-current={i === shown ? 'true' : undefined} onClick={(e) => { e.preventDefault(); setShown(i); }}><Picture media={picture} sizes="96px" /></a></li>)}</ul>
      )}
    </section>
  );
}
