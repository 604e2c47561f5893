/** A figure over related records; looks like its result. */
import type { FieldView } from '../../../../runtime/api.js';
import { computedView } from '../computed-view.js';

export const view: FieldView = { id: 'rollUp', ...computedView };
