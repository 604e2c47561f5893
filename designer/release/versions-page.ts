/**
 * `<td-versions-page>`: the published versions of one document with who, when and why; one of them beside what stands now,
 * as a list of changes in words and as text. Restoring makes a draft of it, so that a new version is published.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { diffDocuments } from '../../metadata/document/diff.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, person, tag } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../json/json-editor.js';
import { formatJson } from '../json/format-json.js';
import type { DocumentKey, DocumentVersion } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { groupChanges } from './change-groups.js';
import { changeWords } from './change-words.js';
import { peopleNames } from './people-names.js';

@customElement('td-versions-page')
export class TdVersionsPage extends TdElement {
  @property({ attribute: false }) key!: DocumentKey;
  /** The release of the version to begin with; the one before the newest where it is absent. */
  @property({ attribute: false }) first: number | undefined;
  @state() private versions: readonly DocumentVersion[] | undefined;
  @state() private people: ReadonlyMap<string, string> = new Map();
  @state() private chosen: DocumentVersion | undefined;
  @state() private then: Document | undefined;
  @state() private now: Document | null = null;
  @state() private isDraft = false;
  @state() private failure: ApiFailure | undefined;
  @state() private busy = false;

  static override styles = css`
    :host {
      display: grid;
      grid-template: auto minmax(0, 1fr) / 300px minmax(0, 1fr);
      min-height: 0;
    }
    .head {
      grid-column: 1 / -1;
      padding: 16px 24px;
      display: flex;
      gap: 8px;
      align-items: center;
      border-bottom: 1px solid var(--tr-line-strong);
    }
    nav {
      overflow: auto;
      border-inline-end: 1px solid var(--tr-line);
    }
    nav button {
      display: grid;
      gap: 2px;
      width: 100%;
      padding: 10px 16px 10px 24px;
      border: 0;
      border-bottom: 1px solid var(--tr-line);
      background: none;
      text-align: start;
      cursor: pointer;
    }
    nav button:hover {
      background: var(--tr-hover);
    }
    nav button[aria-current='true'] {
      background: var(--tr-selected);
    }
    nav button:focus-visible {
      outline-offset: -2px;
    }
    .note {
      color: var(--tr-text-2);
      overflow-wrap: anywhere;
    }
    .meta {
      display: flex;
      gap: 8px;
      align-items: center;
      color: var(--tr-text-2);
    }
    .beside {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr);
      min-height: 0;
    }
    .changes {
      padding: 12px 24px;
      max-height: 220px;
      overflow: auto;
      border-bottom: 1px solid var(--tr-line);
    }
    .changes li {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      padding: 2px 0;
    }
    .changes svg {
      margin-top: 3px;
      color: var(--tr-text-3);
    }
    h2 {
      margin-bottom: 6px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    const name = this.#label;
    this.emit<PageTitle>('tr-title', {
      title: this.w('release.versionsOf', { name }),
      trail: [
        { label: this.t('shell.design'), href: '/design' },
        { label: name, href: documentHref(this.key) },
      ],
    });
    void this.#load();
  }

  get #label(): string {
    const head = this.session.head(this.key);
    return head ? this.session.label(head) : this.key.name;
  }

  async #load(): Promise<void> {
    this.failure = undefined;
    try {
      const { client } = this.session;
      const [versions, now] = await Promise.all([
        client.versions(this.key),
        this.session.head(this.key) ? client.view(this.key) : undefined,
      ]);
      this.people = await peopleNames(this.host, versions.map(({ by }) => by)); // prettier-ignore
      this.now = now?.document ?? null;
      this.isDraft = now?.draft === true;
      this.versions = versions;
      const asked = versions.find(({ release }) => this.first !== undefined && release <= this.first);
      const start = asked && asked !== versions[0] ? asked : (versions[1] ?? versions[0]);
      if (start) await this.#choose(start);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  async #choose(version: DocumentVersion): Promise<void> {
    this.chosen = version;
    const { document } = await this.session.client.view(this.key, version.release);
    if (this.chosen === version) this.then = document ?? undefined;
  }

  override render() {
    if (this.failure) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .text=${this.failure.message}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    const { versions, chosen, then } = this;
    if (!versions) return html`<tr-skeleton></tr-skeleton>`;
    const groups = then && this.now ? groupChanges(diffDocuments(then, this.now), this.now) : [];
    const isSame = this.now !== null && groups.length === 0;
    return html`<div class="head">
        <h1>${this.w('release.versionsOf', { name: this.#label })}</h1>
        <span class="sp"></span>
        ${
          chosen
            ? button({ label: this.w('release.restoreVersion', { release: String(chosen.release) }), icon: 'archive-restore', theme: 'primary', disabled: this.busy || isSame || !then, run: () => void this.#restore(chosen) })
            : nothing
        }
      </div>
      <nav aria-label=${this.w('release.versions')}>${versions.map((each, index) => this.#version(each, index))}</nav>
      <div class="beside">
        <section class="changes" aria-label=${this.w('pane.changes')}>
          <h2>${chosen ? this.w(this.isDraft ? 'release.sinceDraft' : 'release.sinceLive', { release: String(chosen.release), count: groups.length }) : ''}</h2>
          ${isSame && then ? html`<p class="t3">${this.w('release.sameVersion')}</p>` : nothing}
          <ul>
            ${groups.map((group) => html`<li>${icon(marks[group.kind], 's')}<span>${changeWords(group, this.session)}</span></li>`)}
          </ul>
        </section>
        ${
          then
            ? html`<td-json-editor
                .name=${`${this.key.kind}/${this.key.name}@${chosen?.release ?? 0}`}
                .label=${this.w('release.textOf', { name: this.#label })}
                .text=${this.now ? formatJson(this.now) : ''}
                .original=${formatJson(then)}
                locked
              ></td-json-editor>`
            : html`<tr-skeleton></tr-skeleton>`
        }
      </div>`;
  } // prettier-ignore

  #version(version: DocumentVersion, index: number) {
    const by = version.by === null ? undefined : this.people.get(version.by);
    return html`<button type="button" aria-current=${version === this.chosen} @click=${() => void this.#choose(version)}>
      <span class="meta">
        <b class="strong">${this.w('releases.one', { number: String(version.release) })}</b>
        ${index === 0 && this.session.head(this.key) ? tag(this.w('releases.live'), 'green') : nothing}
      </span>
      <span class="meta">${this.host.i18n.formats.dateTime(version.at)} ${by ? person(by) : nothing}</span>
      ${version.note ? html`<span class="note">${version.note}</span>` : nothing}
    </button>`;
  } // prettier-ignore

  async #restore({ release }: DocumentVersion): Promise<void> {
    const { session, key, then } = this;
    if (!then) return;
    this.busy = true;
    try {
      await session.putBack(key, then);
      this.host.toasts.show({ text: this.w('release.versionBack', { release: String(release) }) });
      void this.host.router.go(documentHref(key));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
    this.busy = false;
  }
}

const marks = { added: 'plus', removed: 'trash-2', changed: 'pencil', moved: 'grip-vertical' } as const;
