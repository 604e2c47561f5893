/** The rows of a grouped list: heads of groups, level in level, and at the last the records, fetched when a group is opened. */
import type { WireRecord } from '../../data/record.js';
import { GridPages, type GridRow, type GridRows } from '../grid-pages.js';
import { countRecords, fetchPage } from '../list-source.js';
import { fetchGroups, mostGroupsShown, type Group, type GroupedList } from './group-source.js';
import '../../ui/later-strings.js';

export const groupedRows = (list: GroupedList) => (): GridRows => new GroupPages(list);

class GroupPages implements GridRows {
  readonly levels: number;
  /** Groups below a group; those of the outermost level below ''. */
  #groups = new Map<string, readonly Group[]>();
  #byId = new Map<string, Group>();
  #records = new Map<string, GridPages>();
  /** Records of the whole list, counted where its groups are not all there. */
  #counted: number | undefined;

  constructor(private readonly list: GroupedList) {
    this.levels = list.keys.length;
  }

  get total(): number | undefined {
    return this.#counted ?? this.#groups.get('')?.reduce((sum, group) => sum + group.count, 0);
  }

  get rows(): readonly WireRecord[] {
    return [...this.#records.values()].flatMap((pages) => pages.rows);
  }

  find(id: string): WireRecord | undefined {
    for (const pages of this.#records.values()) {
      const row = pages.find(id);
      if (row) return row;
    }
    return undefined;
  }

  async provide(
    offset: number,
    parent?: GridRow,
  ): Promise<{ readonly rows: readonly GridRow[]; readonly size: number }> {
    const group = parent && this.#byId.get(parent.id);
    if (group && group.level === this.levels - 1) return this.#recordsOf(group).provide(offset);
    const groups = this.#groups.get(group?.id ?? '') ?? (await this.#fetch(group));
    return { rows: groups.slice(offset, offset + 100).map(headOf), size: groups.length };
  }

  /** Heads are counted anew; groups that are open fetch their records again. */
  async refresh(): Promise<readonly string[]> {
    const parents = [...this.#groups.keys()].map((id) => this.#byId.get(id));
    for (const parent of parents) await this.#fetch(parent);
    const changed = await Promise.all([...this.#records.values()].map((pages) => pages.refresh()));
    return changed.flat();
  }

  async #fetch(parent: Group | undefined): Promise<readonly Group[]> {
    const { groups, cut } = await fetchGroups(this.list, parent);
    const { host, request } = this.list;
    if (!parent) this.#counted = cut ? await countRecords(host, request.entity, request.filter) : undefined;
    // Once for a level: a refresh says it again to nobody.
    if (cut && !this.#groups.has(parent?.id ?? '')) {
      const { i18n, toasts } = host;
      toasts.show({ text: i18n.t('list.groupsCut', { count: mostGroupsShown }) });
    }
    this.#groups.set(parent?.id ?? '', groups);
    for (const group of groups) this.#byId.set(group.id, group);
    return groups;
  }

  #recordsOf(group: Group): GridPages {
    const { host, request } = this.list;
    const own = { ...request, filter: group.filter };
    const held = this.#records.get(group.id);
    const pages = held ?? new GridPages((offset, fresh, after) => fetchPage(host, own, { offset, fresh, after }));
    this.#records.set(group.id, pages);
    return pages;
  }
}

const headOf = ({ id, level, label, count, figures }: Group): GridRow => ({
  id,
  version: 0,
  group: { level, label, count, figures },
});
