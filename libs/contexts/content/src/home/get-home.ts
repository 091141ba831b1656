import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { contentChanged } from '@stoa/events/content';
import { nearestLocale } from '../page/languages.js';
import { homeNotFound } from '../theme/theme.errors.js';
import type { Home } from './home.schemas.js';
import { listHomes, upsertHome, type SavedHome } from './home.repository.js';

/** The home page in the language that comes nearest. */
export async function getHome(ctx: TxCtx, locale: string): Promise<SavedHome> {
  const all = await listHomes(ctx);
  const nearest = nearestLocale(locale, all.map((home) => home.locale));
  const home = all.find((one) => one.locale === nearest);
  if (!home) throw homeNotFound();
  return home;
}

/** Writes the home page of one language anew. */
export async function saveHome(ctx: TxCtx, locale: string, content: Home): Promise<SavedHome> {
  const saved = await upsertHome(ctx, locale, content);
  await audit(ctx, { action: 'content.home_changed', subject: { kind: 'home', id: locale }, before: null, after: { version: saved.version } });
  await announce(ctx, contentChanged, { what: 'home', locale });
  return saved;
}
