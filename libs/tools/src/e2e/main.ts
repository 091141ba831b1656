import { readPlaces } from '../seed/config.js';
import { walkThroughTheBank } from './bank.js';
import { walkTheImport } from './import.js';
import { walkAsLateRefunder, walkAsRefunder, walkToThePayout } from './refunds.js';
import { walkAsShopper } from './shopper.js';
import { walkAsStaff } from './staff.js';
import { walkAsVendor } from './vendor.js';
import { openWalk } from './walk.js';

/** The five minutes of a stranger, in a browser: what README promises a person sees. Needs a running Stoa and a Chromium (its path in CHROMIUM). */
async function main(): Promise<void> {
  const places = readPlaces(process.env);
  const executable = process.env['CHROMIUM'] || '/usr/bin/chromium';
  const picturesDir = process.env['SCREENSHOTS_DIR'] || '.stoa/screenshots';
  const guidesDir = process.argv.includes('--pictures') ? 'docs/pictures' : null;
  const walk = await openWalk({ executable, picturesDir, guidesDir });
  const bought = await walkAsShopper(walk, places);
  if (bought) {
    await walkAsStaff(walk, places, bought);
    await walkAsVendor(walk, places, bought);
    await walkAsRefunder(walk, places, bought);
    await walkToThePayout(walk, places, bought);
    await walkAsLateRefunder(walk, places, bought);
    await walkThroughTheBank(walk, places);
  }
  await walkTheImport(walk, places);
  const { passed, failed } = await walk.end();
  console.log(`Pictures: ${picturesDir}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
