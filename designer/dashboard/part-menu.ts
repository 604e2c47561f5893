/** The menu of a part: what dragging does has its twin here, and what a click on the part will do is chosen here. */
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { MenuItem } from '../../runtime/ui/menu.js';
import { fieldAt } from './gestures/meanings.js';
import type { BoardActs } from './board-acts.js';
import { clickedColumn, drillPart, linkPart, offeredLevels, openedBy, openOnClick, setBy, unlinkPart, type Target } from './gestures/linkage.js'; // prettier-ignore
import { onOtherTab } from './gestures/parts.js';

export interface PartMenu {
  readonly acts: BoardActs;
  readonly board: DashboardDocument;
  readonly widget: WidgetDocument;
  edit(): void;
  inspect(): void;
  /** Another menu in the place of this one. */
  more(title: string, items: readonly MenuItem[]): void;
}

export function partItems(of: PartMenu): readonly MenuItem[] {
  const { acts, board, widget } = of;
  const { words } = acts.session;
  const { id, x, y, w, h } = widget;
  const step = (name: 'left' | 'right' | 'up' | 'down' | 'wider' | 'narrower' | 'taller' | 'lower', place: object, key: string): MenuItem => ({
    id: name, label: words.text(`dashboard.do.${name}`), key, run: () => void acts.place(id, place),
  });
  return [
    ...(widget.type === 'chart' ? [{ id: 'edit', label: words.text('dashboard.do.edit'), icon: 'chart-column', key: 'F2', run: of.edit }] : []),
    { id: 'inspect', label: words.text('dashboard.do.inspect'), icon: 'settings', key: 'Enter', run: of.inspect },
    { id: 'copy', label: words.text('dashboard.do.copy'), icon: 'copy', key: 'Ctrl+D', run: () => acts.copy(id) },
    { id: 'click', label: words.text('dashboard.do.click'), icon: 'link', line: true, run: () => of.more(words.text('dashboard.do.click'), clickItems(of)) },
    ...(board.tabs ? [{ id: 'tab', label: words.text('dashboard.do.tab'), icon: 'layout-dashboard', run: () => of.more(words.text('dashboard.do.tab'), tabItems(of)) }] : []),
    { ...step('left', { x: x - 1 }, 'Alt+←'), line: true },
    step('right', { x: x + 1 }, 'Alt+→'),
    step('up', { y: y - 1 }, 'Alt+↑'),
    step('down', { y: y + 1 }, 'Alt+↓'),
    step('wider', { w: w + 1 }, 'Alt+Shift+→'),
    step('narrower', { w: w - 1 }, 'Alt+Shift+←'),
    step('taller', { h: h + 1 }, 'Alt+Shift+↓'),
    step('lower', { h: h - 1 }, 'Alt+Shift+↑'),
    { id: 'remove', label: words.text('dashboard.do.remove'), icon: 'trash-2', danger: true, line: true, key: 'Del', run: () => acts.remove(id) },
  ];
} // prettier-ignore

/** Narrow the others, open something, go a level down: each is chosen, or taken off again. */
export function clickItems({ acts, board, widget, more }: PartMenu): readonly MenuItem[] {
  const { words } = acts.session;
  const { tools } = acts;
  const { id } = widget;
  const clicked = clickedColumn(board, widget, tools);
  const sets = setBy(widget).length > 0;
  const opened = openedBy(widget);
  const named = (after: DashboardDocument, done: 'click' | 'linked' | 'unlinked' | 'drill') => acts.change(after, `dashboard.done.${done}`, acts.label(widget)); // prettier-ignore
  const open = (target: Target | undefined) => named(openOnClick(board, id, target, tools), 'click');
  const noField = words.text('dashboard.click.noField');
  const linked = sets ? board : linkPart(board, id, tools);
  const levels = offeredLevels(board, widget, tools);
  const field = clicked ? acts.session.host.i18n.label(fieldAt(tools.model, clicked.entity, clicked.path)?.label, clicked.column) : '';
  return [
    {
      id: 'link', label: clicked ? words.text('dashboard.click.narrow', { field }) : words.text('dashboard.click.narrowAny'), icon: 'list-filter', checked: sets,
      ...(!sets && linked === board ? { reason: noField } : {}),
      run: () => void (sets ? named(unlinkPart(board, id, tools), 'unlinked') : named(linked, 'linked')),
    },
    { id: 'list', label: words.text('dashboard.click.list'), icon: 'list', line: true, checked: opened?.open === 'list', run: () => void open(opened?.open === 'list' ? undefined : { open: 'list' }) },
    {
      id: 'record', label: words.text('dashboard.click.record'), icon: 'file-text', checked: opened?.open === 'record',
      ...(clicked?.meaning?.startsWith('record:') ? {} : { reason: words.text('dashboard.click.noRecord') }),
      run: () => void open(opened?.open === 'record' ? undefined : { open: 'record' }),
    },
    ...(['report', 'dashboard'] as const).map((kind): MenuItem => ({
      id: kind, label: words.text(`dashboard.click.${kind}`), icon: kind === 'report' ? 'table' : 'chart-column', checked: opened?.open === kind,
      run: () => more(words.text(`dashboard.click.${kind}`), documentItems(acts, kind, opened?.open === kind ? opened.name : undefined, (target) => void open(target))),
    })),
    ...levels.map((each, index): MenuItem => {
      const isSet = JSON.stringify(widget.drill?.levels) === JSON.stringify(each);
      const names = each.map((level) => (level.grain ? words.text(`chart.grain.${level.grain}`) : acts.session.host.i18n.label(fieldAt(tools.model, clicked!.entity, level.path)?.label, level.path)));
      return { id: `down${index}`, label: words.text('dashboard.click.down', { levels: names.join(' › ') }), icon: 'chevron-down', checked: isSet, ...(index === 0 ? { line: true } : {}), run: () => void named(drillPart(board, id, isSet ? undefined : each, tools), 'drill') };
    }),
  ];
} // prettier-ignore

function documentItems(acts: BoardActs, kind: 'report' | 'dashboard', chosen: string | undefined, open: (target: Target | undefined) => void): readonly MenuItem[] {
  const { session } = acts;
  const boards = session.host.app.document.dashboards as unknown as readonly { readonly name: string; readonly parameters?: readonly Parameter[] }[];
  const parametersOf = (name: string) => (kind === 'report' ? acts.tools.reportParameters(name) : boards.find((each) => each.name === name)?.parameters) ?? [];
  return session.headsOf(kind).filter((head) => !head.removed && head.name !== acts.open.key.name).map((head): MenuItem => ({
    id: head.name, label: session.label(head), checked: head.name === chosen,
    run: () => open(head.name === chosen ? undefined : { open: kind, name: head.name, parameters: parametersOf(head.name) }),
  }));
} // prettier-ignore

function tabItems({ acts, board, widget }: PartMenu): readonly MenuItem[] {
  const { words, host } = acts.session;
  const move = (tab: string | undefined) => void acts.change(onOtherTab(board, widget.id, tab), 'dashboard.done.moved', acts.label(widget)); // prettier-ignore
  return [
    ...(board.tabs ?? []).map((tab): MenuItem => ({ id: tab.id, label: host.i18n.label(tab.label, tab.id), checked: widget.tab === tab.id, run: () => move(tab.id) })), // prettier-ignore
    { id: '', label: words.text('dashboard.do.everyTab'), line: true, checked: widget.tab === undefined, run: () => move(undefined) }, // prettier-ignore
  ];
}
