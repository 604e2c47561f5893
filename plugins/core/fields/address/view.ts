/** A postal address. */
import { compositeView } from '../composite-view.js';

export const view = compositeView('address', 280, { street: 6, postal_code: 2, city: 4 });
