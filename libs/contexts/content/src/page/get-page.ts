import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { contentChanged } from '@stoa/events/content';
import { pageNotFound } from '../theme/theme.errors.js';
import { nearestLocale } from './languages.js';
import { listPagesBySlug, upsertPage, type Page } from './page.repository.js';

/** A page in the language that comes nearest. */
export async function getPage(ctx: TxCtx, slug: string, locale: string): Promise<Page> {
  const all = await listPagesBySlug(ctx, slug);
  const nearest = nearestLocale(locale, all.map((page) => page.locale));
  const page = all.find((one) => one.locale === nearest);
  if (!page) throw pageNotFound();
  return page;
}

/** Writes a page of one language anew. */
export async function savePage(ctx: TxCtx, page: Omit<Page, 'version'>): Promise<Page> {
  const saved = await upsertPage(ctx, page);
  await audit(ctx, { action: 'content.page_changed', subject: { kind: 'page', id: page.slug }, before: null, after: { locale: page.locale, version: saved.version } });
  await announce(ctx, contentChanged, { what: `page ${page.slug}`, locale: page.locale });
  return saved;
}
