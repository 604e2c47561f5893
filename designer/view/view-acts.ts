/** What keys, buttons, menus and drops do to a view: each is one gesture of its history, and says what was done. */
import { keysOfPath } from '../session/set-value.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { Column } from '../../runtime/list/columns.js';
import { nextSort } from '../../runtime/list/list-state.js';
import type { DesignSession } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';
import type { WordKey } from '../session/words.js';
import { pathLabel } from '../../runtime/list/build/filter-choices.js';
import { isObject } from '../json/schema-walk.js';
import type { Host } from '../../runtime/host/host.js';
import { columnPath, putColumn, removeColumn, sortBy, viewOperation } from './gestures.js';

export class ViewActs {
  constructor(
    readonly session: DesignSession,
    readonly open: OpenDocument,
    /** Over the drafts. */
    private readonly hostOf: () => Host,
  ) {}

  /** The view as it stands, where it can be shown at all. */
  get view(): ViewDocument | undefined {
    const { value } = this.open;
    const isView = isObject(value) && typeof value['entity'] === 'string' && typeof value['mode'] === 'string';
    const columns = isView ? value['columns'] : undefined;
    const isList =
      Array.isArray(columns) && columns.every((each) => isObject(each) && typeof each['path'] === 'string');
    return isList ? (value as unknown as ViewDocument) : undefined;
  }

  /** The column that is selected, by its path. */
  get selected(): string | undefined {
    const { open, view } = this;
    const [key, index] = keysOfPath(open.value, open.selection.slice(0, 2)) ?? [];
    return key === 'columns' && typeof index === 'number' ? view?.columns[index]?.path : undefined;
  }

  label(path: string): string {
    return pathLabel(this.hostOf(), this.view?.entity ?? '', path);
  }

  select(path: string | undefined): void {
    const { view } = this;
    const place = view && path !== undefined ? columnPath(view, path) : undefined;
    this.open.select(place ?? []);
  }

  /** Makes the change, where there is one; `key` joins changes in a row, `done` says it to those who hear it. */
  change(next: ViewDocument | undefined, name: string, done: WordKey = 'view.done.changed', key?: string): boolean {
    const { view, open, session } = this;
    if (!view || !next || next === view) return false;
    const label = session.words.text(done, { name });
    const isDone = open.apply(viewOperation(view, next), { label, ...(key === undefined ? {} : { key }) });
    if (isDone) session.host.announce(label);
    return isDone;
  }

  put(path: string, at?: number): void {
    const { view } = this;
    if (!view) return;
    const isNew = !view.columns.some((column) => column.path === path);
    const { selected } = this;
    this.change(putColumn(view, path, at), this.label(path), isNew ? 'view.done.added' : 'view.done.moved');
    this.select(isNew ? path : selected === undefined ? undefined : path);
  }

  /** After the selected column, else at the end. */
  take(path: string): void {
    const at = this.view?.columns.findIndex((column) => column.path === this.selected) ?? -1;
    this.put(path, at < 0 ? undefined : at + 1);
  }

  remove(path: string): void {
    const { view } = this;
    if (!view) return;
    const at = view.columns.findIndex((column) => column.path === path);
    const next = view.columns[at + 1]?.path ?? view.columns[at - 1]?.path;
    if (this.change(removeColumn(view, path), this.label(path), 'view.done.removed')) this.select(next);
  }

  /** As a click on the head does in lists: one way, the other, none. */
  sort({ path, field }: Column): void {
    const { view } = this;
    if (!view) return;
    const isFigure = field.valueType === 'number' || field.valueType === 'date' || field.valueType === 'datetime';
    const next = nextSort(view.sort ?? [], path, isFigure);
    this.change(sortBy(view, path, next?.[0] && (next[0].descending ?? false)), this.label(path), 'view.done.sorted');
  }
}
