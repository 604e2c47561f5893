/** `<td-template-page>`: one template: its entities with their fields, its screens, and what applying it would make. */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { FormDocument, ViewDocument } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import { runMany } from '../session/many-toast.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindWord } from '../workbench/kind-looks.js';
import { ImportClient } from '../../runtime/import/import-client.js';
import { startStyles } from './start-styles.js';
import './template-picture.js';
import { entitiesOf, planTemplate, prefixPattern, sampleOf, templates, withPrefix, type Template, type TemplatePlan } from './template.js'; // prettier-ignore

@customElement('td-template-page')
export class TdTemplatePage extends TdElement {
  /** Its id. */
  @property() template = '';
  @state() private loaded: Template | undefined;
  @state() private isMissing = false;
  @state() private namePrefix = '';
  @state() private whom: ReadonlySet<string> = new Set();
  @state() private withSample = true;
  @state() private busy = false;
  @state() private menu: unknown;

  static override styles = [
    startStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .screens {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(260px, 1fr));
        gap: 12px;
      }
      figure {
        margin: 0;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-l);
        overflow: hidden;
        background: var(--tr-surface);
      }
      figcaption {
        padding: 8px 12px;
        font: var(--tr-text-meta);
        color: var(--tr-text-2);
        border-top: 1px solid var(--tr-line);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
      }
      .field {
        display: inline-flex;
        gap: 6px;
        align-items: center;
      }
      h2,
      h3 {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
      }
      .prefix {
        max-width: 220px;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('template')) void this.#load();
  }

  async #load(): Promise<void> {
    const found = templates.find(({ id }) => id === this.template);
    this.isMissing = found === undefined;
    this.loaded = await found?.load();
    const [head] = this.session.headsOf('menu').filter(({ removed }) => !removed);
    this.menu = head && (await this.session.open(head))?.value;
  }

  override render() {
    if (this.isMissing) return html`<tr-state kind="missing" .heading=${this.w('open.missing')} .text=${this.w('start.noTemplate')} .actions=${[{ label: this.w('start.fromTemplate'), primary: true, run: () => void this.host.router.go('/design/start/templates') }]}></tr-state>`;
    const { loaded } = this;
    if (!loaded) return html`<tr-skeleton></tr-skeleton>`;
    const { i18n } = this.host;
    const isPrefix = this.namePrefix === '' || new RegExp(`^${prefixPattern}$`).test(this.namePrefix);
    const plan = this.#plan(loaded, isPrefix ? this.namePrefix : '', new Map());
    const isThere = plan.created.length === 0 && plan.clashes.length === 0;
    return html`<section class="panel"><h2>${icon(loaded.icon)}${i18n.label(loaded.label)}</h2><p>${i18n.label(loaded.text)}</p>
        ${entitiesOf(loaded).map((entity) => html`<div><h3>${icon(entity.icon ?? 'box')}${i18n.label(entity.plural, entity.name)}</h3>
          <div class="fields">${entity.fields.map((field) => html`<span class="field">${icon(this.session.registries.field.find(field.type)?.icon ?? 'type')}<span>${i18n.label(field.label, field.name)}</span></span>`)}</div></div>`)}
      </section>
      <div class="screens">${this.#screens(loaded).map((shown) => html`<figure><td-template-picture .documents=${loaded.documents} .shown=${shown}></td-template-picture><figcaption>${this.#caption(loaded, shown)}</figcaption></figure>`)}</div>
      <section class="panel">
        ${isThere ? html`<p role="status">${this.w('start.templateThere')}</p>` : this.#options(loaded, plan, isPrefix)}
        <div class="acts">
          ${button({ label: this.w('start.apply'), theme: 'primary', disabled: this.busy || isThere || plan.clashes.length > 0 || !isPrefix, run: () => void this.#apply(loaded) })}
          ${isThere ? button({ label: this.w('start.lookAt'), run: () => void this.host.router.go(documentHref({ kind: 'entity', name: plan.same.find(({ kind }) => kind === 'entity')!.name })) }) : nothing}
          ${button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => void this.host.router.go('/design/start/templates') })}
        </div>
      </section>`;
  } // prettier-ignore

  #options(template: Template, plan: TemplatePlan, isPrefix: boolean) {
    const clashes = plan.clashes.map((key) => `${this.w(kindWord(key.kind))} ${key.name}`).join(', ');
    return html`<p class="hint">${this.w('start.applyText', { count: plan.created.length + plan.changed.length })}</p>
      ${plan.clashes.length > 0 ? html`<p class="finding" role="alert">${this.w('start.clash', { names: clashes })}</p>` : nothing}
      ${plan.clashes.length > 0 || this.namePrefix !== '' ? html`<label class="one prefix">${this.w('start.prefix')}
        <input class="in" maxlength="10" .value=${live(this.namePrefix)} aria-invalid=${isPrefix ? 'false' : 'true'} @input=${(event: Event) => (this.namePrefix = (event.currentTarget as HTMLInputElement).value.trim())} />
        <span class="hint">${this.w('start.prefixText')}</span></label>` : nothing}
      <div role="group" aria-labelledby="whom"><h3 id="whom">${this.w('entity.whom')}</h3>
        <div class="roles">${this.session.headsOf('role').filter(({ removed, name }) => !removed && name !== 'administrator').map((head) => html`<label class="check"><input type="checkbox" .checked=${live(this.whom.has(head.name))} @change=${() => this.#toggle(head.name)} />${this.session.label(head)}</label>`)}</div></div>
      ${template.sample ? html`<label class="check"><input type="checkbox" .checked=${live(this.withSample)} @change=${() => (this.withSample = !this.withSample)} />${this.w('start.withSample', { count: template.sample.rows.length })}</label>` : nothing}`;
  } // prettier-ignore

  #screens({ documents }: Template): readonly (ViewDocument | FormDocument)[] {
    return documents.filter((each): each is ViewDocument | FormDocument => each.kind === 'form' || (each.kind === 'view' && (each as ViewDocument).mode !== 'calendar')); // prettier-ignore
  }

  #caption({ documents }: Template, shown: ViewDocument | FormDocument): string {
    const entity = documents.find((each) => each.kind === 'entity' && each.name === shown.entity);
    const { i18n } = this.host;
    const label = i18n.label(shown.label, shown.name);
    return shown.kind === 'form' || (shown as ViewDocument).mode === 'board' ? `${i18n.label(entity?.label)}: ${shown.kind === 'form' ? this.w('kind.form') : label}` : label; // prettier-ignore
  }

  #toggle(role: string): void {
    const next = new Set(this.whom);
    if (!next.delete(role)) next.add(role);
    this.whom = next;
  }

  #plan(template: Template, prefix: string, roles: ReadonlyMap<string, RoleDocument>): TemplatePlan {
    return planTemplate(template, { heads: this.session.heads, ...(this.menu ? { menu: this.menu } : {}), roles }, prefix); // prettier-ignore
  }

  async #apply(template: Template): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const { session, namePrefix: prefix } = this;
    try {
      const roles = new Map<string, RoleDocument>();
      for (const name of this.whom) {
        const open = await session.open({ kind: 'role', name });
        if (open?.document) roles.set(name, open.document as RoleDocument);
      }
      const plan = this.#plan(template, prefix, roles);
      const name = this.host.i18n.label(template.label);
      const said = this.w('start.made', { name, count: plan.created.length + plan.changed.length });
      if (!(await runMany(session, { label: said, ...plan }, said))) return;
      await this.#bringSample(template, name);
      const [entity] = entitiesOf({ ...template, documents: withPrefix(template.documents, prefix) });
      void this.host.router.go(`/design/start/made/${entity!.name}`);
    } finally {
      this.busy = false;
    }
  }

  /** The sample waits, as the rows of any file, until the entity is published. */
  async #bringSample(template: Template, name: string): Promise<void> {
    const sample = this.withSample ? sampleOf(template, this.host.i18n.language, this.namePrefix) : undefined;
    if (!sample) return;
    const client = new ImportClient(this.host.api);
    try {
      const { file } = await client.bring(`${this.w('start.sampleOf', { name })}.csv`, new Blob([sample.csv]));
      await client.plan(file.id, { entity: sample.entity, label: name, columns: sample.columns });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }
}
