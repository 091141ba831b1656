import type { Brand, Role, Scheme } from './brand.js';
import type { Hex } from './colour.js';

type Own = Brand['ownRoles'];
/** Two colours per role, light and dark, as the designers drew them. */
const own = (pairs: Readonly<Partial<Record<Role, readonly [Hex, Hex]>>>): Own =>
  Object.fromEntries(Object.entries(pairs).map(([role, [light, dark]]) => [role, { light, dark } satisfies Record<Scheme, Hex>]));

/** What a new marketplace looks like until its staff change it: paper and hairlines for crafts, a poster for the table. The name is the marketplace's own. */
export const brandPresets: Readonly<Record<'craft' | 'table', Omit<Brand, 'name'>>> = {
  craft: {
    logoSvg: null, seeds: { paper: '#f8f3ea', ink: '#27201a', primary: '#2b4a40', accent: '#98302a', highlight: '#e3bf79' }, displayFont: 'vollkorn', textFont: 'hanken-grotesk', displayWeight: 430, displayStretchPct: 100,
    displayTrackingEm: -0.015, displayLeading: 1.08, displayScale: 1, titleWeight: 480, titleTrackingEm: 0, labelWeight: 550, radiusPx: 3, controlRadiusPx: 3, linePx: 1, hero: 'gallery', pictureRatio: '4 / 5', mood: 'soft',
    ownRoles: own({
      bg: ['#f8f3ea', '#1a1714'], surface: ['#fffcf6', '#231f1b'], sunk: ['#efe6d7', '#2c2722'], text: ['#27201a', '#f4ebdd'], 'text-soft': ['#62564a', '#bdb0a0'], line: ['#dccfba', '#40382f'], 'line-strong': ['#85776a', '#8b7f72'],
      primary: ['#2b4a40', '#a8cbb9'], 'primary-deep': ['#1c352d', '#c5dfd1'], 'on-primary': ['#fffcf6', '#13201b'], 'primary-soft': ['#dfe6da', '#26352e'], accent: ['#98302a', '#f2a596'], 'accent-soft': ['#f4ddd3', '#42241e'],
      highlight: ['#e3bf79', '#c99b4d'], 'on-highlight': ['#27201a', '#27201a'], band: ['#f8f3ea', '#1a1714'], 'on-band': ['#27201a', '#f4ebdd'], 'on-hero': ['#27201a', '#f4ebdd'], foot: ['#24382f', '#131a16'], 'on-foot': ['#f4ebdd', '#f4ebdd'],
      'tint-1': ['#e9dac2', '#3a3024'], 'tint-2': ['#d5dcca', '#2b3328'], 'tint-3': ['#d6dfe1', '#28323a'], focus: ['#1d5aa6', '#a9cdfa'],
    }),
  },
  table: {
    logoSvg: null, seeds: { paper: '#ffffff', ink: '#14212b', primary: '#c62f14', accent: '#0c6168', highlight: '#ffc42e' }, displayFont: 'bricolage-grotesque', textFont: 'instrument-sans', displayWeight: 800, displayStretchPct: 78,
    displayTrackingEm: -0.022, displayLeading: 0.93, displayScale: 1.26, titleWeight: 650, titleTrackingEm: -0.005, labelWeight: 650, radiusPx: 18, controlRadiusPx: 999, linePx: 2, hero: 'poster', pictureRatio: '4 / 5', mood: 'sun',
    ownRoles: own({
      bg: ['#ffffff', '#10191f'], surface: ['#ffffff', '#18242c'], sunk: ['#fff3d6', '#1f2d36'], text: ['#14212b', '#fff5e0'], 'text-soft': ['#4b5963', '#b6c2c9'], line: ['#d9dee1', '#34444f'], 'line-strong': ['#14212b', '#8fa0ab'],
      primary: ['#c62f14', '#ffc42e'], 'primary-deep': ['#a02209', '#ffd872'], 'on-primary': ['#ffffff', '#14212b'], 'primary-soft': ['#ffe8df', '#3b2b12'], accent: ['#0c6168', '#7fd3dc'], 'accent-soft': ['#d6eff0', '#103539'],
      highlight: ['#ffc42e', '#ffc42e'], 'on-highlight': ['#14212b', '#14212b'], band: ['#ffc42e', '#ffc42e'], 'on-band': ['#14212b', '#14212b'], 'on-hero': ['#14212b', '#14212b'], foot: ['#14212b', '#0a1014'], 'on-foot': ['#fff5e0', '#fff5e0'],
      'tint-1': ['#ffd873', '#574314'], 'tint-2': ['#a8dcea', '#1d4653'], 'tint-3': ['#ffb79b', '#5b2c1b'], focus: ['#0b3fd0', '#9dc2ff'],
    }),
  },
};
