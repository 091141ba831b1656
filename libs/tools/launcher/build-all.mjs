// npm run build: everything that is shipped, without starting anything.
import { buildWeb } from './build.mjs';
import { report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { bundle } from './stack.mjs';
import { createVoice } from './voice.mjs';

main().catch(report);

async function main() {
  const voice = createVoice();
  const words = (/** @type {boolean} */ changed) => (changed ? 'built' : 'unchanged');
  await installIfNeeded(voice.note);
  await voice.step('programs', bundle, words);
  await voice.step('storefront pages', () => buildWeb('storefront'), words);
  await voice.step('admin pages', () => buildWeb('admin'), words);
}
