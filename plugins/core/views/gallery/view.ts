/** The view half of the gallery. */
import type { ViewModeView } from '../../../../runtime/api.js';
import { TrGallery } from './gallery.js';

export const view: ViewModeView = { id: 'gallery', create: () => new TrGallery() };
