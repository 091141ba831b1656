export { getHome, saveHome } from './home/get-home.js';
export { homeSchema, type Home } from './home/home.schemas.js';
export { getPage } from './page/get-page.js';
export type { Brand } from './theme/brand.js';
export { brandPresets } from './theme/presets.js';
export { saveTheme } from './theme/save-theme.js';
export { findTheme, getTheme, type Theme } from './theme/theme.repository.js';
