/**
 * `<tr-import-files>`: files whose rows become records: what they wait for, how far they are, what was not taken, and the
 * way back.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiFailure } from '../data/api-client.js';
import { undoBatch } from '../list/bulk-client.js';
import { icon } from '../ui/icon.js';
import type { StringKey } from '../ui/i18n.js';
import { button, iconButton, tag } from '../ui/parts.js';
import { tableStyles } from '../ui/table-styles.js';
import { TrElement } from '../ui/element.js';
import '../ui/later-strings.js';
import { ImportClient, rejectsHref, type BroughtFile, type RowsBrought } from './import-client.js';
import { importStyles } from './import-styles.js';

const mostShown = 10;

@customElement('tr-import-files')
export class TrImportFiles extends TrElement {
  /** Only those of this entity. */
  @property() entity = '';
  /** How rows that wait for their entity come on; absent where nobody can publish here. */
  @property({ attribute: false }) publish: { readonly label: string; run(): void } | undefined;
  @state() private files: readonly BroughtFile[] = [];
  @state() private busy = '';
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    importStyles,
    tableStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      :host([hidden]) {
        display: none;
      }
      .head {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .head .sp {
        flex: 1;
      }
      progress {
        width: 100%;
        accent-color: var(--tr-accent);
      }
      .pick {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      .rejects {
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
        overflow: auto;
        max-height: 320px;
      }
      td:first-child,
      th:first-child {
        width: 72px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.events.listen((message) => {
      if (message.type === 'job' || message.type === 'release') this.#soon();
    });
    void this.reload();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  async reload(): Promise<void> {
    try {
      const files = await new ImportClient(this.host.api).files();
      this.files = files.filter(({ plan }) => plan && (this.entity === '' || plan.entity === this.entity));
      if (this.files.some(({ state }) => state === 'queued' || state === 'running')) this.#soon(700);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }

  #soon(delay = 150): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.reload(), delay);
  }

  override render() {
    this.hidden = this.files.length === 0;
    return this.files.map((file) => this.#card(file));
  }

  #card(file: BroughtFile) {
    const name = this.host.i18n.label(file.plan!.label);
    return html`<section class="panel" aria-label=${this.t('import.rowsOf', { name: file.name })}>
      <div class="head">${icon('upload')}<h2>${this.t('import.rowsOf', { name: file.name })}</h2>${this.#state(file)}<span class="sp"></span>
        ${file.state === 'running' || file.state === 'queued' ? nothing : iconButton({ label: this.t('import.forget', { name: file.name }), icon: 'x', size: 'sm', run: () => void this.#act(file, (client) => client.forget(file.id)) })}
      </div>
      ${this.#body(file, name)}
    </section>`;
  } // prettier-ignore

  #state({ state, isPublished }: BroughtFile) {
    const word = state === 'waiting' || state === 'none' ? (isPublished ? 'ready' : 'unpublished') : state === 'queued' ? 'running' : state; // prettier-ignore
    const colours: Record<string, string> = { done: 'green', failed: 'red', running: 'blue', unpublished: 'amber' };
    return tag(this.t(`import.state.${word}` as StringKey), colours[word]);
  }

  #body(file: BroughtFile, name: string) {
    const count = { count: file.rows };
    const again = (label: string) => button({ label, theme: 'primary', disabled: this.busy === file.id, run: () => void this.#act(file, (client) => client.begin(file.id)) }); // prettier-ignore
    switch (file.state) {
      case 'queued':
      case 'running':
        return html`<progress .value=${file.done ?? 0} max=${Math.max(1, file.total ?? file.rows)} aria-label=${this.t('import.rowsOf', { name: file.name })}></progress>
          <div class="acts"><span class="hint" role="status">${this.t('import.progress', { done: file.done ?? 0, total: file.total ?? file.rows })}</span>
          ${button({ label: this.t('common.cancel'), theme: 'small', run: () => void this.#act(file, (client) => client.cancel(file.job!)) })}</div>`;
      case 'done':
        return this.#done(file, file.result!, name);
      case 'failed':
      case 'cancelled':
        return html`<p class=${file.state === 'failed' ? 'finding' : 'hint'}>${file.failure?.message ?? this.t('import.cancelledText')}</p>
          <div class="acts">${again(this.t('import.goOn'))}${this.#undoButton(file)}</div>`;
      case 'undone':
        return html`<p class="hint">${this.t('import.undoneText', { name })}</p><div class="acts">${again(this.t('import.bringIn', count))}</div>`;
      default:
        return file.isPublished
          ? html`<p class="hint">${this.t('import.readyText', { ...count, name })}</p><div class="acts">${again(this.t('import.bringIn', count))}</div>`
          : html`<p class="hint">${this.t('import.unpublishedText', { ...count, name })}</p>${this.publish ? html`<div class="acts">${button({ label: this.publish.label, theme: 'primary', run: () => this.publish!.run() })}</div>` : nothing}`;
    }
  } // prettier-ignore

  #done(file: BroughtFile, result: RowsBrought, name: string) {
    const { created, rejected, updated = 0, skipped = 0 } = result;
    const parts = [
      ...(created > 0 || updated + skipped === 0 ? [this.t('import.createdCount', { count: created, name })] : []),
      ...(updated > 0 ? [this.t('import.updatedCount', { count: updated })] : []),
      ...(skipped > 0 ? [this.t('import.skippedCount', { count: skipped })] : []),
    ];
    return html`<p role="status">${parts.join(' ')} ${rejected > 0 ? this.t('import.rejectedCount', { count: rejected }) : this.t('import.allIn')}</p>
      ${rejected > 0 ? this.#rejects(file, result) : nothing}
      ${result.notes.map((note) => html`<p class="note">${icon('triangle-alert')}<span>${note.head === undefined ? '' : `${note.head}: `}${note.message} ${this.t('import.noteLines', { count: note.count, lines: note.lines.slice(0, 5).join(', ') })}</span></p>`)}
      <div class="acts">
        ${button({ label: this.t('import.openList'), theme: 'primary', run: () => void this.host.router.go(`/list/${file.plan!.entity}`) })}
        ${rejected > 0 ? html`<a class="link" href=${rejectsHref(file.id)} download>${this.t('import.takeOut', { count: rejected })}</a>` : nothing}
        ${rejected > 0 ? this.#mended(file) : nothing}
        ${this.#undoButton(file)}
      </div>`;
  } // prettier-ignore

  #rejects(file: BroughtFile, { failed, rejected }: RowsBrought) {
    const heads = new Map(file.plan!.columns.map(({ path, column }) => [path.split('.')[0]!, column ?? path]));
    const headOf = (path: string): string => heads.get(path.replace(/^\//, '').split(/[./]/)[0]!) ?? '';
    const rows = failed.flatMap(({ line, problems }) => problems.map((each) => ({ line, head: headOf(each.path), message: each.message }))); // prettier-ignore
    return html`<div class="rejects" tabindex="0" role="group" aria-label=${this.t('import.rejected')}><table>
        <thead><tr><th>${this.t('import.row')}</th><th>${this.t('import.column')}</th><th>${this.t('import.why')}</th></tr></thead>
        <tbody>${rows.slice(0, mostShown).map(({ line, head, message }) => html`<tr><td>${line}</td><td>${head}</td><td>${message}</td></tr>`)}</tbody>
      </table></div>
      ${rejected > mostShown ? html`<p class="hint">${this.t('import.moreRejected', { count: rejected - mostShown })}</p>` : nothing}`;
  } // prettier-ignore

  /** The rows that were taken out, mended: into the same entity, by the same columns. */
  #mended(file: BroughtFile) {
    return html`<input class="pick" type="file" tabindex="-1" aria-label=${this.t('import.mended')} accept=".xlsx,.csv" data-of=${file.id} @change=${(event: Event) => void this.#bringMended(file, event.currentTarget as HTMLInputElement)} />
      ${button({ label: this.t('import.mended'), icon: 'upload', theme: 'tertiary', disabled: this.busy !== '', run: () => this.renderRoot.querySelector<HTMLElement>(`[data-of="${file.id}"]`)?.click() })}`;
  } // prettier-ignore

  async #bringMended(file: BroughtFile, input: HTMLInputElement): Promise<void> {
    const [picked] = input.files ?? [];
    if (!picked) return;
    await this.#act(file, async (client) => {
      const { file: brought } = await client.bring(picked.name, picked);
      try {
        await client.plan(brought.id, file.plan!);
        await client.begin(brought.id);
      } catch (error) {
        await client.forget(brought.id).catch(() => undefined);
        throw error;
      }
    });
    input.value = '';
  }

  #undoButton(file: BroughtFile) {
    if (file.batch === undefined) return nothing;
    return button({ label: this.t('import.undo'), icon: 'undo-2', theme: 'tertiary', disabled: this.busy === file.id, run: () => void this.#undo(file) }); // prettier-ignore
  }

  async #undo(file: BroughtFile): Promise<void> {
    await this.#act(file, async () => {
      const { restored, failedCount } = await undoBatch(this.host, file.batch!);
      const left = failedCount > 0 ? ` ${this.t('import.undoLeft', { count: failedCount })}` : '';
      this.host.toasts.show({ text: this.t('import.undoDone', { count: restored }) + left });
    });
  }

  async #act(file: BroughtFile, act: (client: ImportClient) => Promise<unknown>): Promise<void> {
    if (this.busy !== '') return;
    this.busy = file.id;
    try {
      await act(new ImportClient(this.host.api));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    } finally {
      this.busy = '';
    }
    await this.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-import-files': TrImportFiles;
  }
}
