/** The record above in the tree: looks and is chosen as any record. */
import type { FieldView } from '../../../../runtime/api.js';
import { view as lookup } from '../lookup/view.js';

export const view: FieldView = { ...lookup, id: 'treeParent' };
