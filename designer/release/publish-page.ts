/**
 * `<td-publish-page>`: what publishing would do, what must be agreed to, and the button that does it. A plan is asked for
 * anew when drafts, the choice of documents or the release change; publishing names the plan that was shown.
 */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { durationWords, takesRows } from '../../metadata/document/publish-estimate.js';
import { beginView } from '../../runtime/access/begin-view.js';
import { downloadFile } from '../../runtime/report/export-file.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, tag } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import { keyText, type DocumentKey, type DocumentProblem, type Plan } from '../session/document-client.js';
import { goneOf, problemsOfRefusal } from '../session/publish-check.js';
import { TdElement } from '../td-element.js';
import './before-publish.js';
import './change-table.js';
import './clash-list.js';
import './check-row.js';
import './finding-list.js';
import { planRows, type PlanRow } from './plan-rows.js';
import { copyPreviewLink, openPreview } from './preview-acts.js';
import { publishStyles } from './publish-styles.js';
import './row-detail.js';
import { clashesOf, type Clash } from './settle-draft.js';

const timeWords = {
  moment: 'publish.timeMoment',
  seconds: 'publish.timeSeconds',
  halfMinute: 'publish.timeHalfMinute',
  minutes: 'publish.timeMinutes',
  hours: 'publish.timeHours',
} as const;

@customElement('td-publish-page')
export class TdPublishPage extends TdElement {
  @state() private plan: Plan | undefined;
  @state() private plannedAt: Date | undefined;
  @state() private failure: ApiFailure | undefined;
  /** Findings when the server refused to plan. */
  @state() private refused: readonly DocumentProblem[] = [];
  /** Documents that somebody else published meanwhile, in places that the draft changed too. */
  @state() private clashes: readonly Clash[] = [];
  @state() private rows: readonly PlanRow[] = [];
  @state() private chosen: string | undefined;
  @state() private left: ReadonlySet<string> = new Set();
  @state() private agreed: ReadonlySet<string> = new Set();
  @state() private note = '';
  @state() private phase: 'planning' | 'ready' | 'publishing' = 'planning';
  @state() private base = 0;
  #asked = 0;

  static override styles = publishStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#planNow();
  }

  /** A release of somebody else: what was planned no longer holds. */
  protected override sessionChanged(): void {
    if (this.phase === 'ready' && this.base !== 0 && this.session.release !== this.base) void this.#planNow();
  }

  async #planNow(): Promise<void> {
    const asked = ++this.#asked;
    const { session } = this;
    this.phase = 'planning';
    this.failure = undefined;
    this.base = session.release;
    this.#title();
    await session.saveAll();
    try {
      const plan = await session.client.plan(this.#keys());
      if (asked !== this.#asked) return;
      this.plan = plan;
      this.base = plan.base;
      this.refused = [];
      this.clashes = [];
      this.rows = planRows(plan, (key) => session.draftOf(key));
      this.plannedAt = this.host.now();
      this.agreed = new Set([...this.agreed].filter((id) => plan.consents.some((consent) => consent.id === id)));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked !== this.#asked) return;
      this.plan = undefined;
      this.rows = [];
      this.#refuse(error);
    }
    this.phase = 'ready';
    if (!this.rows.some((row) => row.id === this.chosen)) this.chosen = this.#mostSerious()?.id;
    this.#title();
  }

  /** A refusal that names places is shown as findings; anything else is a failure with Try again. */
  #refuse(failure: ApiFailure): void {
    this.clashes = clashesOf(failure);
    this.refused = [];
    if (this.clashes.length > 0) return;
    const found = problemsOfRefusal(failure, (gone) =>
      gone.field === undefined
        ? this.w('problem.usesGone', { name: gone.name })
        : this.w('problem.usesGoneField', { name: gone.name, field: gone.field }),
    );
    this.refused = [...found].flatMap(([document, problems]) => problems.map((each) => ({ ...each, document })));
    if (this.refused.length === 0 && goneOf(failure).length === 0) this.failure = failure;
  }

  #mostSerious(): PlanRow | undefined {
    return (
      this.rows.find((row) => row.effect === 'lossy') ?? this.rows.find((row) => row.effect === 'time') ?? this.rows[0]
    );
  }

  /** The documents to publish; undefined: all drafts. */
  #keys(): readonly DocumentKey[] | undefined {
    if (this.left.size === 0) return undefined;
    return this.session.changed.filter((head) => !this.left.has(keyText(head)));
  }

  #title(): void {
    this.emit<PageTitle>('tr-title', {
      title: this.w('publish.title', { number: this.#number }),
      trail: [
        { label: this.t('shell.design'), href: '/design' },
        { label: this.w('releases.title'), href: '/design/releases' },
      ],
    });
  }

  get #number(): string {
    return String(this.base + 1);
  }

  get #problems(): readonly DocumentProblem[] {
    return this.plan ? [...this.plan.problems, ...this.plan.warnings] : this.refused;
  }

  get #errors(): readonly DocumentProblem[] {
    return this.#problems.filter((problem) => problem.severity !== 'warning');
  }

  get #open(): number {
    return (this.plan?.consents ?? []).filter((consent) => !this.agreed.has(consent.id)).length;
  }

  /* ---------------------------------------------------------------- page */

  override render() {
    const { session } = this;
    if (session.changed.length === 0 && this.phase !== 'publishing') return this.#nothing();
    const lossy = this.rows.filter((row) => row.effect === 'lossy').length;
    const chosen = this.rows.find((row) => row.id === this.chosen);
    const changes = this.rows.length;
    return html`
      <div class="scroll">
        <div class="head">
          <div class="row top">
            <h1>${this.w('publish.title', { number: this.#number })}</h1>
            ${this.plan ? tag(this.w('publish.changes', { count: changes })) : nothing}
            ${lossy > 0 ? html`<span class="tag red"><span>${this.w('publish.lossy', { count: lossy })}</span></span>` : nothing}
            <span class="sp"></span>
            ${button({ label: this.w('preview.copy'), icon: 'link', theme: 'tertiary', run: () => void copyPreviewLink(session) })}
            ${button({ label: this.w('preview.open'), icon: 'eye', theme: 'tertiary', tip: this.w('preview.tip'), run: () => void openPreview(session) })}
            ${button({ label: this.w('publish.again'), icon: 'refresh-cw', theme: 'tertiary', disabled: this.phase !== 'ready', run: () => void this.#planNow() })}
          </div>
          <p class="meta">${this.w('publish.lead', { release: String(this.base) })}${this.plan ? this.#takes(this.plan) : nothing}</p>
          <td-check-row
            .plan=${this.plan}
            .problems=${this.#problems}
            .open=${this.#open}
            .plannedAt=${this.plannedAt}
            ?planning=${this.phase === 'planning'}
          ></td-check-row>
        </div>
        ${
          this.failure
            ? html`<tr-state
                kind="failed"
                .heading=${this.w('publish.failed')}
                .text=${this.failure.message}
                .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#planNow() }]}
              ></tr-state>`
            : nothing
        }
        <td-clash-list .clashes=${this.clashes} @td-settled=${() => void this.#planNow()}></td-clash-list>
        <td-finding-list .problems=${this.#problems}></td-finding-list>
        <td-change-table
          .rows=${this.rows}
          .left=${this.left}
          .chosen=${this.chosen}
          ?hidden=${this.rows.length === 0 && this.left.size === 0}
          @td-choose=${(event: CustomEvent<string>) => (this.chosen = event.detail)}
          @td-include=${this.#include}
        ></td-change-table>
        ${this.phase === 'planning' && !this.plan ? html`<tr-skeleton rows="5"></tr-skeleton>` : nothing}
        ${
          this.plan
            ? html`<div class="card detail">
                ${chosen ? html`<td-row-detail .row=${chosen} .plan=${this.plan}></td-row-detail>` : html`<div></div>`}
                <td-before-publish
                  .plan=${this.plan}
                  .agreed=${this.agreed}
                  .note=${this.note}
                  @td-agree=${(event: CustomEvent<string>) => (this.agreed = toggled(this.agreed, event.detail))}
                  @td-misfits=${(event: CustomEvent<string>) => void this.#misfits(event.detail)}
                  @td-note=${(event: CustomEvent<string>) => (this.note = event.detail)}
                ></td-before-publish>
              </div>`
            : nothing
        }
      </div>
      ${this.#foot()}
    `; // prettier-ignore
  }

  /** Said where rows are worked on: all else is over at once. */
  #takes({ steps, estimate }: Plan) {
    if (!steps.some(({ action, rows }) => rows > 0 && takesRows(action))) return nothing;
    const { unit, count } = durationWords(estimate.milliseconds);
    const time = this.w(timeWords[unit], { count });
    return html` · ${this.w(estimate.measured ? 'publish.takes' : 'publish.takesGuess', { time })}`;
  }

  #nothing() {
    return html`<h1 class="sr">${this.w('publish.title', { number: this.#number })}</h1>
      <tr-state
        kind="empty"
        icon="layers"
        .heading=${this.w('publish.nothing')}
        .text=${this.w('publish.nothingText')}
        .actions=${[
          { label: this.w('publish.toDesign'), primary: true, run: () => void this.host.router.go('/design') },
          { label: this.w('releases.title'), run: () => void this.host.router.go('/design/releases') },
        ]}
      ></tr-state>`;
  }

  #foot() {
    const errors = this.#errors.length + this.clashes.length;
    const busy = this.phase !== 'ready';
    const blocked =
      !this.plan || errors > 0 ? this.w('publish.blocked', { count: errors })
      : this.#open > 0 ? this.w('publish.open', { count: this.#open })
      : this.rows.length === 0 ? this.w('publish.noneChosen')
      : ''; // prettier-ignore
    return html`<footer class="foot">
      <span class="t2 back">${icon('undo-2')}<span>${this.w('publish.wayBack', { release: String(this.base) })}</span></span>
      <span class="sp"></span>
      ${
        this.phase === 'publishing'
          ? html`<span class="progress" role="status"
              ><i aria-hidden="true"></i>${this.w('publish.working', { number: this.#number })}</span
            >`
          : html`<span class="t2" role="status">${busy ? this.w('publish.planning') : blocked}</span>`
      }
      ${button({ label: this.t('common.cancel'), theme: 'tertiary', disabled: this.phase === 'publishing', run: () => void this.host.router.go('/design') })}
      ${button({ label: this.w('publish.title', { number: this.#number }), theme: 'primary', disabled: busy || blocked !== '', run: () => void this.#publish() })}
    </footer>`; // prettier-ignore
  }

  /* ---------------------------------------------------------------- acts */

  #include(event: CustomEvent<string>): void {
    this.left = toggled(this.left, event.detail);
    void this.#planNow();
  }

  /** The values that would be left behind, as a file. */
  async #misfits(id: string): Promise<void> {
    const documents = this.#keys()?.map(({ kind, name }) => ({ kind, name }));
    const body = { id, ...(documents ? { documents } : {}) };
    try {
      await downloadFile(this.host, { path: '/releases/plan/misfits', body, fallback: 'values.csv' });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }

  async #publish(): Promise<void> {
    const { plan, session } = this;
    if (!plan) return;
    this.phase = 'publishing';
    const note = this.note.trim();
    try {
      const agreement = { plan: plan.hash, consents: [...this.agreed], ...(note === '' ? {} : { note }) };
      const { number } = await session.client.publish(agreement, this.#keys());
      await session.reload();
      // The release event does this for every open page; here it must have happened before the next one is shown.
      await this.host.app.load();
      this.#tellDone(number, plan);
      void this.host.router.go(await this.#next());
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.phase = 'ready';
      this.host.toasts.show({ text: error.message, tone: 'bad' });
      await this.#planNow();
    }
  }

  /** Rights that were changed can be looked at at once, as those who have them. */
  #tellDone(number: number, plan: Plan): void {
    const text = this.w('publish.done', { number: String(number) });
    const role = plan.changes.find(({ kind, change }) => kind === 'role' && change !== 'removed');
    if (!role) return void this.host.toasts.show({ text });
    const head = this.session.head(role);
    const label = this.w('release.viewAs', { name: head ? this.session.label(head) : role.name });
    const shell = (this.getRootNode() as ShadowRoot).host;
    const view = async () => {
      if (!(await beginView(this.host, { role: role.name }))) return;
      // By now another page stands here.
      shell.dispatchEvent(new CustomEvent('tr-other-view', { bubbles: true, composed: true }));
    };
    this.host.toasts.show({ text, action: { label, run: () => void view() } });
  }

  /** Rows of a file that waited for this release are what comes next. */
  async #next(): Promise<string> {
    const { ImportClient } = await import('../../runtime/import/import-client.js');
    const files = await new ImportClient(this.host.api).files().catch(() => []);
    return files.some(({ state, isPublished }) => state === 'waiting' && isPublished) ? '/design/start' : '/design/releases'; // prettier-ignore
  }
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
