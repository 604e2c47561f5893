/**
 * What the server keeps of lists for this person: saved views, columns by view, the view that opens first. Read once with
 * the application; changes show at once and go back when the server refuses them.
 */
import type { ListSetting, SavedLook, SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Label } from '../../metadata/value.js';
import { ApiFailure, type ApiClient } from './api-client.js';

export interface SavedView {
  readonly id: string;
  readonly entity: string;
  readonly name: string;
  readonly scope: SavedViewScope;
  readonly target: string;
  /** What the role or department is called. */
  readonly audience?: Label;
  readonly look: SavedLook;
  readonly version: number;
  readonly mayChange: boolean;
}

interface EntitySettings {
  readonly views: Readonly<Record<string, ListSetting>>;
  readonly start?: string;
}

interface Answer {
  readonly views?: readonly SavedView[];
  readonly settings?: Readonly<Record<string, EntitySettings>>;
}

export class ListStore {
  #views: readonly SavedView[] = [];
  #settings: Readonly<Record<string, EntitySettings>> = {};
  #keeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: ApiClient,
    private readonly changed: () => void,
  ) {}

  /** A list works without them: what cannot be read is as if nothing had been saved. */
  async load(): Promise<void> {
    try {
      // A lost session is found by the application itself.
      const { body } = await this.api.request<Answer>('GET', '/views', { recover: false });
      this.#views = body.views ?? [];
      this.#settings = body.settings ?? {};
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  clear(): void {
    this.#views = [];
    this.#settings = {};
  }

  views(entity: string): readonly SavedView[] {
    return this.#views.filter((view) => view.entity === entity);
  }

  find(id: string | undefined): SavedView | undefined {
    return this.#views.find((view) => view.id === id);
  }

  setting(entity: string, view: string): ListSetting | undefined {
    return this.#settings[entity]?.views[view];
  }

  /** The view that opens first. */
  start(entity: string): string | undefined {
    return this.#settings[entity]?.start;
  }

  /** Undefined goes back to what the view says. Throws ApiFailure. */
  async keepSetting(entity: string, view: string, setting: ListSetting | undefined): Promise<void> {
    const before = this.setting(entity, view);
    const put = (to: ListSetting | undefined) => {
      const { [view]: _old, ...rest } = this.#settings[entity]?.views ?? {};
      this.#show(entity, { ...this.#settings[entity], views: to === undefined ? rest : { ...rest, [view]: to } });
    };
    put(setting);
    await this.#keep(entity, { view, setting: setting ?? null }, () => {
      if (this.setting(entity, view) === setting) put(before);
    });
  }

  /** Undefined: the first view opens first. Throws ApiFailure. */
  async keepStart(entity: string, view: string | undefined): Promise<void> {
    const before = this.start(entity);
    const put = (to: string | undefined) => {
      const { views = {} } = this.#settings[entity] ?? {};
      this.#show(entity, { views, ...(to === undefined ? {} : { start: to }) });
    };
    put(view);
    await this.#keep(entity, { start: view ?? null }, () => {
      if (this.start(entity) === view) put(before);
    });
  }

  #show(entity: string, settings: EntitySettings): void {
    this.#settings = { ...this.#settings, [entity]: settings };
    this.changed();
  }

  /** One after the other, so that none overtakes an earlier one; `undo` takes back what was shown, unless it is newer. */
  #keep(entity: string, body: object, undo: () => void): Promise<void> {
    const kept = this.#keeping.then(async () => {
      try {
        await this.api.request('PUT', `/list-settings/${encodeURIComponent(entity)}`, { body });
      } catch (error) {
        undo();
        throw error;
      }
    });
    this.#keeping = kept.catch(() => undefined);
    return kept;
  }

  /** Throws ApiFailure. */
  async create(view: Pick<SavedView, 'entity' | 'name' | 'scope' | 'look'> & { target?: string }): Promise<SavedView> {
    return this.#take(await this.api.post<SavedView>('/views', view));
  }

  /** Throws ApiFailure. */
  async change(
    view: SavedView,
    body: Partial<Pick<SavedView, 'name' | 'scope' | 'target' | 'look'>>,
  ): Promise<SavedView> {
    const { version } = view;
    return this.#take((await this.api.request<SavedView>('PATCH', `/views/${view.id}`, { body, version })).body);
  }

  /** Throws ApiFailure. */
  async remove(view: SavedView): Promise<void> {
    await this.api.request('DELETE', `/views/${view.id}`, { version: view.version });
    this.#views = this.#views.filter((each) => each.id !== view.id);
    this.changed();
  }

  /** Brings a deleted view back. Throws ApiFailure. */
  async restore(view: SavedView): Promise<SavedView> {
    return this.#take((await this.api.request<SavedView>('POST', `/views/${view.id}/restore`)).body);
  }

  #take(view: SavedView): SavedView {
    const rest = this.#views.filter((each) => each.id !== view.id);
    this.#views = [...rest, view].sort((a, b) => a.name.localeCompare(b.name));
    this.changed();
    return view;
  }
}
