import { z } from 'zod';
import { createContext, systemActor } from '@stoa/platform/context';
import type { Clock } from '@stoa/platform/clock';
import type { Database } from '@stoa/platform/database';
import { invariant } from '@stoa/platform/errors';
import { type Route, type RouteWorld, publicRoute, reply, route } from '@stoa/platform/http';
import type { Logger } from '@stoa/platform/log';
import { getTenant, listMarkets, marketView, toMarketView, unknownMarketplace, type TenantDirectory } from '@stoa/tenancy';
import { getHome, saveHome } from '../home/get-home.js';
import { homeSchema } from '../home/home.schemas.js';
import { getPage, savePage } from '../page/get-page.js';
import { computeRoles } from './compute-roles.js';
import { mendContrast } from './mend-contrast.js';
import { brandPresets } from './presets.js';
import { saveTheme } from './save-theme.js';
import { findTheme, getTheme } from './theme.repository.js';
import { brandBody, editedThemeView, themeView, toBrand, toEditedThemeView, toThemeView } from './theme.schemas.js';

export type ContentRouteDeps = { db: Database; directory: TenantDirectory; clock: Clock; log: Logger };

const locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60);
const pageView = z.object({ slug: z.string(), locale: z.string(), title: z.string(), body: z.string(), version: z.int() }).meta({ id: 'Page' });
const savedHomeView = z.object({ locale: z.string(), version: z.int(), home: homeSchema });

const contextView = z.object({
  publishable_key: z.string(), markets: z.array(marketView), theme: themeView,
  tenant: z.object({ name: z.string(), slug: z.string(), status: z.enum(['provisioning', 'live', 'suspended']), support_email: z.string(), legal_name: z.string() }),
}).meta({ id: 'StoreContext' });

const shopCache = { headers: { 'Cache-Control': 'public, max-age=30' } };

/** Everything the storefront's process needs to know of a host before it draws a page. */
const contextRoute = (deps: ContentRouteDeps): Route =>
  publicRoute({
    method: 'get', path: '/v1/store/context', summary: 'Say which marketplace a host is', audience: 'public', response: contextView, owner: 'query.host',
    query: z.strictObject({ host: z.string().min(3).max(253).transform((host) => host.replace(/:\d+$/, '')) }), example: (world: RouteWorld) => ({ query: { host: world.tenant.host } }),
    handle: async ({ query }) => {
      const ref = await deps.directory.byHost(query.host);
      if (!ref) throw unknownMarketplace();
      const ctx = createContext(deps.db, { tenantId: ref.tenantId, actor: systemActor, now: deps.clock.now(), log: deps.log.child({ tenant: ref.tenantId }), requestId: null });
      const view = await ctx.inRead(async (tx) => {
        const tenant = await getTenant(tx);
        // A marketplace that is still being set up is shown as one, in the look it will begin with.
        const theme = await findTheme(tx);
        return {
          publishable_key: ref.publishableKey, markets: (await listMarkets(tx)).map(toMarketView), theme: theme ? toThemeView(theme) : startingLook(tenant.name, tenant.preset),
          tenant: { name: tenant.name, slug: tenant.slug, status: tenant.status, support_email: tenant.supportEmail, legal_name: tenant.legalName },
        };
      });
      return reply(view, shopCache);
    },
  });

const shopRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/store/theme', summary: 'Show how the marketplace looks', audience: 'shopper', permission: 'none', response: themeView, example: () => ({}),
    handle: async (ctx) => reply(toThemeView(await ctx.inRead(getTheme)), shopCache),
  }),
  route({
    method: 'get', path: '/v1/store/home', summary: 'Show the home page', audience: 'shopper', permission: 'none', response: homeSchema, example: () => ({}),
    handle: async (ctx, { request }) => reply((await ctx.inRead(async (tx) => getHome(tx, request.locale ?? (await getTenant(tx)).locale))).content, shopCache),
  }),
  route({
    method: 'get', path: '/v1/store/pages/:slug', summary: 'Show a page of words', audience: 'shopper', permission: 'none', params: z.object({ slug }), response: pageView, example: () => ({ params: { slug: 'imprint' } }),
    handle: async (ctx, { params, request }) => reply(await ctx.inRead(async (tx) => getPage(tx, params.slug, request.locale ?? (await getTenant(tx)).locale)), shopCache),
  }),
];

const staffRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/theme', summary: 'Show the theme for editing', audience: 'staff', permission: 'tenancy.read', response: editedThemeView, etag: true, example: () => ({}),
    handle: async (ctx) => toEditedThemeView(await ctx.inRead(getTheme)),
  }),
  route({
    method: 'put', path: '/v1/admin/theme', summary: 'Save a theme; what cannot be read is moved until it can', audience: 'staff', permission: 'content.write', body: brandBody, response: editedThemeView, etag: true,
    example: () => ({ headers: { 'If-Match': '"1"' }, body: exampleBrand }),
    handle: async (ctx, { body, request }) => {
      const { ifMatch } = request;
      invariant(ifMatch !== null, 'mount lets no change without If-Match in here');
      return toEditedThemeView(await ctx.inTx((tx) => saveTheme(tx, toBrand(body), ifMatch)));
    },
  }),
  route({
    method: 'get', path: '/v1/admin/home/:locale', summary: 'Show the home page for editing', audience: 'staff', permission: 'tenancy.read', params: z.object({ locale }), response: savedHomeView, example: () => ({ params: { locale: 'de' } }),
    handle: async (ctx, { params }) => {
      const { content, ...home } = await ctx.inRead((tx) => getHome(tx, params.locale));
      return { ...home, home: content };
    },
  }),
  route({
    method: 'put', path: '/v1/admin/home/:locale', summary: 'Save the home page of a language', audience: 'staff', permission: 'content.write', params: z.object({ locale }), body: homeSchema, response: savedHomeView,
    example: () => ({ params: { locale: 'de' }, body: exampleHome }),
    handle: async (ctx, { params, body }) => {
      const { content, ...home } = await ctx.inTx((tx) => saveHome(tx, params.locale, body));
      return { ...home, home: content };
    },
  }),
  route({
    method: 'put', path: '/v1/admin/pages/:slug/:locale', summary: 'Save a page of words', audience: 'staff', permission: 'content.write', params: z.object({ slug, locale }), response: pageView,
    body: z.strictObject({ title: z.string().trim().min(1).max(200), body: z.string().max(50_000) }), example: () => ({ params: { slug: 'imprint', locale: 'de' }, body: { title: 'Impressum', body: 'Oma Markt eG' } }),
    handle: (ctx, { params, body }) => ctx.inTx((tx) => savePage(tx, { ...params, ...body })),
  }),
];

export const contentRoutes = (deps: ContentRouteDeps): Route[] => [contextRoute(deps), ...shopRoutes, ...staffRoutes];

const startingLook = (name: string, preset: keyof typeof brandPresets): z.input<typeof themeView> => {
  const brand = { ...brandPresets[preset], name };
  const computed = mendContrast(computeRoles(brand));
  return toThemeView({ version: 0, brand, ...computed, savedAt: new Date(0) });
};

const exampleBrand: z.input<typeof brandBody> = {
  name: 'Oma', logo_svg: null, seeds: { paper: '#f8f3ea', ink: '#27201a', primary: '#2b4a40', accent: '#98302a', highlight: '#e3bf79' }, display_font: 'vollkorn', text_font: 'hanken-grotesk', display_weight: 430, display_stretch_pct: 100,
  display_tracking_em: -0.015, display_leading: 1.08, display_scale: 1, title_weight: 480, title_tracking_em: 0, label_weight: 550, radius_px: 3, control_radius_px: 3, line_px: 1, hero: 'gallery', picture_ratio: '4 / 5', mood: 'soft',
};
const exampleHome: z.input<typeof homeSchema> = {
  hero: { title: 'Von Händen, die einen Namen haben.', lead: 'Werkstätten verkaufen selbst.', cta: { label: 'Alles ansehen', href: '/search' }, cta2: null, image: null }, facts: [], blocks: [],
  foot: { about: 'Oma', columns: [], legal: 'Oma Markt eG', end: '' },
};
