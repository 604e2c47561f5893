/**
 * `<td-put-away-page>`: what releases left behind. Documents that are gone come back as drafts; so do fields and entities with
 * their values. Values go for good by whoever operates the site, after their days, once a verified backup has them, when the
 * name is typed.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, person, tag } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import { holdsPutAway, type LastBackup, type PutAway } from '../../metadata/document/put-away.js';
import type { RemovedDocument } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindIcon, kindWord } from '../workbench/kind-looks.js';
import { versionsHref } from './hrefs.js';
import { writeClipboard } from './preview-acts.js';
import { peopleNames } from './people-names.js';
import './purge-dialog.js';
import type { TdPurgeDialog } from './purge-dialog.js';
import { releaseTableStyles } from './release-table-styles.js';
import { withField } from './restore-field.js';

/** Run where the server is; the folder is the reader's to choose. */
const backupCommand = 'npm run trellis -- backup backups/';

@customElement('td-put-away-page')
export class TdPutAwayPage extends TdElement {
  @state() private removed: readonly RemovedDocument[] | undefined;
  @state() private putAway: readonly PutAway[] = [];
  @state() private days = 30;
  @state() private backup: LastBackup | null = null;
  @state() private people: ReadonlyMap<string, string> = new Map();
  @state() private failure: ApiFailure | undefined;
  @state() private busy = '';
  @query('td-purge-dialog') private dialog!: TdPurgeDialog;
  #release = 0;

  static override styles = [
    releaseTableStyles,
    css`
      h2 {
        padding: 20px 24px 4px;
      }
      .lead {
        padding: 0 24px 12px;
        color: var(--tr-text-2);
      }
      .backup {
        display: flex;
        gap: 8px;
        margin: 0 24px 16px;
        padding: 10px 12px;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
        background: var(--tr-surface);
      }
      .backup svg {
        flex: none;
        margin-top: 2px;
        color: var(--tr-text-2);
      }
      .backup p {
        margin: 0;
      }
      .command {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      code {
        font-family: var(--tr-font-mono, monospace);
        overflow-wrap: anywhere;
      }
      td .acts {
        display: inline-flex;
        gap: 8px;
      }
      .name {
        display: inline-flex;
        gap: 8px;
        align-items: center;
      }
      .name svg {
        color: var(--tr-text-3);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.emit<PageTitle>('tr-title', {
      title: this.w('release.putAway'),
      trail: [
        { label: this.t('shell.design'), href: '/design' },
        { label: this.w('releases.title'), href: '/design/releases' },
      ],
    });
    void this.#load();
  }

  protected override sessionChanged(): void {
    if (this.removed && this.session.release !== this.#release) void this.#load();
  }

  async #load(): Promise<void> {
    this.#release = this.session.release;
    this.failure = undefined;
    try {
      const { client } = this.session;
      const [removed, { days, putAway, backup }] = await Promise.all([
        client.removed(),
        this.host.app.has('operate') ? client.putAway() : { days: 30, putAway: [], backup: null },
      ]);
      this.people = await peopleNames(this.host, removed.map(({ by }) => by)); // prettier-ignore
      [this.removed, this.days, this.putAway, this.backup] = [removed, days, putAway, backup];
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
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
    if (!this.removed) return html`<tr-skeleton></tr-skeleton>`;
    return html`<div class="head"><h1>${this.w('release.putAway')}</h1></div>
      ${this.host.app.has('operate') ? this.#values() : nothing} ${this.#documents(this.removed)}
      <td-purge-dialog @td-purged=${() => void this.#load()}></td-purge-dialog>`;
  }

  /* ---------------------------------------------------------------- values */

  #values() {
    return html`<h2>${this.w('release.values')}</h2>
      <p class="lead">${this.w('release.valuesLead', { days: this.days })}</p>
      ${this.putAway.length === 0 ? nothing : this.#backupState()}
      ${
        this.putAway.length === 0
          ? html`<tr-state .heading=${this.w('release.noValues')} .text=${this.w('release.noValuesText')}></tr-state>`
          : html`<table aria-label=${this.w('release.values')}>
              <thead>
                <tr>
                  <th>${this.w('release.what')}</th>
                  <th>${this.w('release.since')}</th>
                  <th class="num">${this.w('release.count')}</th>
                  <th>${this.w('release.until')}</th>
                  <th><span class="sr">${this.w('release.acts')}</span></th>
                </tr>
              </thead>
              <tbody>
                ${this.putAway.map((each) => this.#value(each))}
              </tbody>
            </table>`
      }`;
  }

  /** When the last verified backup was made, and the command where another one is needed. */
  #backupState() {
    const { backup } = this;
    const { formats } = this.host.i18n;
    const last = backup
      ? this.w('release.backupLast', { at: formats.dateTime(backup.at), release: String(backup.release) })
      : this.w('release.backupNone');
    const isNeeded = this.putAway.some((each) => !backup || !holdsPutAway(backup, each));
    return html`<section class="backup" aria-label=${this.w('release.backup')}>
      ${icon(isNeeded ? 'triangle-alert' : 'circle-check', 's')}
      <div>
        <p>${last} ${isNeeded ? this.w('release.backupNeeds') : nothing}</p>
        ${
          isNeeded
            ? html`<p class="command">
                <code>${backupCommand}</code>
                ${button({ label: this.w('release.backupCopy'), icon: 'copy', theme: 'small tertiary', run: () => void this.#copyCommand() })}
              </p>`
            : nothing
        }
      </div>
    </section>`;
  }

  async #copyCommand(): Promise<void> {
    if (await writeClipboard(backupCommand)) this.host.toasts.show({ text: this.w('release.backupCopied') });
  }

  #value(each: PutAway) {
    const { formats } = this.host.i18n;
    const isSaved = this.backup !== null && holdsPutAway(this.backup, each);
    const isKept = this.host.now().toISOString() < each.until;
    const name = this.#nameOf(each);
    return html`<tr>
      <td>
        <span class="name">${icon(each.field === undefined ? 'boxes' : 'columns-3', 's')}<span>${name}</span>
          ${each.was === undefined ? nothing : tag(this.w('release.was', { type: this.host.i18n.label(this.session.typeLabels[each.was], each.was) }))}
          ${each.archived ? tag(this.w('entity.archived')) : nothing}
        </span>
      </td>
      <td class="nowrap t2">${formats.date(each.since.slice(0, 10))}</td>
      <td class="num">${formats.number(each.values)}</td>
      <td class="nowrap t2">${formats.date(each.until.slice(0, 10))}</td>
      <td>
        <span class="acts">
          ${
            each.was === undefined
              ? button({ label: this.w('release.restore'), icon: 'archive-restore', theme: 'small', disabled: this.busy !== '', run: () => void this.#restoreValue(each, name) })
              : html`<a href=${versionsHref({ kind: 'entity', name: each.entity }, each.release)}>${this.w('release.compare')}</a>`
          }
          ${button({ label: this.w('release.purge'), icon: 'trash-2', theme: 'small', disabled: isKept || !isSaved, ...this.#whyNot(isKept, isSaved), run: () => void this.dialog.ask({ id: each.id, name, values: each.values }) })}
        </span>
      </td>
    </tr>`;
  } // prettier-ignore

  #whyNot(isKept: boolean, isSaved: boolean): { readonly tip?: string } {
    if (isKept) return { tip: this.w('release.keptUntil', { days: this.days }) };
    return isSaved ? {} : { tip: this.w('release.backupTip') };
  }

  #nameOf({ entity, field, label }: PutAway): string {
    const { i18n } = this.host;
    if (field === undefined) return i18n.label(label, entity);
    return `${i18n.label(this.session.model.entities.get(entity)?.label, entity)}: ${i18n.label(label, field)}`;
  }

  async #restoreValue(each: PutAway, name: string): Promise<void> {
    const key = { kind: 'entity', name: each.entity } as const;
    await this.#work(each.id, name, async () => {
      const then = (await this.session.client.view(key, each.release)).document as EntityDocument;
      const now = this.session.head(key) ? (await this.session.client.view(key)).document : null;
      const restored = each.field === undefined || now === null ? then : withField(now as EntityDocument, then, each.field); // prettier-ignore
      await this.session.putBack(key, restored);
      return key;
    });
  }

  /* ---------------------------------------------------------------- documents */

  #documents(removed: readonly RemovedDocument[]) {
    return html`<h2>${this.w('release.documents')}</h2>
      <p class="lead">${this.w('release.documentsLead')}</p>
      ${
        removed.length === 0
          ? html`<tr-state
              .heading=${this.w('release.noDocuments')}
              .text=${this.w('release.noDocumentsText')}
            ></tr-state>`
          : html`<table aria-label=${this.w('release.documents')}>
              <thead>
                <tr>
                  <th>${this.w('table.document')}</th>
                  <th>${this.w('table.kind')}</th>
                  <th>${this.w('release.since')}</th>
                  <th>${this.w('releases.who')}</th>
                  <th><span class="sr">${this.w('release.acts')}</span></th>
                </tr>
              </thead>
              <tbody>
                ${removed.map((each) => this.#document(each))}
              </tbody>
            </table>`
      }`;
  }

  #document(each: RemovedDocument) {
    const name = this.host.i18n.label(each.label, each.name);
    const by = each.by === null ? undefined : this.people.get(each.by);
    const isBack = this.session.head(each) !== undefined;
    return html`<tr>
      <td>
        <span class="name">${icon(kindIcon(each.kind), 's')}<span>${name}</span></span>
      </td>
      <td class="t2">${this.w(kindWord(each.kind))}</td>
      <td class="nowrap t2">${this.host.i18n.formats.dateTime(each.since)}</td>
      <td>${by === undefined ? html`<span class="t3">–</span>` : person(by)}</td>
      <td>
        <span class="acts">
          ${
            isBack
              ? html`<a href=${documentHref(each)}>${this.w('release.isDraft')}</a>`
              : button({ label: this.w('release.restore'), icon: 'archive-restore', theme: 'small', disabled: this.busy !== '', run: () => void this.#restoreDocument(each, name) })
          }
        </span>
      </td>
    </tr>`;
  } // prettier-ignore

  async #restoreDocument(each: RemovedDocument, name: string): Promise<void> {
    const key = { kind: each.kind, name: each.name };
    await this.#work(`${each.kind}/${each.name}`, name, async () => {
      await this.session.putBack(key, (await this.session.client.view(key, each.release)).document);
      return key;
    });
  }

  /** Restores as a draft, which is published like any other change. */
  async #work(id: string, name: string, restore: () => Promise<Parameters<typeof documentHref>[0]>): Promise<void> {
    this.busy = id;
    try {
      const key = await restore();
      const open = { label: this.w('release.open'), run: () => void this.host.router.go(documentHref(key)) };
      this.host.toasts.show({ text: this.w('release.restored', { name }), action: open });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
    this.busy = '';
  }
}
