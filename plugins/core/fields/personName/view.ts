/** A person's name. */
import { compositeView } from '../composite-view.js';

export const view = compositeView('personName', 200, { title: 2, given: 2, family: 2 });
