/**
 * `<td-form-page>`: a record's page as it is, head, tabs, stages and form, by the form that is being designed. It is only
 * looked at: whoever shows it makes it inert and lays the handles over it.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '@vaadin/button';
import { pipelinesOf } from '../../../metadata/rules/pipeline.js';
import type { FormDocument } from '../../../metadata/schema/entity.js';
import { labelOf } from '../../../runtime/data/search-references.js';
import { inSentence } from '../../../runtime/host/entity-words.js';
import { HostRequest } from '../../../runtime/host/host.js';
import type { FormContext } from '../../../runtime/record/form-context.js';
import '../../../runtime/record/form-view.js';
import type { TrForm } from '../../../runtime/record/form-view.js';
import { recordHead } from '../../../runtime/record/record-head.js';
import { recordPageStyles } from '../../../runtime/record/record-page-styles.js';
import { tabList } from '../../../runtime/record/tab-list.js';
import { TrElement } from '../../../runtime/ui/element.js';
import '../../../runtime/ui/editors.js';
import type { ShownForm } from './shown-form.js';

@customElement('td-form-page')
export class TdFormPage extends TrElement {
  @property({ attribute: false }) form!: FormContext;
  @property({ attribute: false }) document: FormDocument | undefined;
  @property({ attribute: false }) shown!: ShownForm;

  static override styles = [
    recordPageStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      .work {
        padding-bottom: 32px;
      }
    `,
  ];

  constructor() {
    super();
    // What stands on the page asks for the host of the page: the drafts, not the release.
    this.addEventListener(HostRequest.type, (event) => {
      // Below a shadow root the target is rewritten to this element: who asked stands first on the way.
      if (event.composedPath()[0] === this) return;
      (event as HostRequest).host = this.form.host;
      event.stopPropagation();
    });
  }

  get view(): TrForm | null {
    return this.renderRoot.querySelector('tr-form');
  }

  override render() {
    const { form, shown, document } = this;
    const { host, entity, draft } = form;
    const tabs = shown.tabs.map(({ id, node }) => ({ id, label: host.i18n.label(node.label), nodes: [], wrong: 0 }));
    const title = draft.isNew
      ? this.t('record.new', { thing: inSentence(host, host.i18n.label(entity.label, entity.name)) })
      : labelOf(draft.base!, entity.nameFields);
    return html`<div class="head ${tabs.length > 0 ? '' : 'alone'}">
        ${recordHead({
          host,
          entity,
          document,
          draft,
          form,
          title,
          listHref: '#',
          isSaving: false,
          maySave: true,
          people: [],
          following: undefined,
          quick: true,
          follow: () => undefined,
          save: () => undefined,
          openSaveMenu: () => undefined,
          openMore: () => undefined,
          print: undefined,
        })}
        ${tabs.length > 0 ? tabList(this.t('record.tabs'), tabs, shown.current ?? '', () => undefined) : nothing}
      </div>
      <div class="work" id="panel">
        ${this.#stages()}<tr-form inner .nodes=${shown.nodes} .form=${form}></tr-form>
      </div>`;
  }

  #stages() {
    const pipelines = pipelinesOf(this.form.entity);
    if (pipelines.length > 0) void import('../../../runtime/stages/stage-path.js');
    return pipelines.map((pipeline) => html`<tr-stage-path .form=${this.form} .pipeline=${pipeline}></tr-stage-path>`);
  }
}
