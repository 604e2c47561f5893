/**
 * `<td-waiting-rows>`: the rows of files that applications were made of: what they wait for, how far they are, what was not
 * taken, and the way back.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { undoBatch } from '../../runtime/list/bulk-client.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, iconButton, tag } from '../../runtime/ui/parts.js';
import { tableStyles } from '../../runtime/ui/table-styles.js';
import { TdElement } from '../td-element.js';
import { rejectsHref, StartClient, type RowsBrought, type StartFile } from './start-client.js';
import { startStyles } from './start-styles.js';

const mostShown = 10;

@customElement('td-waiting-rows')
export class TdWaitingRows extends TdElement {
  /** Only those of this entity. */
  @property() entity = '';
  @state() private files: readonly StartFile[] = [];
  @state() private busy = '';
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    startStyles,
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
      const files = await new StartClient(this.host.api).files();
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

  #card(file: StartFile) {
    const name = this.host.i18n.label(file.plan!.label);
    return html`<section class="panel" aria-label=${this.w('start.rowsOf', { name: file.name })}>
      <div class="head">${icon('upload')}<h2>${this.w('start.rowsOf', { name: file.name })}</h2>${this.#state(file)}<span class="sp"></span>
        ${file.state === 'running' || file.state === 'queued' ? nothing : iconButton({ label: this.w('start.forget', { name: file.name }), icon: 'x', size: 'sm', run: () => void this.#act(file, (client) => client.forget(file.id)) })}
      </div>
      ${this.#body(file, name)}
    </section>`;
  } // prettier-ignore

  #state({ state, isPublished }: StartFile) {
    const word = state === 'waiting' || state === 'none' ? (isPublished ? 'ready' : 'unpublished') : state === 'queued' ? 'running' : state; // prettier-ignore
    const colours: Record<string, string> = { done: 'green', failed: 'red', running: 'blue', unpublished: 'amber' };
    return tag(this.w(`start.state.${word}`), colours[word]);
  }

  #body(file: StartFile, name: string) {
    const count = { count: file.rows };
    const again = (label: string) => button({ label, theme: 'primary', disabled: this.busy === file.id, run: () => void this.#act(file, (client) => client.begin(file.id)) }); // prettier-ignore
    switch (file.state) {
      case 'queued':
      case 'running':
        return html`<progress .value=${file.done ?? 0} max=${Math.max(1, file.total ?? file.rows)} aria-label=${this.w('start.rowsOf', { name: file.name })}></progress>
          <div class="acts"><span class="hint" role="status">${this.w('start.progress', { done: file.done ?? 0, total: file.total ?? file.rows })}</span>
          ${button({ label: this.t('common.cancel'), theme: 'small', run: () => void this.#act(file, (client) => client.cancel(file.job!)) })}</div>`;
      case 'done':
        return this.#done(file, file.result!, name);
      case 'failed':
      case 'cancelled':
        return html`<p class=${file.state === 'failed' ? 'finding' : 'hint'}>${file.failure?.message ?? this.w('start.cancelledText')}</p>
          <div class="acts">${again(this.w('start.goOn'))}${this.#undoButton(file)}</div>`;
      case 'undone':
        return html`<p class="hint">${this.w('start.undoneText', { name })}</p><div class="acts">${again(this.w('start.bringIn', count))}</div>`;
      default:
        return file.isPublished
          ? html`<p class="hint">${this.w('start.readyText', { ...count, name })}</p><div class="acts">${again(this.w('start.bringIn', count))}</div>`
          : html`<p class="hint">${this.w('start.unpublishedText', { ...count, name })}</p><div class="acts">${button({ label: this.w('start.publish'), theme: 'primary', run: () => void this.#publish() })}</div>`;
    }
  } // prettier-ignore

  #done(file: StartFile, result: RowsBrought, name: string) {
    const { created, rejected } = result;
    return html`<p role="status">${this.w('start.createdCount', { count: created, name })} ${rejected > 0 ? this.w('start.rejectedCount', { count: rejected }) : this.w('start.allIn')}</p>
      ${rejected > 0 ? this.#rejects(file, result) : nothing}
      ${result.notes.map((note) => html`<p class="note">${icon('triangle-alert')}<span>${note.head === undefined ? '' : `${note.head}: `}${note.message} ${this.w('start.noteLines', { count: note.count, lines: note.lines.slice(0, 5).join(', ') })}</span></p>`)}
      <div class="acts">
        ${button({ label: this.w('start.openList'), theme: 'primary', run: () => void this.host.router.go(`/list/${file.plan!.entity}`) })}
        ${rejected > 0 ? html`<a class="link" href=${rejectsHref(file.id)} download>${this.w('start.takeOut', { count: rejected })}</a>` : nothing}
        ${rejected > 0 ? this.#mended(file) : nothing}
        ${this.#undoButton(file)}
      </div>`;
  } // prettier-ignore

  #rejects(file: StartFile, { failed, rejected }: RowsBrought) {
    const heads = new Map(file.plan!.columns.map(({ path, column }) => [path.split('.')[0]!, column ?? path]));
    const headOf = (path: string): string => heads.get(path.replace(/^\//, '').split(/[./]/)[0]!) ?? '';
    const rows = failed.flatMap(({ line, problems }) => problems.map((each) => ({ line, head: headOf(each.path), message: each.message }))); // prettier-ignore
    return html`<div class="rejects" tabindex="0" role="group" aria-label=${this.w('start.rejected')}><table>
        <thead><tr><th>${this.w('start.row')}</th><th>${this.w('start.column')}</th><th>${this.w('start.why')}</th></tr></thead>
        <tbody>${rows.slice(0, mostShown).map(({ line, head, message }) => html`<tr><td>${line}</td><td>${head}</td><td>${message}</td></tr>`)}</tbody>
      </table></div>
      ${rejected > mostShown ? html`<p class="hint">${this.w('start.moreRejected', { count: rejected - mostShown })}</p>` : nothing}`;
  } // prettier-ignore

  /** The rows that were taken out, mended: into the same entity, by the same columns. */
  #mended(file: StartFile) {
    return html`<input class="pick" type="file" tabindex="-1" aria-label=${this.w('start.mended')} accept=".xlsx,.csv" data-of=${file.id} @change=${(event: Event) => void this.#bringMended(file, event.currentTarget as HTMLInputElement)} />
      ${button({ label: this.w('start.mended'), icon: 'upload', theme: 'tertiary', disabled: this.busy !== '', run: () => this.renderRoot.querySelector<HTMLElement>(`[data-of="${file.id}"]`)?.click() })}`;
  } // prettier-ignore

  async #bringMended(file: StartFile, input: HTMLInputElement): Promise<void> {
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

  #undoButton(file: StartFile) {
    if (file.batch === undefined) return nothing;
    return button({ label: this.w('start.undo'), icon: 'undo-2', theme: 'tertiary', disabled: this.busy === file.id, run: () => void this.#undo(file) }); // prettier-ignore
  }

  async #undo(file: StartFile): Promise<void> {
    await this.#act(file, async () => {
      const { restored, failedCount } = await undoBatch(this.host, file.batch!);
      const left = failedCount > 0 ? ` ${this.w('start.undoLeft', { count: failedCount })}` : '';
      this.host.toasts.show({ text: this.w('start.undoDone', { count: restored }) + left });
    });
  }

  async #publish(): Promise<void> {
    if (await this.session.saveAll()) void this.host.router.go('/design/publish');
  }

  async #act(file: StartFile, act: (client: StartClient) => Promise<unknown>): Promise<void> {
    if (this.busy !== '') return;
    this.busy = file.id;
    try {
      await act(new StartClient(this.host.api));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    } finally {
      this.busy = '';
    }
    await this.reload();
  }
}
