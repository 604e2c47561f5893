/** The view half of the calendar. */
import type { ViewModeView } from '../../../../runtime/api.js';
import { TrCalendar } from './calendar.js';

export const view: ViewModeView = { id: 'calendar', create: () => new TrCalendar() };
