/** Layout of a form: sections, twelve columns, values that can only be read. */
import { css } from 'lit';

export const formViewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    max-width: 1200px;
  }
  section + section,
  section + .block,
  .block + section,
  .block + .block {
    margin-top: 22px;
  }
  .sech {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 10px;
    min-height: 28px;
  }
  .sech button {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    border: 0;
    background: none;
    padding: 2px 4px;
    margin-left: -4px;
    cursor: pointer;
    border-radius: var(--tr-radius-s);
    font: var(--tr-text-section);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    gap: 12px 16px;
    align-items: start;
  }
  .f {
    grid-column: var(--at);
    grid-row: var(--row);
    min-width: 0;
  }
  .f > vaadin-checkbox.field-check {
    margin-top: 22px;
  }
  .ro .lab {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    margin-bottom: 4px;
    display: flex;
  }
  .ro .val {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: var(--tr-control);
    padding: 5px 10px;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
    background: var(--tr-sunken);
    overflow: hidden;
  }
  .ro .val.area {
    white-space: pre-line;
    align-items: flex-start;
    min-height: 52px;
  }
  .ro .val > .v {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .ro .val.end > .v {
    margin-left: auto;
  }
  .ro .val > svg {
    margin-left: auto;
    color: var(--tr-text-3);
  }
  .ro .val.end > svg {
    margin-left: 0;
  }
  .ro .why {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
    margin-top: 4px;
  }
  .prose {
    font: var(--tr-text-read);
    color: var(--tr-text-2);
    max-width: var(--tr-measure);
    white-space: pre-line;
  }
  .v > pre.code {
    margin: 0;
    font: 400 12px/18px var(--tr-font-mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  tr-typed-input,
  tr-date-input,
  tr-reference-box {
    display: block;
  }
  :is(vaadin-text-field, vaadin-text-area, vaadin-select):not(:defined) {
    min-height: 52px;
  }
  @container (max-width: 819px) {
    .f {
      grid-column: span var(--half);
      grid-row: auto;
    }
  }
  @container (max-width: 559px) {
    .f {
      grid-column: 1 / -1;
    }
  }
  @media (pointer: coarse) {
    .ro .val {
      padding: 11px 10px;
      font-size: 16px;
    }
  }
`;
