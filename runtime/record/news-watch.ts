/**
 * Reactive controller: others' changes of the record that is open. Without changes of one's own the form follows; else it
 * is told, and merged when the person wants it.
 */
import type { ReactiveController } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { LiveMessage } from '../data/events.js';
import { isReference, type WireRecord } from '../data/record.js';
import { isSameValue } from './record-draft.js';
import type { RecordEditor } from './record-editor.js';
import type { RecordSaver } from './record-saver.js';
import { recordPath } from './save-record.js';

export interface News {
  readonly version: number;
  readonly who: string;
  readonly at: string;
}

export class NewsWatch implements ReactiveController {
  #news: News | undefined;
  #stop: (() => void) | undefined;

  constructor(
    private readonly editor: RecordEditor,
    private readonly saver: RecordSaver,
  ) {
    editor.page.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.editor.page.host.events.listen((message) => {
      if (this.#isMine(message)) void this.#hear();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  /** Somebody else saved while this form has changes. */
  get news(): News | undefined {
    const base = this.editor.draft?.base;
    return base && this.#news && this.#news.version > base.version ? this.#news : undefined;
  }

  forget(): void {
    this.#news = undefined;
  }

  /** Theirs where nothing was changed here; my changes stay, clashes are asked about. */
  async take(): Promise<void> {
    const draft = this.editor.draft!;
    const base = draft.base!;
    const fresh = await this.#fetch(base.id);
    const both = draft.changedNames.filter((name) => !isSameValue(base[name] ?? null, fresh[name] ?? null));
    if (both.length > 0) return this.saver.clash(both, fresh);
    draft.rebase(fresh);
    this.editor.rebuild();
  }

  #isMine({ type, entity, id }: LiveMessage): boolean {
    const { entityName, recordId } = this.editor.page;
    return type === 'resync' || (type === 'record' && id === recordId && entity === entityName);
  }

  async #hear(): Promise<void> {
    const { editor } = this;
    const base = editor.draft?.base;
    if (!base || editor.isSaving) return;
    try {
      const fresh = await this.#fetch(base.id);
      if (editor.draft?.base !== base || fresh.version <= base.version) return;
      if (!editor.draft.isDirty) {
        editor.draft.rebase(fresh);
        editor.rebuild();
        return;
      }
      const by = fresh['updated_by'];
      const who = isReference(by) ? by.label : editor.page.host.i18n.t('record.someone');
      this.#news = { version: fresh.version, who, at: String(fresh['updated_at']) };
      editor.page.requestUpdate();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  #fetch(id: string): Promise<WireRecord> {
    const { host, entityName } = this.editor.page;
    return host.api.get<WireRecord>(recordPath(entityName, id));
  }
}
