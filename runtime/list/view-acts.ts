/**
 * What may be done with the view of a list: save it as one's own or for others, keep changes, rename, delete with undo, open
 * it first, hand its link on, make it a draft for designers. The dialog is loaded when it is first needed.
 */
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { SavedLook } from '../../metadata/schema/saved-view.js';
import { ApiFailure } from '../data/api-client.js';
import type { SavedView } from '../data/list-store.js';
import { withQuery } from '../data/router.js';
import type { Host } from '../host/host.js';
import { mayImport } from '../import/may-import.js';
import { outputItems } from '../output/list-output.js';
import { copyLink } from '../ui/copy-link.js';
import type { MenuItem } from '../ui/menu.js';
import { settingOf } from './chosen-columns.js';
import type { ListPlan } from './list-request.js';
import {
  activeFilter,
  activeGroup,
  activeSort,
  filterParts,
  joinParts,
  listHref,
  type ListState,
} from './list-state.js';
import { usualMode, viewInAddress } from './list-views.js';
import { segmentItems } from './segments/segment-acts.js';
import { viewItems } from './view-items.js';
import '../ui/later-strings.js';

export interface ViewPage {
  readonly host: Host;
  readonly entityName: string;
  readonly view: ViewDocument | undefined;
  readonly state: ListState;
  readonly plan: ListPlan;
  readonly renderRoot: DocumentFragment | HTMLElement;
  go(state: ListState): void;
}

export class ViewActs {
  constructor(private readonly page: ViewPage) {}

  get #saved(): SavedView | undefined {
    return this.page.host.app.lists.find(this.page.view?.name);
  }

  /** The list as it stands. */
  look(): SavedLook {
    const { plan, state, view } = this.page;
    const { columns, freeze } = settingOf(plan.columns);
    const group = activeGroup(state, view);
    return {
      columns,
      ...(view && view.mode !== usualMode ? modeOf(view) : {}),
      ...(freeze === undefined ? {} : { freeze }),
      ...(plan.request.filter ? { filter: plan.request.filter } : {}),
      sort: [...activeSort(state, view)],
      ...(group.length > 0 ? { group: [...group] } : {}),
    };
  }

  /** The views of the list to choose from: a phone has no tabs. */
  choices(): readonly MenuItem[] {
    return viewItems(this.page.host, this.page.entityName, this.page.view?.name);
  }

  items(): readonly MenuItem[] {
    const { host, entityName, view } = this.page;
    const { i18n } = host;
    const saved = this.#saved;
    const start = host.app.lists.start(entityName);
    const whom = saved && sharedWords(host, saved);
    const items: MenuItem[] = [
      { id: 'save', label: i18n.t('view.saveAs'), icon: 'plus', ...(whom === undefined ? { line: true } : { section: whom }), run: () => void this.save() }, // prettier-ignore
    ];
    items.push(...this.#segments());
    if (saved?.mayChange) {
      items.push(
        { id: 'keep', label: i18n.t('view.saveChanges'), icon: 'check', run: () => void this.saveChanges() },
        { id: 'edit', label: i18n.t('view.rename'), icon: 'pencil', run: () => void this.#openDialog(saved) },
      );
    }
    if (view) {
      items.push({
        id: 'start',
        label: i18n.t('view.openFirst'),
        checked: start === view.name,
        run: () => void this.#attempt(() => host.app.lists.keepStart(entityName, start === view.name ? undefined : view.name)), // prettier-ignore
      });
    }
    items.push({ id: 'link', label: i18n.t('view.copyLink'), icon: 'link', run: () => this.#copy() });
    if (host.app.access(entityName)?.duplicates) {
      items.push({ id: 'duplicates', label: i18n.t('duplicates.find'), icon: 'layers', run: () => void host.router.go(`/duplicates/${entityName}`) }); // prettier-ignore
    }
    if (host.app.has('design')) {
      items.push({ id: 'draft', label: i18n.t('view.draft'), icon: 'pencil', run: () => void this.#promote() });
    }
    const entity = host.app.entity(entityName);
    if (entity && mayImport(host, entity)) {
      items.push({ id: 'import', label: i18n.t('import.menu'), icon: 'upload', line: true, run: () => void host.router.go(`/import/${entityName}`) }); // prettier-ignore
    }
    items.push(...outputItems(this.page));
    if (saved?.mayChange) {
      items.push({ id: 'delete', label: i18n.t('view.delete'), icon: 'trash-2', danger: true, line: true, run: () => void this.#remove(saved) }); // prettier-ignore
    }
    return items;
  }

  /** Conditions kept under a name, for any filter; search words are among them. */
  #segments(): readonly MenuItem[] {
    const { host, entityName, renderRoot, plan } = this.page;
    const show = (filter: Filter) => this.page.go({ ...this.page.state, filter, find: '' });
    const drop = (name: string) => {
      const { state, view } = this.page;
      const parts = filterParts(activeFilter(state, view));
      const rest = parts.filter((part) => !('segment' in part && part.segment === name));
      if (rest.length < parts.length) this.page.go({ ...state, filter: joinParts(rest) });
    };
    return segmentItems({ host, entityName, renderRoot, show, drop }, plan.request.filter);
  }

  save(): Promise<void> {
    return this.#openDialog(undefined);
  }

  /** Changes of one's own saved view are kept in it; of another view they become a new one. */
  async saveChanges(): Promise<void> {
    const saved = this.#saved;
    if (!saved?.mayChange) return this.save();
    await this.#attempt(async () => {
      const { host, entityName } = this.page;
      await host.app.lists.change(saved, { look: this.look() });
      await host.app.lists.keepSetting(entityName, saved.id, undefined);
      this.#show(saved.id);
      host.toasts.show({ text: host.i18n.t('view.saved', { name: saved.name }) });
    });
  }

  /** The view without what was changed in the address: it is part of the view now. */
  #show(name: string): void {
    const { host, entityName } = this.page;
    const view = viewInAddress(host, entityName, name);
    this.page.go({ view, filter: undefined, find: '', sort: undefined, group: undefined });
  }

  async #openDialog(saved: SavedView | undefined): Promise<void> {
    const { host, entityName, renderRoot } = this.page;
    await import('./save-view-dialog.js');
    const dialog = document.createElement('tr-save-view-dialog');
    dialog.host = host;
    dialog.entityName = entityName;
    dialog.look = this.look();
    dialog.saved = saved;
    renderRoot.append(dialog);
    const done = await dialog.run();
    dialog.remove();
    if (!done) return;
    if (!saved) this.#show(done.id);
    host.toasts.show({ text: host.i18n.t('view.saved', { name: done.name }) });
  }

  async #remove(saved: SavedView): Promise<void> {
    const { host, entityName } = this.page;
    await this.#attempt(async () => {
      await host.app.lists.remove(saved);
      this.page.go({ view: undefined, filter: undefined, find: '', sort: undefined, group: undefined });
      host.toasts.show({
        text: host.i18n.t('view.deleted', { name: saved.name }),
        action: {
          label: host.i18n.t('common.undo'),
          run: () =>
            void this.#attempt(async () => {
              const back = await host.app.lists.restore({ ...saved, version: saved.version + 1 });
              if (this.page.entityName === entityName) this.#show(back.id);
            }),
        },
      });
    });
  }

  /** A saved view others cannot see travels as what it shows. */
  #copy(): void {
    const { host, entityName, state, view } = this.page;
    const saved = this.#saved;
    const isOwn = saved?.scope === 'personal';
    const look = this.look();
    const whole: ListState = { view: this.#sameMode(), filter: look.filter ?? ({ and: [] } as never), find: '', sort: look.sort ?? [], group: look.group ?? [] }; // prettier-ignore
    const href = isOwn ? listHref(entityName, whole) : listHref(entityName, { ...state, view: view?.name });
    void copyLink(host, href);
  }

  /** A view of the release that draws the list as this one does: its mode does not stand in the address. */
  #sameMode(): string | undefined {
    const { host, entityName, view } = this.page;
    if (!view || view.mode === usualMode) return undefined;
    const drawing = JSON.stringify(modeOf(view));
    return host.app.views(entityName).find((each) => JSON.stringify(modeOf(each)) === drawing)?.name;
  }

  /** A draft of a view document, for the designer to finish and publish. */
  async #promote(): Promise<void> {
    const { host, entityName, view } = this.page;
    const { documentOfLook, putDraft } = await import('./promote-view.js');
    await this.#attempt(async () => {
      const label = this.#saved?.name ?? host.i18n.label(view?.label, entityName);
      const document = documentOfLook(host, entityName, label, this.look());
      await putDraft(host, document);
      void host.router.go(withQuery(`/design/view/${document.name}`, {}));
    });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    const { host } = this.page;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }
}

const modeOf = ({ mode, options }: ViewDocument) => ({ mode, ...(options ? { options } : {}) });

/** Whom a view of others' or for others is shared with; undefined for a personal one. */
function sharedWords({ i18n }: Host, { scope, target, audience }: SavedView): string | undefined {
  if (scope === 'personal') return undefined;
  if (scope === 'system') return i18n.t('view.sharedWithAll');
  const name = scope === 'role' ? i18n.label(audience, target) : i18n.label(audience, i18n.t('view.forDepartment'));
  return i18n.t(scope === 'subtree' ? 'view.sharedBelow' : 'view.sharedWith', { name });
}
