/**
 * `<tr-schedule-dialog>`: makes or changes a schedule in four steps. Each step is checked before the next is shown; what the
 * server refuses leads to the step it concerns, and nothing typed is lost.
 */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import { errorText } from '../host/error-text.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { sendFormStyles } from './form-styles.js';
import { boardOf, ParameterForm } from './parameter-form.js';
import { fetchNext, fetchOffer, saveSchedule, testSchedule, type ScheduleOffer, type ScheduleRow } from './schedule-client.js'; // prettier-ignore
import { bodyOf, cycleBody, draftOf, newDraft, type DraftStart, type ScheduleDraft } from './schedule-draft.js';
import { basicsStep, channelOf, cycleStep, fileStep, objectStep, type StepPlace } from './schedule-steps.js';
import '../ui/later-strings.js';

const steps = ['basics', 'object', 'cycle', 'file'] as const;
type Step = (typeof steps)[number];

/** Where a key of the body is entered. */
const stepOf: Readonly<Record<string, Step>> = {
  title: 'basics', message: 'basics', starts: 'basics', ends: 'basics', target: 'object', kind: 'object', parameters: 'object',
  cron: 'cycle', zone: 'cycle', time: 'cycle', channel: 'file', formats: 'file', recipients: 'file',
}; // prettier-ignore

export interface ScheduleRequest {
  /** To be changed. */
  readonly held?: ScheduleRow;
  /** What a new one begins with. */
  readonly start?: DraftStart;
}

@customElement('tr-schedule-dialog')
export class TrScheduleDialog extends TrElement {
  @state() private draft: ScheduleDraft | undefined;
  @state() private offer: ScheduleOffer | undefined;
  @state() private at = 0;
  /** The furthest step that was reached: those up to it can be gone to. */
  @state() private reached = 0;
  @state() private problems: ReadonlyMap<string, string> = new Map();
  @state() private recipientProblems: ReadonlyMap<number, string> = new Map();
  @state() private failure = '';
  @state() private next: readonly string[] | undefined;
  @state() private isBusy = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #held: ScheduleRow | undefined;
  #done: ScheduleRow | undefined;
  #form: ParameterForm | undefined;
  #asking = new AbortController();
  #askedFor = '';
  /** Fields whose text cannot be read. */
  #unread: ReadonlySet<string> = new Set();
  #closed: () => void = () => undefined;

  static override styles = sendFormStyles;

  /** What was saved; undefined when the dialog was left. */
  async run({ held, start }: ScheduleRequest): Promise<ScheduleRow | undefined> {
    this.#held = held;
    try {
      // Parameters have defaults in the expression language; fields of days are there at once.
      [this.offer] = await Promise.all([fetchOffer(this.host), this.host.widgets(), import('../ui/editors.js')]);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
      return undefined;
    }
    const { user } = this.host.app.document;
    const { zone } = this.offer;
    this.draft = held ? draftOf(held, zone) : newDraft(start, { zone, me: user });
    this.#preset();
    this.reached = held ? steps.length - 1 : 0;
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    this.#focusFirst();
    await closed;
    this.#asking.abort();
    return this.#done;
  }

  override render() {
    const { draft, offer, at } = this;
    if (!draft || !offer) return nothing;
    const isLast = at === steps.length - 1;
    const isReached = isLast || this.#held !== undefined;
    return html`<tr-dialog
      .heading=${this.t(this.#held ? 'schedule.edit' : 'schedule.new')}
      width="680px"
      @tr-closed=${() => this.#closed()}
    >
      <ol class="steps" aria-label=${this.t('schedule.step', { step: at + 1, steps: steps.length })}>
        ${steps.map((step, index) => this.#stepButton(step, index))}
      </ol>
      <form class="form" novalidate @submit=${(event: Event) => event.preventDefault()} @keydown=${this.#key}>
        ${this.#step({ ...this.#place(draft, offer) })}
      </form>
      ${this.failure ? html`<p class="bad" role="alert">${icon('circle-x')}<span>${this.failure}</span></p>` : nothing}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      ${at === 0 ? nothing : html`<vaadin-button slot="foot" @click=${() => this.#go(at - 1)}>${this.t('schedule.back')}</vaadin-button>`}
      ${
        isReached && channelOf(offer, draft)?.on
          ? html`<vaadin-button slot="foot" ?disabled=${this.isBusy} @click=${() => void this.#save(true)}
              >${this.t('schedule.saveAndTest')}</vaadin-button
            >`
          : nothing
      }
      ${isLast ? nothing : html`<vaadin-button slot="foot" theme=${isReached ? nothing : 'primary'} @click=${() => this.#go(at + 1)}>${this.t('schedule.nextStep')}</vaadin-button>`}
      ${
        isReached
          ? html`<vaadin-button
              slot="foot"
              theme="primary"
              ?disabled=${this.isBusy}
              @click=${() => void this.#save(false)}
              >${this.t('common.save')}</vaadin-button
            >`
          : nothing
      }
    </tr-dialog>`;
  }

  #stepButton(step: Step, index: number) {
    const text = `${index + 1}. ${this.t(`schedule.step.${step}`)}`;
    return html`<li class=${index === this.at ? 'now' : ''}>
      <button
        type="button"
        aria-current=${index === this.at ? 'step' : nothing}
        data-tip-cut
        ?disabled=${index > this.reached}
        @click=${() => this.#go(index)}
      >
        ${text}
      </button>
    </li>`;
  }

  #place(draft: ScheduleDraft, offer: ScheduleOffer): StepPlace {
    this.#form ??= new ParameterForm(this.host, () => this.requestUpdate());
    return {
      host: this.host,
      draft,
      offer,
      form: this.#form,
      problems: this.problems,
      recipientProblems: this.recipientProblems,
      next: this.next,
      change: (changes) => this.#change(changes),
      refuse: (key, message) => {
        const others = [...this.problems].filter(([each]) => each !== key);
        this.problems = new Map(message === undefined ? others : [...others, [key, message]]);
        this.#unread = new Set(
          [...this.#unread].filter((each) => each !== key).concat(message === undefined ? [] : [key]),
        );
      },
    };
  }

  #step(place: StepPlace) {
    const draw = { basics: basicsStep, object: objectStep, cycle: cycleStep, file: fileStep };
    return draw[steps[this.at]!](place);
  }

  #change(changes: Partial<ScheduleDraft>): void {
    this.draft = { ...this.draft!, ...changes };
    this.problems = new Map([...this.problems].filter(([key]) => !(key in changes)));
    if ('recipients' in changes) this.recipientProblems = new Map();
    this.failure = '';
    if ('target' in changes) this.#preset();
  }

  /** A workbook where one can be made, else what there is: most want exactly that. */
  #preset(): void {
    const { draft, offer } = this;
    if (!draft || !offer || draft.formats.length > 0) return;
    const offered = offer.formats[draft.kind].filter((each) => each === 'link' || this.host.app.has('report.export'));
    this.draft = { ...draft, formats: offered.slice(0, 1) };
  }

  protected override updated(): void {
    if (this.draft && steps[this.at] === 'cycle') void this.#askNext(this.draft);
  }

  /** The server reckons the times: it is the one that will keep them. */
  async #askNext(draft: ScheduleDraft): Promise<void> {
    const body = cycleBody(draft);
    const key = JSON.stringify(body);
    if (key === this.#askedFor) return;
    this.#askedFor = key;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const { next } = await fetchNext(this.host, body, signal);
      if (!signal.aborted) this.next = next;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.next = [];
      this.#place422(error);
    }
  }

  #go(index: number): void {
    if (index > this.at && !this.#check(steps.slice(this.at, index))) return;
    this.at = index;
    this.reached = Math.max(this.reached, index);
    this.failure = '';
    void this.updateComplete.then(() => this.#focusFirst());
  }

  #focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('.form :is(input, select, textarea)')?.focus();
  }

  /** What can be told without the server, of these steps; goes to the first that is wrong. */
  #check(wanted: readonly Step[]): boolean {
    const draft = this.draft!;
    const board = boardOf(this.host, draft.kind, draft.target);
    const missing = board ? (this.#form?.missing(board, draft.parameters) ?? []) : [];
    const found: readonly (readonly [string, string])[] = [
      ...[...this.problems].filter(([key]) => this.#unread.has(key)),
      ...(draft.title.trim() === '' ? [['title', this.t('schedule.needsTitle')] as const] : []),
      ...(board === undefined ? [['target', this.t('schedule.needsObject')] as const] : []),
      ...(missing.length > 0 && draft.recipients.some(({ own }) => !own)
        ? [['parameters', this.t('report.needs', { names: missing.map(({ name, label }) => this.host.i18n.label(label, name)).join(', ') })] as const] // prettier-ignore
        : []),
      ...(draft.every !== 'cron' && draft.time === '' ? [['time', this.t('schedule.needsTime')] as const] : []),
      ...(draft.formats.length === 0 ? [['formats', this.t('schedule.needsFormat')] as const] : []),
      ...(draft.recipients.length === 0 ? [['recipients', this.t('schedule.needsRecipient')] as const] : []),
    ];
    const wrong = found.filter(([key]) => wanted.includes(stepOf[key]!));
    this.problems = new Map(wrong);
    const [first] = wrong;
    if (!first) return true;
    this.at = steps.indexOf(stepOf[first[0]]!);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid]')?.focus());
    return false;
  }

  /** To the field it concerns, else below the form. */
  #place422(failure: ApiFailure): void {
    const [, key = '', index] = (failure.path ?? '').split('/');
    const step = stepOf[key];
    const text = errorText(this.host.i18n, failure);
    if (step === undefined) {
      this.failure = text;
      return;
    }
    this.at = steps.indexOf(step);
    if (key === 'recipients' && index !== undefined) this.recipientProblems = new Map([[Number(index), text]]);
    else this.problems = new Map([[key, text]]);
  }

  #key(event: KeyboardEvent): void {
    const input = event.composedPath()[0];
    const isLine = input instanceof HTMLInputElement && input.type !== 'checkbox';
    if (event.key !== 'Enter' || event.defaultPrevented || isComposing(event) || !isLine) return;
    // Pickers inside have their own use of it.
    if (!(this.renderRoot as ShadowRoot).contains(input)) return;
    event.preventDefault();
    input.dispatchEvent(new Event('change'));
    if (this.at < steps.length - 1) this.#go(this.at + 1);
    else void this.#save(false);
  }

  async #save(withTest: boolean): Promise<void> {
    if (this.isBusy || !this.#check(steps)) return;
    this.isBusy = true;
    try {
      const saved = await saveSchedule(this.host, bodyOf(this.draft!), this.#held);
      // Saved: whatever becomes of the test, a second save changes it instead of making another.
      this.#held = saved;
      this.#done = saved;
      if (withTest) await testSchedule(this.host, saved.id);
      this.host.toasts.show({ text: this.t(withTest ? 'schedule.testSent' : 'schedule.saved') });
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.#place422(error);
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-schedule-dialog': TrScheduleDialog;
  }
}
