/** The view half of the tree. */
import type { ViewModeView } from '../../../../runtime/api.js';
import { TrTree } from './tree.js';

export const view: ViewModeView = { id: 'tree', create: () => new TrTree() };
