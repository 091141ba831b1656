import type { TxCtx } from '@stoa/platform/context';
import { brandPresets, saveTheme, type Brand, type Theme } from './index.js';

export const aBrand = (changes: Partial<Brand> = {}): Brand => ({ ...brandPresets.craft, name: 'Oma', ...changes });

export const savedTheme = (ctx: TxCtx, changes: Partial<Brand> = {}): Promise<Theme> => saveTheme(ctx, aBrand(changes), 0);

