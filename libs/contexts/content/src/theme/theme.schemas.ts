import { z } from 'zod';
import { fontNames, roles, schemes, type Brand, type Role } from './brand.js';
import { isHex, type Hex } from './colour.js';
import type { Theme } from './theme.repository.js';
import { themeTokens } from './theme-tokens.js';

const hex = z.string().regex(/^#[0-9a-f]{6}$/, 'A colour as #rrggbb, small letters.').refine(isHex) as unknown as z.ZodType<Hex, Hex>;
const font = z.enum(fontNames);

/** A look as staff set it. Every value has a type and bounds. */
export const brandBody = z.strictObject({
  name: z.string().trim().min(1).max(80), logo_svg: z.string().max(20_000).nullable(),
  seeds: z.strictObject({ paper: hex, ink: hex, primary: hex, accent: hex, highlight: hex }),
  display_font: font, text_font: font, display_weight: z.int().min(200).max(900), display_stretch_pct: z.int().min(75).max(100), display_tracking_em: z.number().min(-0.05).max(0.05), display_leading: z.number().min(0.85).max(1.4),
  display_scale: z.number().min(0.8).max(1.4), title_weight: z.int().min(300).max(800), title_tracking_em: z.number().min(-0.03).max(0.03), label_weight: z.int().min(400).max(700), radius_px: z.int().min(0).max(20),
  control_radius_px: z.int().min(0).max(999), line_px: z.int().min(1).max(2), hero: z.enum(['gallery', 'poster']), picture_ratio: z.enum(['4 / 5', '1 / 1']), mood: z.enum(['soft', 'sun']),
  own_roles: z.partialRecord(z.enum(roles), z.strictObject({ light: hex.optional(), dark: hex.optional() })).default({}),
});

export const toBrand = (b: z.output<typeof brandBody>): Brand => ({
  name: b.name, logoSvg: b.logo_svg, seeds: b.seeds, displayFont: b.display_font, textFont: b.text_font, displayWeight: b.display_weight, displayStretchPct: b.display_stretch_pct, displayTrackingEm: b.display_tracking_em,
  displayLeading: b.display_leading, displayScale: b.display_scale, titleWeight: b.title_weight, titleTrackingEm: b.title_tracking_em, labelWeight: b.label_weight, radiusPx: b.radius_px, controlRadiusPx: b.control_radius_px,
  linePx: b.line_px, hero: b.hero, pictureRatio: b.picture_ratio, mood: b.mood, ownRoles: b.own_roles,
});

const toBrandBody = (b: Brand): z.input<typeof brandBody> => ({
  name: b.name, logo_svg: b.logoSvg, seeds: b.seeds, display_font: b.displayFont, text_font: b.textFont, display_weight: b.displayWeight, display_stretch_pct: b.displayStretchPct, display_tracking_em: b.displayTrackingEm,
  display_leading: b.displayLeading, display_scale: b.displayScale, title_weight: b.titleWeight, title_tracking_em: b.titleTrackingEm, label_weight: b.labelWeight, radius_px: b.radiusPx, control_radius_px: b.controlRadiusPx,
  line_px: b.linePx, hero: b.hero, picture_ratio: b.pictureRatio, mood: b.mood, own_roles: b.ownRoles as Partial<Record<Role, { light?: Hex; dark?: Hex }>>,
});

export const themeView = z.object({
  name: z.string(), logo_svg: z.string(), tokens: z.record(z.string(), z.string()), mood: z.enum(['soft', 'sun']), hero: z.object({ layout: z.enum(['gallery', 'poster']) }), version: z.int(),
}).meta({ id: 'Theme' });

export const toThemeView = (t: Theme): z.input<typeof themeView> => ({
  name: t.brand.name, logo_svg: t.brand.logoSvg ?? '', tokens: { ...themeTokens(t.brand, t.roles) }, mood: t.brand.mood, hero: { layout: t.brand.hero }, version: t.version,
});

export const editedThemeView = z.object({
  version: z.int(), brand: brandBody, theme: themeView, saved_at: z.iso.datetime(), mended: z.array(z.object({ role: z.enum(roles), scheme: z.enum(schemes), from: z.string(), to: z.string() })),
}).meta({ id: 'EditedTheme' });

export const toEditedThemeView = (t: Theme): z.input<typeof editedThemeView> => ({ version: t.version, brand: toBrandBody(t.brand), theme: toThemeView(t), saved_at: t.savedAt.toISOString(), mended: t.mended.map((one) => ({ ...one })) });
