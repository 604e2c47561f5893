/**
 * The base of editors that draw themselves: a label above (a form) or for screen readers only (a cell), the control, and
 * helper and error below, tied to it by their ids.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { TrElement } from './element.js';

export abstract class ValueEditor extends TrElement {
  @property({ attribute: false }) value: unknown = null;
  @property({ attribute: false }) edit!: EditHost;
  @property({ attribute: false }) change: OnChange = () => undefined;

  /** Ids for `aria-describedby`, or nothing. */
  protected get described() {
    const { error, helper } = this.edit;
    return error ? 'err' : helper ? 'why' : nothing;
  }

  protected frame(control: unknown): TemplateResult {
    const { place, label, required, helper, error } = this.edit;
    return html`${
      place === 'cell' || place === 'head'
        ? html`<span class="sr" id="lab">${label}</span>`
        : html`<div class="lab" id="lab">${label}${required ? html`<span aria-hidden="true"> *</span>` : nothing}</div>`
    }
    ${control} ${helper ? html`<div class="why" id="why">${helper}</div>` : nothing}
    ${error ? html`<div class="err" id="err" role="alert">${error}</div>` : nothing}`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[data-first], input, button')?.focus();
  }
}

export const valueEditorStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .lab {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    margin-bottom: 4px;
  }
  .why,
  .err {
    font: var(--tr-text-meta);
    margin-top: 4px;
    overflow-wrap: anywhere;
  }
  .why {
    color: var(--tr-text-3);
  }
  .err {
    color: var(--tr-bad);
  }
  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
    width: 100%;
    min-height: var(--tr-control);
    padding: 4px 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    text-align: start;
  }
  .box.bad {
    border-color: var(--tr-bad);
  }
  button.box {
    cursor: pointer;
  }
  .box > .end {
    margin-inline-start: auto;
    color: var(--tr-text-3);
  }
  .box > input {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    min-width: 0;
    flex: 1 1 96px;
    padding: 0;
    height: 22px;
  }
  .box > input:focus-visible {
    outline: none;
  }
  .box:has(> input:focus-visible) {
    outline: var(--tr-focus-width) solid var(--tr-focus);
    outline-offset: 1px;
  }
  .box > input::placeholder {
    color: var(--tr-text-3);
  }
  .tag > button {
    border: 0;
    background: none;
    padding: 0;
    margin-inline-end: -2px;
    display: inline-flex;
    cursor: pointer;
    border-radius: var(--tr-radius-s);
  }
  [popover] {
    border: 0;
    padding: 4px;
    background: var(--tr-raised);
    color: var(--tr-text);
    border-radius: var(--tr-radius-l);
    box-shadow: var(--tr-shadow-2);
    min-width: 196px;
    max-width: min(420px, 94vw);
    overflow: auto;
    font: var(--tr-text-body);
  }
  .find {
    width: 100%;
    min-height: var(--tr-control);
    padding: 4px 8px;
    margin-bottom: 4px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: inherit;
  }
  @media (pointer: coarse) {
    .box,
    .find {
      font-size: 16px;
    }
  }
`;
