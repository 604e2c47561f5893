/** `<tr-run-log-dialog>`: the latest runs of a schedule: when, to whom, rows, what became of each mail. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import { errorText } from '../host/error-text.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { tag } from '../ui/parts.js';
import '../ui/states.js';
import { fetchRuns, type RunRow, type ScheduleRow } from './schedule-client.js';
import { reasonWords } from './send-words.js';
import '../ui/later-strings.js';

const tones: Readonly<Record<RunRow['deliveries'][number]['state'], string>> = {
  queued: 'grey', sending: 'blue', sent: 'green', done: 'green', empty: 'grey', skipped: 'amber', failed: 'red',
}; // prettier-ignore

@customElement('tr-run-log-dialog')
export class TrRunLogDialog extends TrElement {
  @state() private schedule: ScheduleRow | undefined;
  @state() private runs: readonly RunRow[] | undefined;
  @state() private failure: ApiFailure | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  #closed: () => void = () => undefined;

  static override styles = css`
    section { padding: 12px 0; border-bottom: 1px solid var(--tr-line); color: var(--tr-text); }
    section:last-child { border-bottom: 0; }
    h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; font: 600 13px/20px var(--tr-font); margin: 0 0 4px; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; padding: 4px 0; align-items: center; }
    li > :first-child { overflow-wrap: anywhere; }
    small { grid-column: 1 / -1; color: var(--tr-text-3); font: var(--tr-text-meta); }
    p { margin: 0; color: var(--tr-bad); }
  `; // prettier-ignore

  async run(schedule: ScheduleRow): Promise<void> {
    this.schedule = schedule;
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    void this.#load();
    await closed;
  }

  override render() {
    if (!this.schedule) return nothing;
    const { title } = this.schedule;
    return html`<tr-dialog
      .heading=${`${this.t('schedule.log')}: ${title}`}
      width="600px"
      @tr-closed=${() => this.#closed()}
    >
      ${this.#content()}
      <vaadin-button slot="foot" @click=${() => void this.#load()}>${this.t('dashboard.refresh')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" @click=${() => this.dialog.close()}
        >${this.t('common.close')}</vaadin-button
      >
    </tr-dialog>`;
  }

  #content() {
    if (this.failure) return html`<p role="alert">${errorText(this.host.i18n, this.failure)}</p>`;
    if (!this.runs) return html`<tr-skeleton .rows=${4} .columns=${2}></tr-skeleton>`;
    if (this.runs.length === 0) return html`<span>${this.t('schedule.logNone')}</span>`;
    return this.runs.map((run) => this.#run(run));
  }

  #run({ at, cause, state, error, deliveries }: RunRow) {
    const { i18n } = this.host;
    return html`<section>
      <h3>
        <time datetime=${at}>${i18n.formats.dateTime(at)}</time>
        ${cause === 'test' ? tag(this.t('schedule.cause.test'), 'blue') : nothing}
        ${state === 'failed' ? tag(this.t('schedule.runFailed'), 'red') : nothing}
        ${state === 'queued' || state === 'running' ? tag(this.t('schedule.running'), 'blue') : nothing}
      </h3>
      ${error === null ? nothing : html`<p>${reasonWords(i18n, error)}</p>`}
      <ul>
        ${deliveries.map(
          (each) =>
            html`<li>
              <span>${each.to ?? this.t(each.outside ? 'schedule.outside' : 'record.unnamed')}</span>
              ${tag(this.t(`schedule.state.${each.state}`), tones[each.state])}
              ${
                each.rows === null && each.error === null
                  ? nothing
                  : html`<small
                      >${[
                        ...(each.rows === null ? [] : [this.t('schedule.rows', { count: each.rows })]),
                        ...(each.error === null ? [] : [reasonWords(i18n, each.error)]),
                      ].join(', ')}</small
                    >`
              }
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #load(): Promise<void> {
    try {
      this.runs = (await fetchRuns(this.host, this.schedule!.id)).runs;
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-run-log-dialog': TrRunLogDialog;
  }
}
