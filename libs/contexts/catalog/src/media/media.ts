import type { MediaId, VendorId } from '@stoa/events/catalog';

/** The widths pictures are served at. Others are refused: each is made once and kept. */
export const WIDTHS = [96, 160, 320, 480, 640, 960, 1280, 1920] as const;
export type Width = (typeof WIDTHS)[number];
export const isWidth = (value: number): value is Width => (WIDTHS as readonly number[]).includes(value);

/** A picture as we keep it: re-encoded by us, without what cameras write into it. `sha256` is of the kept bytes. */
export type Media = { readonly id: MediaId; readonly vendorId: VendorId; readonly sha256: string; readonly width: number; readonly height: number; readonly sizeBytes: number; readonly fileName: string | null; readonly createdAt: Date };

/** A file's name as it is kept and looked for: the same letters whichever system wrote them. */
export const toFileName = (name: string): string => name.normalize('NFC').trim();

export type PictureKind = 'png' | 'jpeg' | 'webp';

/** What the first bytes say it is: the name and the declared type of an upload prove nothing. Null for anything else. */
export function kindOf(bytes: Uint8Array): PictureKind | null {
  const starts = (signature: readonly number[], at = 0) => signature.every((byte, index) => bytes[at + index] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (starts([0xff, 0xd8, 0xff])) return 'jpeg';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'webp';
  return null;
}

/** Where a picture's kept original lies, below its tenant. */
export const originalPath = (media: Pick<Media, 'id'>): string => `media/${media.id}/original.webp`;
export const variantPath = (media: Pick<Media, 'id'>, width: Width): string => `media/${media.id}/${width}.webp`;

/** The width a variant really has: small pictures are not blown up. */
export const shownWidth = (media: Pick<Media, 'width'>, width: Width): number => Math.min(width, media.width);
