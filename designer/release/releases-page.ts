/** `<td-releases-page>`: the releases, newest first: when, by whom, with which note; back to an earlier one in two steps. */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, person, tag } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import type { ReleaseChange, ReleaseHead } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindWord } from '../workbench/kind-looks.js';
import { misfitHref, putAwayHref, versionsHref } from './hrefs.js';
import { peopleNames } from './people-names.js';
import { releaseTableStyles } from './release-table-styles.js';
import './roll-back-dialog.js';
import type { TdRollBackDialog } from './roll-back-dialog.js';

/** What a release changed: not known yet, or not to be told. */
type Opened =
  { readonly changes: readonly ReleaseChange[]; readonly converted: readonly string[] } | 'loading' | 'none';

@customElement('td-releases-page')
export class TdReleasesPage extends TdElement {
  @state() private releases: readonly ReleaseHead[] | undefined;
  @state() private live = 0;
  @state() private failure: ApiFailure | undefined;
  @state() private people: ReadonlyMap<string, string> = new Map();
  @state() private opened: ReadonlyMap<number, Opened> = new Map();
  @query('td-roll-back-dialog') private dialog!: TdRollBackDialog;
  #release = 0;

  static override styles = releaseTableStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const title = this.w('releases.title');
    this.emit<PageTitle>('tr-title', { title, trail: [{ label: this.t('shell.design'), href: '/design' }] });
    void this.#load();
  }

  protected override sessionChanged(): void {
    if (this.releases && this.session.release !== this.#release) void this.#load();
  }

  async #load(): Promise<void> {
    this.#release = this.session.release;
    this.failure = undefined;
    try {
      const { live, releases } = await this.session.client.releases();
      this.live = live;
      this.releases = releases;
      this.people = await peopleNames(this.host, releases.map(({ createdBy }) => createdBy)); // prettier-ignore
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  override render() {
    if (this.failure) {
      return html`<tr-state
        kind="failed"
        .heading=${this.w('releases.loadFailed')}
        .text=${this.failure.message}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    const changed = this.session.changed.length;
    return html`
      <div class="head">
        <h1>${this.w('releases.title')}</h1>
        <span class="sp"></span>
        <a href=${putAwayHref}>${this.w('release.putAway')}</a>
        ${
          changed > 0
            ? button({ label: this.w('bar.publishCount', { count: changed }), theme: 'primary', run: () => void this.host.router.go('/design/publish') })
            : nothing
        }
      </div>
      ${this.releases ? this.#table(this.releases) : html`<tr-skeleton></tr-skeleton>`}
      <td-roll-back-dialog @td-rolled-back=${() => void this.#load()}></td-roll-back-dialog>
    `; // prettier-ignore
  }

  #table(releases: readonly ReleaseHead[]) {
    return html`<table>
      <thead>
        <tr>
          <th>${this.w('releases.number')}</th>
          <th>${this.w('releases.when')}</th>
          <th>${this.w('releases.who')}</th>
          <th>${this.w('releases.note')}</th>
          <th><span class="sr">${this.w('releases.back')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${releases.map((release) => this.#row(release))}
      </tbody>
    </table>`;
  }

  #row(release: ReleaseHead) {
    const { number, state: phase, note, createdAt, createdBy } = release;
    const opened = this.opened.get(number);
    const name = createdBy ? this.people.get(createdBy) : undefined;
    return html`<tr>
        <td class="nowrap">
          <button
            type="button"
            class="number"
            aria-expanded=${opened !== undefined}
            @click=${() => void this.#toggle(number)}
          >
            ${icon(opened ? 'chevron-down' : 'chevron-right', 's')}${this.w('releases.one', { number: String(number) })}
          </button>
          ${
            number === this.live
              ? tag(this.w('releases.live'), 'green')
              : phase === 'live'
                ? nothing
                : tag(this.w(`releases.${phase}`), phase === 'failed' ? 'red' : 'amber')
          }
        </td>
        <td class="nowrap t2">${this.host.i18n.formats.dateTime(createdAt)}</td>
        <td class="nowrap">
          ${createdBy ? (name ? person(name) : html`<span class="t3">–</span>`) : html`<span class="t3">${this.w('releases.install')}</span>`}
        </td>
        <td class="note t2">${note ?? html`<span class="t3">–</span>`}</td>
        <td>
          ${
            number !== this.live && phase === 'live'
              ? button({ label: this.w('releases.back'), theme: 'small', run: () => void this.dialog.open(number) })
              : nothing
          }
        </td>
      </tr>
      ${
        opened === undefined
          ? nothing
          : html`<tr>
              <td></td>
              <td class="changes" colspan="4">${this.#changes(number, opened)}</td>
            </tr>`
      }`;
  }

  #changes(number: number, opened: Opened) {
    if (opened === 'loading') return html`<span class="t3">${this.t('common.loading')}</span>`;
    if (opened === 'none' || opened.changes.length === 0)
      return html`<span class="t3">${this.w('releases.noChanges')}</span>`;
    return html`<ul>
      ${opened.changes.map((change) => {
        const head = this.session.head(change);
        const label = head ? this.session.label(head) : change.name;
        return html`<li>
          ${head ? html`<a href=${documentHref(change)}>${label}</a>` : label}
          <span class="t3">${this.w(kindWord(change.kind))} · ${this.w(`change.document.${change.change}`)}</span>
          <a href=${versionsHref(change, number)}>${this.w('release.compare')}</a>
        </li>`;
      })}
      ${opened.converted.map(
        (id) =>
          html`<li>
            <a href=${misfitHref(number, id)} download
              >${this.w('release.keptValues', { field: id.replace('convert ', '') })}</a
            >
          </li>`,
      )}
    </ul>`;
  }

  async #toggle(number: number): Promise<void> {
    const next = new Map(this.opened);
    if (next.delete(number)) {
      this.opened = next;
      return;
    }
    this.opened = next.set(number, 'loading');
    const changes = await this.session.client.releaseChanges(number).catch(() => 'none' as const);
    if (this.opened.has(number)) this.opened = new Map(this.opened).set(number, changes);
  }
}
