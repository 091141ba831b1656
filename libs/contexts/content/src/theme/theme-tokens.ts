import { fonts, roles, type Brand, type Roles } from './brand.js';

export type Tokens = Readonly<Record<`--${string}`, string>>;

/** The custom properties that the storefront's one stylesheet reads. Every value is made here of typed parts, so none of them can carry CSS of somebody else's. */
export function themeTokens(brand: Brand, computed: Roles): Tokens {
  const colours = Object.fromEntries(roles.map((role) => {
    const [light, dark] = [computed.light[role], computed.dark[role]];
    return [`--color-${role}`, light === dark ? light : `light-dark(${light}, ${dark})`];
  }));
  return { ...typeTokens(brand), ...colours, '--color-hero': brand.hero === 'poster' ? 'var(--color-highlight)' : 'transparent', ...(brand.linePx >= 2 ? inkedTokens(brand, computed) : hairlineTokens(brand)) };
}

const typeTokens = (b: Brand): Tokens => ({
  '--brand-font-display': fonts[b.displayFont], '--brand-font-text': fonts[b.textFont], '--brand-display-weight': String(b.displayWeight), '--brand-display-stretch': `${b.displayStretchPct}%`,
  '--brand-display-tracking': `${b.displayTrackingEm}em`, '--brand-display-leading': String(b.displayLeading), '--brand-display-scale': String(b.displayScale),
  '--brand-title-weight': String(b.titleWeight), '--brand-title-tracking': `${b.titleTrackingEm}em`, '--brand-radius': `${b.radiusPx}px`, '--brand-control-radius': `${b.controlRadiusPx}px`, '--brand-line': `${b.linePx}px`,
  '--brand-hero-size': b.hero === 'poster' ? 'clamp(4.25rem, 2.2rem + 8.4vw, 9.5rem)' : 'clamp(2.6rem, 1.5rem + 4.4vw, 5rem)', '--brand-hero': b.hero === 'poster' ? '"title media" "lead media"' : '"media media" "title lead"',
  '--brand-hero-columns': b.hero === 'poster' ? '6fr 6fr' : '7fr 5fr', '--brand-picture-ratio': b.pictureRatio, '--hero-ratio': b.hero === 'poster' ? '1.06' : '2.25',
  '--label-case': 'none', '--label-tracking': b.linePx >= 2 ? '0' : '.01em', '--label-weight': String(b.labelWeight),
});

/** Fine lines, soft shadow: the page is paper. */
const hairlineTokens = (b: Brand): Tokens => ({
  '--frame': '0 solid transparent', '--panel-frame': '1px solid var(--color-line)', '--button-frame': '1px solid transparent', '--button-shadow': 'none', '--lift': '0 18px 40px -18px rgb(60 40 20 / .28)', '--hero-pad': b.hero === 'poster' ? 'clamp(1.25rem, 3.4vw, 3.25rem)' : '0rem',
  '--hero-frame': '0 solid transparent', '--hero-radius': `${b.radiusPx}px`, '--hero-button': 'var(--color-primary)', '--hero-button-deep': 'var(--color-primary-deep)', '--hero-on-button': 'var(--color-on-primary)', '--hero-button-frame': 'var(--button-frame)', '--hero-button-shadow': 'none',
});

/** Ink outlines and hard edges: the page is a poster. On its stage the light scheme's button stands in both schemes. */
function inkedTokens(b: Brand, computed: Roles): Tokens {
  const { light, dark } = computed;
  return {
    '--frame': `2px solid ${light.text}`, '--panel-frame': '2px solid var(--color-line-strong)', '--button-frame': `2px solid light-dark(${light.text}, ${dark.highlight})`, '--button-shadow': `0 3px 0 light-dark(${light.text}, ${dark['line-strong']})`,
    '--lift': '0 8px 0 rgb(20 33 43 / .14)', '--hero-pad': 'clamp(1.25rem, 3.4vw, 3.25rem)', '--hero-frame': `2px solid ${light.text}`, '--hero-radius': `${Math.round(b.radiusPx * 1.56)}px`, '--hero-button': light.primary, '--hero-button-deep': light['primary-deep'],
    '--hero-on-button': light['on-primary'], '--hero-button-frame': `2px solid ${light.text}`, '--hero-button-shadow': `0 3px 0 ${light.text}`,
  };
}
