/**
 * Reactive controller: when somebody leaves a field that a duplicate rule compares, asks which records are like the one in
 * the form, and shows them in a notice that is loaded with the first of them. It never stands in the way: saving asks again.
 */
import { html, nothing, type ReactiveController } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import { lazyParts } from '../ui/lazy-parts.js';
import { mayMerge } from '../merge/may-merge.js';
import { comparedValues, type Duplicates } from './duplicates.js';
import type { RecordEditor } from './record-editor.js';

const load = lazyParts(() => import('./duplicate-list.js'));

export class DuplicateWatch implements ReactiveController {
  #found: Duplicates | undefined;
  /** What was asked last, as text. */
  #asked = '{}';
  #asking: AbortController | undefined;

  constructor(
    private readonly editor: RecordEditor,
    private readonly root: () => DocumentFragment | HTMLElement,
  ) {
    editor.page.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Another record is shown, or this one is saved. */
  forget(): void {
    this.#asking?.abort();
    this.#found = undefined;
    this.#asked = '{}';
  }

  /** The focus left a field. */
  async ask(): Promise<void> {
    const { editor } = this;
    const { page, entity } = editor;
    // A field takes over what was typed as it loses the focus.
    await page.updateComplete;
    const { draft } = editor;
    if (!draft || !entity || !editor.maySave) return;
    const values = comparedValues(page.host, entity, draft);
    const asked = JSON.stringify(values);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#asking?.abort();
    if (asked === '{}') return this.#show(undefined);
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const body = { values, ...(draft.base ? { id: draft.base.id } : {}) };
    const path = `/records/${encodeURIComponent(entity.name)}/duplicates`;
    try {
      const found = await page.host.api.post<Duplicates>(path, body, { signal });
      if (!signal.aborted) this.#show(found.count > 0 ? found : undefined);
    } catch (error) {
      // Whatever is wrong with a value is told where it is saved.
      if (!signal.aborted && !(error instanceof ApiFailure)) throw error;
      if (!signal.aborted) this.#show(undefined);
    }
  }

  /** Makes one record of that of the form and another; absent where there is none yet, or no right. */
  get merge(): ((id: string) => void) | undefined {
    const { page, draft, maySave } = this.editor;
    return draft?.base && maySave && mayMerge(page.host, page.entityName) ? (id) => void this.#merge(id) : undefined;
  }

  async #merge(id: string): Promise<void> {
    const { mergeFromForm } = await import('../merge/run-merge.js');
    const { host, entityName } = this.editor.page;
    if (!(await mergeFromForm(this.editor, { host, entityName, renderRoot: this.root() }, id))) return;
    this.forget();
    this.editor.page.requestUpdate();
  }

  #show(found: Duplicates | undefined): void {
    if (found) load();
    this.#found = found;
    this.editor.page.requestUpdate();
  }

  notice() {
    const { entity, form } = this.editor;
    if (!this.#found || !entity || !form) return nothing;
    return html`<tr-duplicate-list
      class="note"
      role="status"
      notice
      .entity=${entity}
      .fieldHost=${form.fieldHost}
      .found=${this.#found}
      .merge=${this.merge}
    ></tr-duplicate-list>`;
  }
}
