import { z } from 'zod';
import { defineEvent } from '@stoa/platform/events';

/** Staff saved a theme; storefronts show it as soon as their caches let go of the old one. */
export const themeChanged = defineEvent('content.theme_changed', 1, z.object({ version: z.int() }));

/** Home blocks or a page changed. */
export const contentChanged = defineEvent('content.content_changed', 1, z.object({ what: z.string(), locale: z.string() }));
