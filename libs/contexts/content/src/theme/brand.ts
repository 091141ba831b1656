import type { Hex } from './colour.js';

/** What a marketplace may set about its look. Everything has a type and bounds; there is no free CSS. */
export type Brand = {
  readonly name: string;
  /** An inline mark in currentColor, or null for the name in letters. */
  readonly logoSvg: string | null;
  readonly seeds: { readonly paper: Hex; readonly ink: Hex; readonly primary: Hex; readonly accent: Hex; readonly highlight: Hex };
  readonly displayFont: Font;
  readonly textFont: Font;
  readonly displayWeight: number;
  readonly displayStretchPct: number;
  readonly displayTrackingEm: number;
  readonly displayLeading: number;
  readonly displayScale: number;
  readonly titleWeight: number;
  readonly titleTrackingEm: number;
  readonly labelWeight: number;
  readonly radiusPx: number;
  readonly controlRadiusPx: number;
  readonly linePx: number;
  readonly hero: 'gallery' | 'poster';
  readonly pictureRatio: '4 / 5' | '1 / 1';
  readonly mood: 'soft' | 'sun';
  /** Roles that the marketplace sets itself instead of having them computed from the seeds; mended like all others. */
  readonly ownRoles: Readonly<Partial<Record<Role, Partial<Record<Scheme, Hex>>>>>;
};

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

export const roles = [
  'bg', 'surface', 'sunk', 'text', 'text-soft', 'line', 'line-strong', 'primary', 'primary-deep', 'on-primary', 'primary-soft', 'accent', 'accent-soft', 'highlight', 'on-highlight', 'band', 'on-band', 'on-hero',
  'foot', 'on-foot', 'tint-1', 'tint-2', 'tint-3', 'focus',
] as const;
export type Role = (typeof roles)[number];
export type Roles = Readonly<Record<Scheme, Readonly<Record<Role, Hex>>>>;

export const fonts = {
  vollkorn: '"Vollkorn Variable", "Iowan Old Style", Palatino, Georgia, serif',
  'hanken-grotesk': '"Hanken Grotesk Variable", system-ui, sans-serif',
  'bricolage-grotesque': '"Bricolage Grotesque Variable", "Arial Narrow", Impact, sans-serif',
  'instrument-sans': '"Instrument Sans Variable", system-ui, sans-serif',
} as const;
export type Font = keyof typeof fonts;
export const fontNames = Object.keys(fonts) as [Font, ...Font[]];
