// Draws the pictures of the small world: `node libs/tools/goods/draw-pictures.mjs`. Their bytes are committed, because drawing one takes longer than a shopper waits
// and the seed must not; run it again when goods.mjs or the list below changes.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { drawGood, drawStill, STILLS } from './goods.mjs';

const OUT = fileURLToPath(new URL('../src/seed/pictures/', import.meta.url));
const SOFT = ['mug', 'bowl', 'vase', 'plate', 'candle', 'scarf', 'tote', 'jacket', 'jar', 'soap', 'basket', 'spoon', 'board', 'chair', 'knife', 'lamp', 'notebook'];
const SUN = ['spirit', 'hotsauce', 'coffee', 'jar', 'tumbler', 'candle'];
const FRONTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SECONDS = [1, 3, 5, 8, 10];

mkdirSync(OUT, { recursive: true });
for (const [mood, kinds] of /** @type {const} */ ([['soft', SOFT], ['sun', SUN]])) {
  for (const kind of kinds) {
    for (const seed of FRONTS) await draw(kind, seed, 'front', mood);
    for (const seed of SECONDS) await draw(kind, seed, ['pair', 'detail', 'scene'][seed % 3] ?? 'pair', mood);
  }
}
for (const [name, still] of Object.entries(STILLS)) await save(name, drawStill(...still), 1600);

/** @param {string} kind @param {number} seed @param {string} view @param {string} mood */
async function draw(kind, seed, view, mood) {
  await save(`${kind}-${seed}-${view}-${mood}`, drawGood(kind, { seed, view, mood }), 640);
}

/** @param {string} name @param {string} svg @param {number} width */
async function save(name, svg, width) {
  const path = `${OUT}${name}.webp`;
  if (existsSync(path) && !process.argv.includes('--again')) return;
  writeFileSync(path, await sharp(Buffer.from(svg)).resize({ width }).webp({ quality: 80 }).toBuffer());
}
