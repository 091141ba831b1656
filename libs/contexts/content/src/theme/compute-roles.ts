import { roles, schemes, type Brand, type Role, type Roles } from './brand.js';
import { contrast, lightnessOf, mix, shade, toHex, toOklch, type Hex } from './colour.js';

/** What components read, computed from the five seeds for light and for dark. What the marketplace set itself wins. */
export function computeRoles(brand: Brand): Roles {
  const computed = { light: lightRoles(brand), dark: darkRoles(brand) };
  return Object.fromEntries(schemes.map((scheme) => [scheme, Object.fromEntries(roles.map((role) => [role, brand.ownRoles[role]?.[scheme] ?? computed[scheme][role]]))])) as Roles;
}

type Seeds = Brand['seeds'];

function lightRoles({ seeds, hero }: Brand): Record<Role, Hex> {
  const { paper, ink, primary, accent, highlight } = seeds;
  const { band, onHero } = stage(hero, seeds, paper, ink);
  const foot = shade(primary, 0.32, 0.6);
  return {
    bg: paper, surface: mix(paper, '#ffffff', 0.6), sunk: mix(paper, shade(highlight, lightnessOf(paper) - 0.06, 0.5), 0.5), text: ink, 'text-soft': mix(ink, paper, 0.32), line: mix(paper, ink, 0.16), 'line-strong': mix(ink, paper, 0.42),
    primary, 'primary-deep': shade(primary, lightnessOf(primary) - 0.08), 'on-primary': readable(primary, paper, ink), 'primary-soft': mix(paper, primary, 0.13), accent, 'accent-soft': mix(paper, accent, 0.14),
    highlight, 'on-highlight': readable(highlight, paper, ink), band, 'on-band': readable(band, paper, ink), 'on-hero': onHero, foot, 'on-foot': readable(foot, paper, ink),
    'tint-1': mix(paper, highlight, 0.4), 'tint-2': mix(paper, primary, 0.2), 'tint-3': mix(paper, accent, 0.2), focus: '#1d5aa6',
  };
}

function darkRoles({ seeds, hero }: Brand): Record<Role, Hex> {
  const { paper, ink, primary, accent, highlight } = seeds;
  const bg = shade(ink, 0.2, 0.6);
  const text = shade(paper, 0.94);
  const { band, onHero } = stage(hero, seeds, bg, text);
  const lifted = (seed: Hex) => toHex({ ...toOklch(seed), l: 0.82, c: Math.min(toOklch(seed).c, 0.12) });
  const foot = shade(ink, 0.17, 0.6);
  return {
    bg, surface: mix(bg, text, 0.05), sunk: mix(bg, text, 0.1), text, 'text-soft': mix(text, bg, 0.3), line: mix(bg, text, 0.18), 'line-strong': mix(bg, text, 0.5),
    primary: lifted(primary), 'primary-deep': shade(lifted(primary), 0.88), 'on-primary': readable(lifted(primary), bg, text), 'primary-soft': mix(bg, lifted(primary), 0.16), accent: lifted(accent), 'accent-soft': mix(bg, lifted(accent), 0.18),
    highlight, 'on-highlight': readable(highlight, shade(ink, 0.2, 0.6), paper), band, 'on-band': readable(band, bg, text), 'on-hero': onHero, foot, 'on-foot': readable(foot, bg, text),
    'tint-1': mix(bg, highlight, 0.24), 'tint-2': mix(bg, lifted(primary), 0.18), 'tint-3': mix(bg, lifted(accent), 0.18), focus: '#a9cdfa',
  };
}

/** A poster stands on the highlight, in both schemes; a gallery on the page itself. */
const stage = (hero: Brand['hero'], seeds: Seeds, bg: Hex, text: Hex): { band: Hex; onHero: Hex } =>
  hero === 'poster' ? { band: seeds.highlight, onHero: readable(seeds.highlight, seeds.paper, seeds.ink) } : { band: bg, onHero: text };

/** Whichever of two inks reads better there. */
const readable = (on: Hex, a: Hex, b: Hex): Hex => (contrast(a, on) >= contrast(b, on) ? a : b);
