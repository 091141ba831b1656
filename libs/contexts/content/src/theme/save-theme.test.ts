import fc from 'fast-check';
import { announced, asTenant, audited, switchTenant } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { getHome, saveHome } from '../home/get-home.js';
import { getPage, savePage } from '../page/get-page.js';
import { aBrand, savedTheme } from '../testing.js';
import { schemes, type Brand } from './brand.js';
import { contrast, toHex, toOklch, type Hex } from './colour.js';
import { computeRoles } from './compute-roles.js';
import { checkLogo } from './logo.js';
import { mendContrast, PAIRS } from './mend-contrast.js';
import { brandPresets } from './presets.js';
import { provisionTheme } from './provision-theme.js';
import { saveTheme } from './save-theme.js';
import { getTheme } from './theme.repository.js';
import { themeTokens } from './theme-tokens.js';

const plain = (seeds: Brand['seeds']): Brand => aBrand({ seeds, ownRoles: {} });
const hex = fc.integer({ min: 0, max: 0xffffff }).map((n): Hex => `#${n.toString(16).padStart(6, '0')}`);

describe('the look', () => {
  test('colours go to OKLCH and back unchanged', () => {
    fc.assert(fc.property(hex, (colour) => expect(toHex(toOklch(colour))).toBe(colour)));
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  });

  test.each(['craft', 'table'] as const)('the designers’ %s preset is kept to the last digit', (preset) => {
    const brand = { ...brandPresets[preset], name: 'Oma' };
    const wanted = computeRoles(brand);

    expect(mendContrast(wanted)).toEqual({ roles: wanted, mended: [] });
  });

  test('the tokens are those of the designers’ stylesheet', () => {
    const brand = { ...brandPresets.table, name: 'Solano' };
    expect(themeTokens(brand, computeRoles(brand))).toMatchObject({
      '--brand-font-display': '"Bricolage Grotesque Variable", "Arial Narrow", Impact, sans-serif', '--color-primary': 'light-dark(#c62f14, #ffc42e)', '--color-highlight': '#ffc42e', '--frame': '2px solid #14212b', '--hero-radius': '28px',
      '--brand-control-radius': '999px', '--brand-display-tracking': '-0.022em', '--hero-button-deep': '#a02209',
    });
  });

  test('whatever the seeds, the roles can be read in both schemes, or the theme is refused', () => {
    fc.assert(fc.property(hex, hex, hex, hex, hex, (paper, ink, primary, accent, highlight) => {
      let mended;
      try {
        mended = mendContrast(computeRoles(plain({ paper, ink, primary, accent, highlight })));
      } catch (error) {
        expect(error).toMatchObject({ code: 'content.contrast_impossible' });
        return;
      }
      for (const scheme of schemes) for (const { front, back, least } of PAIRS) expect(contrast(mended.roles[scheme][front], mended.roles[scheme][back])).toBeGreaterThanOrEqual(least);
    }), { numRuns: 150 });
  });

  test('grey text that is too light is moved, and it is said', () =>
    asTenant(async (ctx) => {
      const theme = await savedTheme(ctx, { ownRoles: { ...brandPresets.craft.ownRoles, 'text-soft': { light: '#b5ab9f', dark: '#bdb0a0' } } });

      // The soft text gets as dark as it must, the soft fill behind it gives way by a hair; dark stays as it was.
      expect(theme.mended).toEqual([
        { role: 'text-soft', scheme: 'light', from: '#b5ab9f', to: '#70665b' },
        { role: 'primary-soft', scheme: 'light', from: '#dfe6da', to: '#e2e9dd' },
      ]);
      expect(contrast(theme.roles.light['text-soft'], theme.roles.light.sunk)).toBeGreaterThanOrEqual(4.5);
      expect(await announced(ctx)).toEqual([{ name: 'content.theme_changed', payload: { version: 1 } }]);
      expect((await audited(ctx)).map((entry) => entry.action)).toEqual(['content.theme_changed']);
    }));

  test('two who edit the same theme do not undo each other', () =>
    asTenant(async (ctx) => {
      await savedTheme(ctx);
      await saveTheme(ctx, aBrand({ radiusPx: 8 }), 1);

      await expect(saveTheme(ctx, aBrand({ radiusPx: 12 }), 1)).rejects.toMatchObject({ code: 'content.theme_changed_meanwhile' });
      expect(await getTheme(ctx)).toMatchObject({ version: 2, brand: { radiusPx: 8 } });
    }));

  test("another tenant's theme does not exist", () =>
    asTenant(async (ctx) => {
      await savedTheme(ctx);
      await expect(getTheme(await switchTenant(ctx))).rejects.toMatchObject({ code: 'content.theme_not_found' });
    }));
});

test.each([
  ['a script', '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>'], ['a handler', '<svg viewBox="0 0 1 1" onload="x"></svg>'], ['a foreign picture', '<svg viewBox="0 0 1 1"><path d="M0 0" fill="url(//evil)"/></svg>'],
  ['an entity', '<svg viewBox="0 0 1 1"><title>&lt;b&gt;</title></svg>'], ['an unquoted attribute', '<svg viewBox=0><path d="M0 0"/></svg>'], ['a style', '<svg viewBox="0 0 1 1"><style>*{}</style></svg>'], ['two roots', '<svg></svg><img src="x"><svg></svg>'],
])('a mark with %s is refused', (_what, svg) => {
  expect(() => checkLogo(svg)).toThrow(expect.objectContaining({ code: 'content.logo_refused' }));
});

test('a mark of plain shapes passes', () => {
  const svg = '<svg viewBox="0 0 24 24"><title>Oma</title><path d="M1 2h3" fill="currentColor"/></svg>';
  expect(checkLogo(` ${svg} `)).toBe(svg);
});

test('a new marketplace gets a look, a home page and its legal pages in each language, and keeps what the staff changed', () =>
  asTenant(async (ctx) => {
    await liveTenant(ctx);
    const facts = { name: 'Oma', slug: 'oma', homeCountry: 'DE', currency: 'EUR', locale: 'de', preset: 'craft', markets: [{ marketId: '019a0000-0000-7000-8000-000000000001' as never, code: 'de', countries: ['DE'], regions: [], currency: 'EUR', locales: ['de', 'fi'], defaultLocale: 'de', priceMode: 'incl' as const, rulePacks: ['EU', 'DE'] }] };

    expect(await provisionTheme(ctx, facts)).toBe('2 languages, contrast checked');
    await saveHome(ctx, 'de', { ...(await getHome(ctx, 'de')).content, facts: [] });
    await savePage(ctx, { slug: 'imprint', locale: 'de', title: 'Impressum', body: 'Neu' });
    await provisionTheme(ctx, facts);

    expect((await getHome(ctx, 'de-AT')).content.facts).toEqual([]);
    expect((await getHome(ctx, 'fi')).content.hero.title).toBe('Käsistä, joilla on nimi.');
    expect((await getPage(ctx, 'imprint', 'de')).body).toBe('Neu');
    expect((await getPage(ctx, 'terms', 'sv')).locale).toBe('de');
    expect(await getTheme(ctx)).toMatchObject({ version: 1 });
    await expect(getPage(ctx, 'jobs', 'de')).rejects.toMatchObject({ code: 'content.page_not_found' });
  }));
