import type { Picture as PictureOf } from '../shop/store-types.js';

const WIDTHS = [160, 320, 480, 640, 960, 1280] as const;

/** A picture in the width the page needs; its size is known before it arrives, so nothing jumps. `url` ends in `/<width>.webp`. */
export function Picture({ media, sizes, alt, first = false }: { media: PictureOf | null; sizes: string; alt?: string; first?: boolean }) {
  if (!media) return <div className="bone" style={{ width: '100%', height: '100%', animation: 'none' }} />;
  const scalable = /\/\d+\.webp$/.test(media.url);
  const at = (width: number) => media.url.replace(/\/\d+\.webp$/, `/${width}.webp`);
  return (
    <img src={scalable ? at(640) : media.url} srcSet={scalable ? WIDTHS.map((w) => `${at(w)} ${w}w`).join(', ') : undefined} sizes={scalable ? sizes : undefined}
      alt={alt ?? media.alt} width={media.width} height={media.height} loading={first ? undefined : 'lazy'} fetchPriority={first ? 'high' : undefined} decoding="async" />
  );
}
