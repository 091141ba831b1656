import { schemes, type Role, type Roles, type Scheme } from './brand.js';
import { contrast, toHex, toOklch, type Hex } from './colour.js';
import { contrastImpossible } from './theme.errors.js';

/** A role whose lightness was moved until it could be read. */
export type Mended = { readonly role: Role; readonly scheme: Scheme; readonly from: Hex; readonly to: Hex };
type Pair = { readonly front: Role; readonly back: Role; readonly least: number; readonly moves: Role };

const TEXT = 4.5;
const SHAPE = 3;
const pair = (front: Role, back: Role, least: number, moves: Role = front): Pair => ({ front, back, least, moves });

/** Every pair that is read or operated somewhere, and which of the two gives way: what many others lean on stays. WCAG 2.2, 1.4.3 and 1.4.11. */
export const PAIRS: readonly Pair[] = [
  pair('text', 'bg', TEXT), pair('text', 'surface', TEXT, 'surface'), pair('text', 'sunk', TEXT, 'sunk'), pair('text-soft', 'bg', TEXT), pair('text-soft', 'surface', TEXT), pair('text-soft', 'sunk', TEXT),
  pair('on-primary', 'primary', TEXT), pair('on-primary', 'primary-deep', TEXT, 'primary-deep'), pair('text', 'primary-soft', TEXT, 'primary-soft'), pair('text-soft', 'primary-soft', TEXT, 'primary-soft'),
  pair('bg', 'accent', TEXT, 'accent'), pair('on-highlight', 'highlight', TEXT), pair('on-band', 'band', TEXT), pair('on-foot', 'foot', TEXT), pair('text', 'tint-1', TEXT, 'tint-1'), pair('text', 'tint-2', TEXT, 'tint-2'),
  pair('text', 'tint-3', TEXT, 'tint-3'), pair('line-strong', 'surface', SHAPE), pair('line-strong', 'bg', SHAPE), pair('primary', 'bg', SHAPE), pair('focus', 'bg', SHAPE),
];

const STEP = 0.005;
const ROUNDS = 12;

/** Moves lightness, and nothing else, until every pair passes; says what it moved. What cannot be mended so is refused by name. */
export function mendContrast(wanted: Roles): { roles: Roles; mended: Mended[] } {
  const done = schemes.map((scheme) => ({ scheme, ...mendScheme(scheme, wanted[scheme]) }));
  return { roles: Object.fromEntries(done.map(({ scheme, roles }) => [scheme, roles])) as Roles, mended: done.flatMap(({ mended }) => mended) };
}

function mendScheme(scheme: Scheme, wanted: Readonly<Record<Role, Hex>>): { roles: Record<Role, Hex>; mended: Mended[] } {
  const roles = { ...wanted };
  const failing = () => PAIRS.find(({ front, back, least }) => contrast(roles[front], roles[back]) < least);
  for (let round = 0; round < ROUNDS * PAIRS.length; round += 1) {
    const broken = failing();
    if (!broken) break;
    const stays = broken.moves === broken.front ? roles[broken.back] : roles[broken.front];
    const moved = move(roles[broken.moves], stays, broken.least);
    if (moved === null) throw contrastImpossible(scheme, broken.front, broken.back);
    roles[broken.moves] = moved;
  }
  const still = failing();
  if (still) throw contrastImpossible(scheme, still.front, still.back);
  const mended = (Object.keys(wanted) as Role[]).filter((role) => roles[role] !== wanted[role]).map((role) => ({ role, scheme, from: wanted[role], to: roles[role] }));
  return { roles, mended };
}

/** The nearest lightness at which the colour passes; null when neither lighter nor darker does. */
function move(colour: Hex, against: Hex, least: number): Hex | null {
  const { l, c, h } = toOklch(colour);
  for (let distance = STEP; distance <= 1; distance += STEP) {
    for (const lightness of [l - distance, l + distance]) {
      if (lightness < 0 || lightness > 1) continue;
      const candidate = toHex({ l: lightness, c, h });
      if (contrast(candidate, against) >= least) return candidate;
    }
  }
  return null;
}
