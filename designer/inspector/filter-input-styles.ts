/** Layout of a filter in words: the sentence as a button, the builder below it in the width that is there. */
import { css } from 'lit';

export const filterInputStyles = css`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
  }
  .says {
    display: flex;
    align-items: flex-start;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
  }
  .says.open {
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .says.invalid {
    border-color: var(--tr-bad);
  }
  .says > button:first-child {
    flex: 1;
    min-width: 0;
    min-height: 28px;
    display: flex;
    gap: 8px;
    align-items: flex-start;
    padding: 4px 8px;
    border: 0;
    border-radius: inherit;
    background: none;
    font: inherit;
    color: inherit;
    text-align: start;
    line-height: 20px;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .says > button:first-child:hover {
    background: var(--tr-hover);
  }
  .says > button svg {
    flex: none;
    margin-top: 3px;
    color: var(--tr-text-3);
  }
  .says .ib {
    flex: none;
    margin: 2px;
  }
  .none-yet {
    color: var(--tr-text-3);
  }
  .build {
    border: 1px solid var(--tr-line-control);
    border-top: 0;
    border-end-start-radius: var(--tr-radius-m);
    border-end-end-radius: var(--tr-radius-m);
    background: var(--tr-canvas);
    padding: 10px;
  }
  .foot {
    display: flex;
    gap: 4px 12px;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    margin-top: 10px;
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  .group,
  .parts,
  .relation {
    grid-template-columns: minmax(0, 1fr);
  }
  .relation {
    background: var(--tr-surface);
  }
  select,
  input.plain {
    height: var(--tr-control-s, 28px);
    min-width: 0;
  }
  textarea.code {
    width: 100%;
    box-sizing: border-box;
    padding: 4px 8px;
    font: 400 12px/18px var(--tr-font-mono);
    color: var(--tr-text);
    background: var(--tr-surface);
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    resize: vertical;
  }
  .values label.none {
    display: flex;
    gap: 6px;
    align-items: flex-start;
    margin-top: 4px;
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
    cursor: pointer;
  }
  .values .value {
    display: grid;
    gap: 4px;
  }
  .values select {
    width: 100%;
  }
  .line > .remove {
    margin-top: 2px;
  }
  p {
    margin: 0;
    color: var(--tr-text-3);
    font: var(--tr-text-meta);
  }
  /* A pane: one thing under another, the way out at the right of the field. */
  @container (max-width: 519px) {
    .leaf {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
      gap: 4px;
      padding-bottom: 4px;
    }
    .leaf > select {
      width: 100%;
    }
    .leaf > select:first-child {
      grid-column: 1 / 3;
    }
    .leaf > .remove {
      grid-column: 3;
      grid-row: 1;
    }
    .leaf > select:nth-of-type(2):not(:has(+ .source)) {
      grid-column: 1 / 3;
    }
    .leaf > .values {
      grid-column: 1 / 3;
      min-width: 0;
      gap: 4px;
    }
    .relation {
      padding: 8px;
    }
    .group .group {
      padding-inline-start: 8px;
    }
    .relation > .line {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
      gap: 4px;
    }
    .relation > .line > .remove {
      grid-column: 3;
      grid-row: 1;
    }
    .relation > .line > .figure {
      width: 100%;
    }
  }
`;
