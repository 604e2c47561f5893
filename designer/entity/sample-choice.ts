/**
 * `<td-sample-choice>`: the record for which the inspector says what conditions of fields come to: the first that may be
 * read, another one that is chosen, or a new one.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isReference, type Reference } from '../../runtime/data/record.js';
import { labelOf } from '../../runtime/data/search-references.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import '../../runtime/ui/reference-box.js';
import { isReleased } from '../form/preview/design-host.js';
import { SampleKeeper } from '../form/preview/sample-keeper.js';
import { shownSample, type Sample } from '../form/preview/sample-record.js';
import type { OpenDocument } from '../session/open-document.js';
import { shareSample } from '../session/shown-sample.js';
import { TdElement } from '../td-element.js';

@customElement('td-sample-choice')
export class TdSampleChoice extends TdElement {
  /** An entity. */
  @property({ attribute: false }) open!: OpenDocument;
  #sample = new SampleKeeper(this);
  #shared: Sample | undefined;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      color: var(--tr-text-2);
    }
    tr-reference-box {
      width: 180px;
    }
  `;

  protected override willUpdate(): void {
    const { open, session } = this;
    if (!session.model.entities.has(open.key.name)) return;
    void this.#sample.follow(open.key.name);
    const { sample } = this.#sample;
    if (!sample || sample === this.#shared) return;
    this.#shared = sample;
    shareSample(open, shownSample(sample));
    // The inspector says anew what conditions come to.
    void this.updateComplete.then(() => open.select(open.selection));
  }

  override render() {
    const { host } = this.session;
    const { name } = this.open.key;
    const { sample, failure } = this.#sample;
    if (failure || !isReleased(host, name)) return nothing;
    const base = sample?.form.draft.base;
    const value: Reference | null = base ? { id: base.id, label: labelOf(base, sample!.form.entity.nameFields) } : null;
    const label = this.w('entity.tryWith');
    return html`<span>${label}</span>
      <tr-reference-box
        .target=${name}
        .value=${value}
        .edit=${createEditHost(createFieldHost(host), { place: 'filter', label })}
        .change=${(next: unknown) => void this.#sample.choose(isReference(next) ? next.id : undefined)}
      ></tr-reference-box>`;
  }
}
