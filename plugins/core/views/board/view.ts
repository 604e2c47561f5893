/** The view half of the board. */
import type { ViewModeView } from '../../../../runtime/api.js';
import { TrBoard } from './board.js';

export const view: ViewModeView = { id: 'board', create: () => new TrBoard() };
