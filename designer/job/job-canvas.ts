/**
 * `<td-job-canvas>`: a job by the clock as a page of four parts: what it says in words, when it runs with its next five times,
 * what it does, and how it went the last times. Arguments of the handler stand in the inspector, by their schema.
 */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { cycleWords, weekdayName } from '../../runtime/schedules/cycle-words.js';
import { readTime } from '../../runtime/schedules/schedule-draft.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/later-strings.js';
import '../../runtime/ui/states.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { clocksChange, cycleNames, jobCronOf, jobCycleOf, minuteSteps, setActive, setCron, setHandler, setOverlap, setZone, turned, type CycleName, type JobCycle } from './gestures.js'; // prettier-ignore

interface Run {
  readonly id: string;
  readonly type: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly createdAt: string;
  readonly error: { readonly message: string } | null;
}

/** Milliseconds without a change until the next times are asked for. */
const rest = 250;
const mostRuns = 5;

const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement | HTMLSelectElement).value;

@customElement('td-job-canvas')
export class TdJobCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private next: readonly string[] | undefined;
  @state() private refused = '';
  @state() private runs: readonly Run[] | undefined;
  /** A pattern is written by hand though a choice makes the same. */
  @state() private byHand = false;
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #runsOf = '';

  static override styles = [designStyles, inputStyles, formPageStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asked = '';
    this.#runsOf = '';
  }

  protected override willUpdate(): void {
    const { value } = this.open;
    const cron = textAt(value, 'cron');
    const asked = JSON.stringify({ cron, zone: this.#zone });
    if (asked !== this.#asked) {
      const isFirst = this.#asked === '';
      this.#asked = asked;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#reckon(asked), isFirst ? 0 : rest);
    }
    const handler = textAt(value, 'handler');
    if (handler !== this.#runsOf) {
      this.#runsOf = handler;
      void this.#look(handler);
    }
  }

  get #siteZone(): string {
    return this.session.model.settings.timeZone;
  }
  get #zone(): string {
    return textAt(this.open.value, 'zone') || this.#siteZone;
  }

  /** When it falls due is reckoned by the server, as it will be. */
  async #reckon(asked: string): Promise<void> {
    try {
      const { next } = await this.host.api.post<{ readonly next: readonly string[] }>('/schedules/cycle', JSON.parse(asked)); // prettier-ignore
      if (asked !== this.#asked) return;
      this.next = next;
      this.refused = '';
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked !== this.#asked) return;
      this.next = [];
      this.refused = error.message;
    }
  }

  /** Everybody's runs are for those who operate the site. */
  async #look(handler: string): Promise<void> {
    this.runs = undefined;
    if (!this.host.app.document.rights.includes('operate')) return;
    try {
      const { rows } = await this.host.api.get<{ readonly rows: readonly Run[] }>('/jobs', { of: 'all', limit: 200 });
      if (handler === this.#runsOf) this.runs = rows.filter(({ type }) => type === handler).slice(0, mostRuns);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  /* ---------------------------------------------------------------- rendering */

  override render() {
    const { open, host } = this;
    const { value } = open;
    if (!isObject(value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    const cron = textAt(value, 'cron');
    const isActive = value['active'] !== false;
    return html`<div class="page">
      <section class=${isActive ? '' : 'off'} aria-label=${this.w('job.says')}>
        <p class="says" role="status">${cycleWords(host.i18n, cron)} · ${this.#zone}</p>
        <label class="check"><input type="checkbox" .checked=${live(isActive)} ?disabled=${open.isRemoved} @change=${(event: Event) => this.#apply(setActive(value, (event.currentTarget as HTMLInputElement).checked), 'job.active')} />${this.w('job.active')}</label>
        ${isActive ? nothing : html`<p class="hint">${this.w('job.isOff')}</p>`}
      </section>
      <section aria-labelledby="when"><h2 id="when">${this.w('job.when')}</h2>${this.#when(cron)}</section>
      <section aria-labelledby="what"><h2 id="what">${this.w('job.what')}</h2>${this.#what(value)}</section>
      <section aria-labelledby="runs"><h2 id="runs">${this.w('job.runs')}</h2>${this.#lastRuns()}</section>
    </div>`;
  } // prettier-ignore

  #when(cron: string) {
    const { host, open } = this;
    const made = jobCycleOf(cron);
    const cycle: JobCycle = this.byHand && made.every !== 'cron' ? { every: 'cron', cron } : made;
    const change = (next: JobCycle) => this.#apply(setCron(open.value, jobCronOf(next)), 'job.when');
    return html`<div class="fields">
        <div class="field"><label for="every">${host.i18n.t('schedule.every')}</label>
          <select class="in" id="every" ?disabled=${open.isRemoved} @change=${(event: Event) => this.#turn(cycle, valueOf(event) as CycleName)}>
            ${cycleNames.map((name) => html`<option value=${name} .selected=${live(cycle.every === name)}>${name === 'minutes' || name === 'hour' ? this.w(`job.every.${name}`) : host.i18n.t(`schedule.every.${name}`)}</option>`)}
          </select></div>
        ${this.#own(cycle, change)}
        <div class="field"><label for="zone">${host.i18n.t('schedule.zone')}</label>
          <input class="in" id="zone" list="zones" autocomplete="off" spellcheck="false" placeholder=${this.w('job.siteZone', { zone: this.#siteZone })} ?disabled=${open.isRemoved} .value=${textAt(open.value, 'zone')} @change=${(event: Event) => this.#apply(setZone(open.value, valueOf(event).trim()), 'job.zone')} />
          <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}</datalist></div>
      </div>
      ${this.#nextTimes()}`;
  } // prettier-ignore

  /** What belongs to the choice: a time, a day, a step, a pattern. */
  #own(cycle: JobCycle, change: (next: JobCycle) => void) {
    const { i18n } = this.host;
    const { isRemoved } = this.open;
    const time =
      'time' in cycle
        ? html`<div class="field"><label for="time">${i18n.t('schedule.time')}</label>
            <input class="in" id="time" maxlength="5" inputmode="numeric" autocomplete="off" placeholder="08:00" ?disabled=${isRemoved} .value=${cycle.time} @change=${(event: Event) => {
              const input = event.currentTarget as HTMLInputElement;
              const next = readTime(input.value) || cycle.time;
              change({ ...cycle, time: next });
              // What is no time is not kept.
              input.value = next;
            }} /></div>`
        : nothing;
    if (cycle.every === 'minutes') {
      return html`<div class="field"><label for="count">${this.w('job.minutes')}</label>
        <select class="in" id="count" ?disabled=${isRemoved} @change=${(event: Event) => change({ every: 'minutes', count: Number(valueOf(event)) })}>
          ${minuteSteps.map((count) => html`<option value=${count} .selected=${live(count === cycle.count)}>${count}</option>`)}
        </select></div>`;
    }
    if (cycle.every === 'hour') {
      return html`<div class="field"><label for="minute">${this.w('job.minute')}</label>
        <input class="in" id="minute" type="number" min="0" max="59" ?disabled=${isRemoved} .value=${live(String(cycle.minute))} @change=${(event: Event) => change({ every: 'hour', minute: Math.min(59, Math.max(0, Math.round(Number(valueOf(event)) || 0))) })} /></div>`;
    }
    if (cycle.every === 'week') {
      return html`${time}<div class="field"><label for="weekday">${i18n.t('schedule.weekday')}</label>
        <select class="in" id="weekday" ?disabled=${isRemoved} @change=${(event: Event) => change({ ...cycle, weekday: Number(valueOf(event)) })}>
          ${[1, 2, 3, 4, 5, 6, 7].map((day) => html`<option value=${day} .selected=${live(day === cycle.weekday)}>${weekdayName(i18n.language, day)}</option>`)}
        </select></div>`;
    }
    if (cycle.every === 'month') {
      return html`${time}<div class="field"><label for="day">${i18n.t('schedule.day')}</label>
        <input class="in" id="day" type="number" min="1" max="31" ?disabled=${isRemoved} .value=${live(String(cycle.day))} @change=${(event: Event) => change({ ...cycle, day: Math.min(31, Math.max(1, Math.round(Number(valueOf(event)) || 1))) })} />
        ${cycle.day > 28 ? html`<p class="hint">${i18n.t('schedule.dayHelp')}</p>` : nothing}</div>`;
    }
    if (cycle.every !== 'cron') return time;
    return html`<div class="field"><label for="cron">${i18n.t('schedule.cron')}</label>
      <input class="in mono" id="cron" maxlength="120" autocomplete="off" spellcheck="false" aria-invalid=${this.refused ? 'true' : nothing} aria-describedby="cron-help" ?disabled=${isRemoved} .value=${cycle.cron} @change=${(event: Event) => change({ every: 'cron', cron: valueOf(event) })} />
      <p class="hint" id="cron-help">${i18n.t('schedule.cronHelp')}</p></div>`;
  } // prettier-ignore

  #nextTimes() {
    const { host } = this;
    const { i18n } = host;
    if (this.refused) return html`<p class="finding" role="alert">${this.refused}</p>`;
    if (this.next === undefined) return html`<p class="hint" aria-busy="true">${i18n.t('common.loading')}</p>`;
    if (this.next.length === 0) return html`<p class="hint">${i18n.t('schedule.nextNone')}</p>`;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const told = (moment: string, timeZone: string) =>
      new Intl.DateTimeFormat(i18n.formats.locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(moment));
    return html`<div><p class="label" id="next">${i18n.t('schedule.next')}</p>
        <ol aria-labelledby="next">${this.next.map((moment) => {
          const [there, here] = [told(moment, this.#zone), told(moment, own)];
          return html`<li>${there}${there === here ? nothing : html`<span>(${i18n.t('schedule.yourTime', { time: here })})</span>`}</li>`;
        })}</ol></div>
      ${clocksChange(this.#zone, this.next) ? html`<p class="note">${icon('triangle-alert', 's')}${this.w('job.clocks', { zone: this.#zone })}</p>` : nothing}`;
  } // prettier-ignore

  #what(value: Readonly<Record<string, unknown>>) {
    const { session, host, open } = this;
    const { i18n } = host;
    const handler = textAt(value, 'handler');
    const types = session.registries.job.list();
    const known = types.find(({ id }) => id === handler);
    const overlap = value['overlap'] === 'queue' ? 'queue' : 'skip';
    return html`<div class="fields">
      <div class="field"><label for="handler">${this.w('job.handler')}</label>
        <select class="in" id="handler" aria-invalid=${known ? nothing : 'true'} ?disabled=${open.isRemoved} @change=${(event: Event) => this.#apply(setHandler(open.value, valueOf(event)), 'job.handler')}>
          ${known ? nothing : html`<option value=${handler} selected>${handler}</option>`}
          ${types.map((type) => html`<option value=${type.id} .selected=${live(type.id === handler)}>${i18n.label(type.label, type.id)}</option>`)}
        </select>
        ${known ? html`<p class="hint">${this.w('job.argumentsIn')}</p>` : html`<p class="finding" role="alert">${this.w('job.unknown', { handler })}</p>`}</div>
      <div class="field"><label for="overlap">${this.w('job.overlap')}</label>
        <select class="in" id="overlap" ?disabled=${open.isRemoved} @change=${(event: Event) => this.#apply(setOverlap(open.value, valueOf(event) as 'skip' | 'queue'), 'job.overlap')}>
          ${(['skip', 'queue'] as const).map((each) => html`<option value=${each} .selected=${live(each === overlap)}>${this.w(`job.overlap.${each}`)}</option>`)}
        </select></div>
      </div>
      <p class="hint">${this.w('job.caughtUp')}</p>`;
  } // prettier-ignore

  #lastRuns() {
    if (!this.host.app.document.rights.includes('operate')) return html`<p class="hint">${this.w('job.noRuns.right')}</p>`;
    if (this.runs === undefined) return html`<p class="hint" aria-busy="true">${this.host.i18n.t('common.loading')}</p>`;
    if (this.runs.length === 0) return html`<p class="hint">${this.w('job.noRuns')}</p>`;
    const at = (moment: string) => new Intl.DateTimeFormat(this.host.i18n.formats.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment));
    return html`<ul>${this.runs.map(
      ({ createdAt, state: is, error }) =>
        html`<li>${icon(is === 'done' ? 'circle-check' : is === 'failed' ? 'triangle-alert' : 'clock', 's')}${at(createdAt)}<span>${this.w(`job.state.${is}`)}${error ? `: ${error.message}` : ''}</span></li>`,
    )}</ul>`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- acts */

  #turn(cycle: JobCycle, every: CycleName): void {
    this.byHand = every === 'cron';
    this.#apply(setCron(this.open.value, jobCronOf(turned(cycle, every))), 'job.when');
  }

  #apply(operation: Operation, label: 'job.when' | 'job.zone' | 'job.handler' | 'job.overlap' | 'job.active'): void {
    this.open.apply(operation, { label: this.w(label) });
    this.open.endGesture();
    this.requestUpdate();
  }
}
