/** What a part of a dashboard is called, where it stands, and what its clicks do, in words. */
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Words } from '../session/words.js';
import type { BoardActs } from './board-acts.js';
import { followersOf, openedBy, setBy } from './gestures/linkage.js';
import { reachOf } from './gestures/reach.js';

/** "Sales by month, column 1, row 3, 6 wide, 5 high". */
export function placeWords(acts: BoardActs, widget: WidgetDocument): string {
  const { x, y, w, h } = widget;
  return acts.session.words.text('dashboard.place', { name: acts.label(widget), x: x + 1, y: y + 1, w, h });
}

/** What a click on the part does; undefined where it does nothing. */
export function clickWords(acts: BoardActs, board: DashboardDocument, widget: WidgetDocument): string | undefined {
  const { words } = acts.session;
  const said: string[] = [];
  if (widget.drill) said.push(words.text('dashboard.says.down', { count: widget.drill.levels.length }));
  const sets = setBy(widget);
  if (sets.length > 0) {
    const followers = followersOf(board, widget, acts.tools);
    const names = sets.map((name) => acts.filterLabel(name)).join(', ');
    said.push(words.text('dashboard.says.narrows', { names, count: followers.length }));
  }
  const opened = openedBy(widget);
  if (opened) said.push(openWords(words, opened.open));
  return said.length > 0 ? said.join(' · ') : undefined;
}

const openWords = (words: Words, open: 'report' | 'dashboard' | 'list' | 'record' | 'link'): string => words.text(`dashboard.says.${open}`); // prettier-ignore

/** Parts that follow a filter, of those that it could narrow. */
export function reachCount(
  acts: BoardActs,
  board: DashboardDocument,
  name: string,
): { readonly follows: number; readonly all: number } {
  // prettier-ignore
  const parameter = board.parameters?.find((each) => each.name === name);
  if (!parameter) return { follows: 0, all: 0 };
  const states = board.widgets.map((widget) => reachOf(board, widget, parameter, acts.tools).state);
  const follows = states.filter((each) => each === 'follows').length;
  return { follows, all: follows + states.filter((each) => each === 'could').length };
}
