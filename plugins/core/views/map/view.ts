/** The view half of the map. */
import type { ViewModeView } from '../../../../runtime/api.js';
import { TrMapMode } from './map.js';

export const view: ViewModeView = { id: 'map', create: () => new TrMapMode() };
