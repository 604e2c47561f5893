/**
 * `<tr-duplicates-page>`: records of one entity that its rules take for one and the same, in groups, each with the way to
 * merge them. The server looks through a stretch of records at a time; the page asks on until there is something to show.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { countedNoun, inSentence, pluralOf } from '../host/entity-words.js';
import { errorText } from '../host/error-text.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { button } from '../ui/parts.js';
import '../ui/states.js';
import { duplicatesPageStyles } from './duplicates-page-styles.js';
import { mayMerge, mostCompared } from './may-merge.js';
import { fetchGroups, tellApart, type DuplicateGroup } from './merge-client.js';
import '../ui/later-strings.js';

/** Groups after which the person is asked whether to look further, and stretches looked through at a time. */
const enough = 20;
const mostStretches = 10;

@customElement('tr-duplicates-page')
export class TrDuplicatesPage extends TrElement {
  @property() entityName = '';
  @state() private groups: readonly DuplicateGroup[] = [];
  /** Where to go on; undefined at the end. */
  @state() private next: string | undefined;
  @state() private looking = false;
  @state() private failure: ApiFailure | undefined;
  #fieldHost!: FieldHost;
  #asked = 0;

  static override styles = duplicatesPageStyles;

  protected override hostChanged(): void {
    this.#tellTitle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entityName')) return;
    this.#fieldHost = createFieldHost(this.host);
    this.groups = [];
    this.next = undefined;
    this.failure = undefined;
    this.#tellTitle();
    void this.#look();
  }

  override render() {
    const { host } = this;
    const entity = host.app.entity(this.entityName);
    if (!entity) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
      ></tr-state>`;
    }
    const things = inSentence(host, pluralOf(host, entity));
    return html`<div class="head row">
        <a
          class="ib"
          href=${hrefs.list(entity.name)}
          aria-label=${this.t('record.toList')}
          data-tip=${this.t('record.toList')}
          >${icon('arrow-left')}</a
        >
        <h1>${this.t('duplicates.of', { things })}</h1>
        <span class="t2" role="status">${this.#status()}</span>
      </div>
      <div class="content">${this.#content(entity)}</div>`;
  }

  #status(): string {
    if (this.looking) return this.t('duplicates.looking');
    return this.groups.length > 0 ? this.t('duplicates.groups', { count: this.groups.length }) : '';
  }

  #content(entity: Entity) {
    const { groups, failure, host } = this;
    const toList = { label: this.t('record.toList'), run: () => void host.router.go(hrefs.list(entity.name)) };
    const state = (kind: string, key: string, text = this.t(`duplicates.${key}Text` as 'duplicates.noneText')) =>
      html`<tr-state
        kind=${kind}
        icon=${kind === 'empty' ? 'layers' : ''}
        .heading=${this.t(`duplicates.${key}` as 'duplicates.none')}
        .text=${text}
        .actions=${kind === 'failed' ? [{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#look() }, toList] : [{ ...toList, primary: true }]}
      ></tr-state>`;
    if (!host.app.access(entity.name)?.read) return state('forbidden', 'forbidden');
    if (!this.#isAsked) return state('empty', 'noRule');
    if (failure && groups.length === 0) {
      if (failure.status === 403 || failure.status === 404) return state('forbidden', 'forbidden');
      return state('failed', 'failed', errorText(host.i18n, failure));
    }
    if (groups.length === 0 && this.looking) return html`<tr-skeleton .rows=${6} .columns=${2}></tr-skeleton>`;
    if (groups.length === 0 && this.next === undefined) return state('empty', 'none');
    return html`<p class="lead">${this.t('duplicates.lead')}</p>
      <ul class="groups">
        ${repeat(
          groups,
          (group) => group.records[0]!.id,
          (group) => html`<li>${this.#group(entity, group)}</li>`,
        )}
      </ul>
      ${failure ? html`<p class="bad" role="alert">${icon('circle-x')}<span>${errorText(host.i18n, failure)}</span></p>` : nothing}
      ${
        this.next === undefined
          ? nothing
          : html`<p class="more">
              ${button({ label: this.t('duplicates.further'), disabled: this.looking, run: () => void this.#look() })}
            </p>`
      }`;
  }

  #group(entity: Entity, group: DuplicateGroup) {
    const { host } = this;
    const { count, records } = group;
    const labels = group.fields.map((path) => host.i18n.label(entity.fields.get(path)?.label, path));
    const fields = labels.join(host.i18n.language.startsWith('zh') ? '、' : ', ');
    const names = records.map((record) => record.label ?? this.t('record.unnamed'));
    const ids = records.slice(0, mostCompared).map(({ id }) => id);
    return html`<div class="grouphead">
        <h2>${this.t('duplicates.count', { count, things: countedNoun(host, entity, count) })}</h2>
        <span class="t2">${this.t('duplicates.agree', { fields })}</span>
        <span class="sp"></span>
        ${
          mayMerge(host, entity.name) && count === records.length
            ? html`<vaadin-button
                class="apart"
                theme="tertiary"
                aria-label=${`${this.t('duplicates.apart')}: ${names.join(', ')}`}
                @click=${() => void this.#tellApart(group)}
                >${this.t('duplicates.apart')}</vaadin-button
              >`
            : nothing
        }
        ${
          mayMerge(host, entity.name)
            ? html`<vaadin-button
                aria-label=${`${this.t('merge.open')} ${names.slice(0, mostCompared).join(', ')}`}
                @click=${() => void this.#merge(ids)}
                >${this.t('merge.open')}</vaadin-button
              >`
            : nothing
        }
      </div>
      <ul class="records">
        ${records.map(
          (record, at) =>
            html`<li>
              <a href=${hrefs.record(entity.name, record.id)}>${names[at]}</a>
              <span class="t2">${this.#values(entity, group, record.values)}</span>
            </li>`,
        )}
        ${count > records.length ? html`<li class="t2">${this.t('duplicates.more', { count: count - records.length })}</li>` : nothing}
      </ul>
      ${count > mostCompared && mayMerge(host, entity.name) ? html`<p class="t2">${this.t('duplicates.atATime', { count: mostCompared })}</p>` : nothing}`;
  }

  #values(entity: Entity, { fields }: DuplicateGroup, values: Readonly<Record<string, unknown>>): string {
    return fields
      .flatMap((path) => {
        const field = entity.fields.get(path);
        const [name = '', part] = path.split('.');
        const whole = values[name];
        const value = part === undefined ? whole : (whole as Readonly<Record<string, unknown>> | null)?.[part];
        if (!field || isEmpty(value) || entity.nameFields.includes(path)) return [];
        return [this.host.fields.get(field.type.id).text(value, field, this.#fieldHost)];
      })
      .join(' · ');
  }

  /** A rule says when two are the same, as far as this person is told. */
  get #isAsked(): boolean {
    return (this.host.app.access(this.entityName)?.duplicates?.length ?? 0) > 0;
  }

  #tellTitle(): void {
    const entity = this.host.app.entity(this.entityName);
    const trail = entity ? [{ label: pluralOf(this.host, entity), href: hrefs.list(entity.name) }] : [];
    this.emit<PageTitle>('tr-title', { title: this.t('duplicates.find'), trail });
  }

  async #look(): Promise<void> {
    const asked = ++this.#asked;
    const { host, entityName } = this;
    if (!host.app.access(entityName)?.read || !this.#isAsked) return;
    const most = this.groups.length + enough;
    this.looking = true;
    this.failure = undefined;
    try {
      for (let stretches = 0; stretches < mostStretches; stretches++) {
        const { groups, next } = await fetchGroups(host, entityName, this.next);
        if (asked !== this.#asked) return;
        this.groups = [...this.groups, ...groups];
        this.next = next;
        if (next === undefined || this.groups.length >= most) break;
      }
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.failure = error;
    } finally {
      if (asked === this.#asked) this.looking = false;
    }
  }

  /** They go from the page at once, and come back with the reason where the server refuses, or by Undo. */
  async #tellApart(group: DuplicateGroup): Promise<void> {
    const { host, entityName, groups: before } = this;
    const ids = group.records.map(({ id }) => id);
    const at = before.indexOf(group);
    const comeBack = () => {
      if (entityName === this.entityName) this.groups = this.groups.toSpliced(at, 0, group);
    };
    this.groups = before.filter((each) => each !== group);
    try {
      await tellApart(host, entityName, ids, true);
      const undo = async () => {
        await tellApart(host, entityName, ids, false);
        comeBack();
      };
      host.toasts.show({
        text: this.t('duplicates.apartDone'),
        action: { label: this.t('common.undo'), run: () => void undo() },
      });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      comeBack();
      host.toasts.show({ text: errorText(host.i18n, error), tone: 'bad' });
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.groups vaadin-button, .head a')?.focus();
  }

  async #merge(ids: readonly string[]): Promise<void> {
    const { runMerge } = await import('./run-merge.js');
    const kept = await runMerge(this, { ids });
    if (!kept) return;
    const gone = new Set(ids.filter((id) => id !== kept.id));
    this.groups = this.groups.flatMap((group) => {
      const records = group.records.filter(({ id }) => !gone.has(id));
      const count = group.count - (group.records.length - records.length);
      return count > 1 && records.length > 0 ? [{ ...group, records, count }] : [];
    });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.groups vaadin-button, .head a')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-duplicates-page': TrDuplicatesPage;
  }
}
