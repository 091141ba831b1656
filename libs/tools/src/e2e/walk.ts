import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import axe, { type AxeResults } from 'axe-core';

/** The flags of a browser that runs as root, without a screen, and calls nobody. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const WAIT_MS = 15_000;

/** From the top; `here`: as far down as it stands; `of`: one part of the page. */
export type PictureOf = { of?: string; here?: boolean };
export type Look = { viewport?: { width: number; height: number }; colorScheme?: 'light' | 'dark'; locale?: string };

/** A walk through the product in a browser: it counts what holds, and keeps a picture of each page. */
export type Walk = {
  /** A fresh visitor: no cookies, nothing remembered. What the browser complains about fails the walk. */
  visitor(look?: Look): Promise<Page>;
  /** One thing that must hold. The walk goes on after a failure, so that one run tells of all. */
  step(what: string, work: () => Promise<void>): Promise<boolean>;
  /** Looks at a page as it stands: pictures at desk and phone width, light and dark, and no serious accessibility finding. */
  look(page: Page, name: string): Promise<void>;
  /** A picture at the present size only, for what a new size would take away (dialogs). */
  snap(page: Page, name: string): Promise<void>;
  /** A picture for the guides, where they are taken anew: the page as it stands at a desk, or one part of it. */
  picture(page: Page, name: string, options?: PictureOf): Promise<void>;
  end(): Promise<{ passed: number; failed: number }>;
};

/** Opens the browser. `executable` is the path of a Chromium; pictures go to `picturesDir`, those of the guides to `guidesDir`, if there is one. */
export async function openWalk({ executable, picturesDir, guidesDir }: { executable: string; picturesDir: string; guidesDir: string | null }): Promise<Walk> {
  mkdirSync(picturesDir, { recursive: true });
  const browser: Browser = await chromium.launch({ executablePath: executable, headless: true, args: FLAGS });
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const tally = { passed: 0, failed: 0 };
  let pictures = 0;

  const visitor = async ({ viewport = DESK, colorScheme = 'light', locale = 'en-GB' }: Look = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport, colorScheme, locale, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    context.setDefaultTimeout(WAIT_MS);
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // A refused request (a declined card, a foreign order) is logged by the browser itself: those are meant.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  };

  const step = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      if (complaints.length > 0) throw new Error(`the browser complains: ${complaints.splice(0).join('; ')}`);
      tally.passed += 1;
      console.log(`  ok      ${what}`);
      return true;
    } catch (error) {
      tally.failed += 1;
      complaints.length = 0;
      console.log(`  FAILED  ${what}\n          ${error instanceof Error ? error.message.split('\n').slice(0, 6).join('\n          ') : String(error)}`);
      for (const context of contexts) for (const page of context.pages()) await page.screenshot({ path: join(picturesDir, `failed-${tally.failed}-${new URL(page.url()).pathname.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 40)}.png`) }).catch(() => console.log('          (no picture of it)'));
      return false;
    }
  };

  const snap = async (page: Page, name: string): Promise<void> => {
    pictures += 1;
    await page.screenshot({ path: join(picturesDir, `${String(pictures).padStart(2, '0')}-${name}.png`) });
  };

  const look = async (page: Page, name: string): Promise<void> => {
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const before = page.viewportSize() ?? DESK;
    pictures += 1;
    const number = String(pictures).padStart(2, '0');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]] as const) {
        await page.setViewportSize(viewport);
        await page.waitForTimeout(80); // a frame or two, so that what depends on the size has moved
        await page.screenshot({ path: join(picturesDir, `${number}-${name}-${size}-${colorScheme}.png`), fullPage: true });
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        if (wide > 1) throw new Error(`${name} is ${wide} px too wide on a ${size}`);
      }
      await page.setViewportSize(before);
      await expectAccessible(page, `${name}, ${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  };

  const end = async (): Promise<{ passed: number; failed: number }> => {
    for (const context of contexts) await context.close();
    await browser.close();
    return tally;
  };
  const picture = async (page: Page, name: string, options: PictureOf = {}): Promise<void> => {
    if (guidesDir) await takePicture(page, join(guidesDir, `${name}.webp`), options);
  };
  return { visitor, step, look, snap, picture, end };
}

const SCALE = 0.75;
const MARGIN = 16;

/** Small enough for a repository, sharp enough to read: webp at three quarters of its size. */
async function takePicture(page: Page, path: string, { of, here = false }: PictureOf): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.setViewportSize(DESK);
  if (!here && of === undefined) await page.evaluate('scrollTo(0, 0)');
  await page.evaluate('Promise.all([...document.images].filter((image) => image.loading !== "lazy" && !image.complete).map((image) => new Promise((done) => { image.onload = image.onerror = done; })))');
  await page.waitForTimeout(150);
  const part = of === undefined ? null : await page.locator(of).first().boundingBox();
  const scrolled = await page.evaluate<{ x: number; y: number }>('({ x: scrollX, y: scrollY })');
  const whole = { x: scrolled.x, y: scrolled.y, width: DESK.width, height: DESK.height };
  const clip = part === null ? whole : { x: part.x + scrolled.x - MARGIN, y: part.y + scrolled.y - MARGIN, width: part.width + 2 * MARGIN, height: part.height + 2 * MARGIN };
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80, captureBeyondViewport: part !== null, clip: { ...clip, scale: SCALE } });
  await session.detach();
  await writeFile(path, Buffer.from(data, 'base64'));
}

/** No finding that axe calls serious or critical. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  const findings = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0]?.html.slice(0, 160)}`);
  if (findings.length > 0) throw new Error(`${name} is not accessible: ${findings.join(' | ')}`);
}

/** Waits until `page` shows this text somewhere. */
export async function expectText(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor({ state: 'visible' });
}

/** Fails unless both are the same, and says what was found. */
export function expectSame<T>(what: string, found: T, wanted: T): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}
