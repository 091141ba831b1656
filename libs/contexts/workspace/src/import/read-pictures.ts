import type { MediaId } from '@stoa/events/catalog';
import { decode } from '@stoa/platform/typeid';
import type { Group, GroupWorld } from './group.js';

export type Picture = { readonly mediaId: MediaId } | { readonly url: string };
const MAX_PICTURES = 20;

export const isAddress = (word: string): boolean => /^https?:/i.test(word);

/** What a cell of pictures names, in its order: web addresses and ids, which spaces or vertical lines separate, and names of files, which may have spaces and are separated by vertical lines. */
export const pictureWords = (cell: string): string[] =>
  cell.split(/[|\r\n]+/).flatMap((part) => (isAddress(part.trim()) || part.trim().startsWith('med_') ? part.split(/\s+/) : [part.normalize('NFC').trim()])).filter((word) => word !== '');

/** The pictures of a listing in the order of the file; null where it has no such column. */
export function readPictures(group: Group, world: Pick<GroupWorld, 'media' | 'mediaOfFiles'>): Picture[] | null {
  const column = group.columns.find(({ kind }) => kind === 'images');
  if (!column) return null;
  const { row, cell } = group.shared(column);
  const pictures = pictureWords(cell).flatMap((word): Picture[] => {
    const found = pictureOf(word, world);
    if (typeof found !== 'string') return [found];
    group.complain(row, column.name, found);
    return [];
  });
  if (pictures.length > MAX_PICTURES) group.complain(row, column.name, `At most ${MAX_PICTURES} pictures. Take ${pictures.length - MAX_PICTURES} out.`);
  return pictures;
}

/** The picture, or why there is none and what to write. */
function pictureOf(word: string, { media, mediaOfFiles }: Pick<GroupWorld, 'media' | 'mediaOfFiles'>): Picture | string {
  const shown = word.slice(0, 80);
  if (word.startsWith('med_')) {
    const mediaId = decode(word.slice(4)) as MediaId | null;
    return mediaId !== null && media.has(mediaId) ? { mediaId } : `There is no picture ${shown} of yours. Take the id of an export, a web address, or the name of a file you have uploaded.`;
  }
  if (isAddress(word)) return word.length <= 2_000 && URL.canParse(word) ? { url: word } : 'This is no web address. Write it like https://example.com/mug.jpg.';
  const mediaId = mediaOfFiles.get(word);
  return mediaId === undefined ? `There is no picture “${shown}” of yours. Upload the file, or write a web address that begins with https://. Several are separated by |.` : { mediaId };
}
