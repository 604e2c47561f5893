/** Which theme a site has. Pure. */
import type { Model } from '../model/model.js';
import type { ThemeDocument } from '../schema/theme.js';

/** The one that the settings name, else the one named `site`; undefined: as the product ships. */
export const activeTheme = (model: Pick<Model, 'settings' | 'find'>): ThemeDocument | undefined =>
  model.find('theme', model.settings.theme ?? 'site');
