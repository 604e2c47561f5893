/** Two days. */
import { compositeView } from '../composite-view.js';

export const view = compositeView('dateRange', 216);
