/** The view half of the timeline. */
import type { ViewModeView } from '../../../../runtime/api.js';
import { TrTimelineMode } from './timeline.js';

export const view: ViewModeView = { id: 'timeline', create: () => new TrTimelineMode() };
