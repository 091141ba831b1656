/** Colour arithmetic in OKLCH, where equal steps of lightness look equal. */
export type Hex = `#${string}`;
export type Oklch = { l: number; c: number; h: number };

export const isHex = (value: string): value is Hex => /^#[0-9a-f]{6}$/.test(value);

export function toOklch(hex: Hex): Oklch {
  const [r, g, b] = channels(hex).map(toLinear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: lightness, c: Math.hypot(a, bb), h: Math.atan2(bb, a) };
}

/** The nearest colour that a screen can show: chroma gives way until it fits, lightness and hue stay. */
export function toHex({ l, c, h }: Oklch): Hex {
  const lightness = Math.min(1, Math.max(0, l));
  for (let chroma = c; ; chroma = chroma < 0.004 ? 0 : chroma * 0.94) {
    const rgb = toLinearRgb(lightness, chroma * Math.cos(h), chroma * Math.sin(h));
    if (chroma === 0 || rgb.every((v) => v >= -0.0005 && v <= 1.0005)) return `#${rgb.map((v) => Math.round(toGamma(Math.min(1, Math.max(0, v))) * 255).toString(16).padStart(2, '0')).join('')}`;
  }
}

/** The contrast of two colours as WCAG 2 counts it, 1 to 21. */
export function contrast(a: Hex, b: Hex): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The way from one colour to another, in OKLab: 0 is the first, 1 the second. */
export function mix(from: Hex, to: Hex, share: number): Hex {
  const [a, b] = [toOklch(from), toOklch(to)];
  const at = (x: number, y: number) => x + (y - x) * share;
  const x = at(a.c * Math.cos(a.h), b.c * Math.cos(b.h));
  const y = at(a.c * Math.sin(a.h), b.c * Math.sin(b.h));
  return toHex({ l: at(a.l, b.l), c: Math.hypot(x, y), h: Math.atan2(y, x) });
}

/** The same hue elsewhere: `lightness` set, chroma scaled. */
export const shade = (hex: Hex, lightness: number, chroma = 1): Hex => {
  const colour = toOklch(hex);
  return toHex({ l: lightness, c: colour.c * chroma, h: colour.h });
};
export const lightnessOf = (hex: Hex): number => toOklch(hex).l;

const channels = (hex: Hex): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toGamma = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

function luminance(hex: Hex): number {
  const [r, g, b] = channels(hex).map(toLinear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toLinearRgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
}
