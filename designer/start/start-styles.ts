/** Styles that the pages of starting share: a page that scrolls, cards, inputs with their labels, tables of choices. */
import { css } from 'lit';
import { inputStyles } from '../inspector/inspector-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';

export const startStyles = [
  designStyles,
  inputStyles,
  css`
    :host {
      display: block;
      color: var(--tr-text);
    }
    h2 {
      font: var(--tr-text-section);
      margin: 0;
    }
    h2.name,
    h3 {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin: 0;
    }
    p {
      margin: 0;
    }
    .one {
      display: grid;
      gap: 4px;
      align-content: start;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      min-width: 0;
    }
    :is(input:not([type='checkbox'], [type='radio']), select).in {
      font: var(--tr-text-body);
      color: var(--tr-text);
      min-height: var(--tr-control);
      width: 100%;
    }
    input:is([type='checkbox'], [type='radio']) {
      accent-color: var(--tr-accent);
      width: 16px;
      height: 16px;
      margin: 0;
      flex: none;
    }
    .check {
      display: inline-flex;
      gap: 8px;
      align-items: center;
      min-height: 28px;
      cursor: pointer;
    }
    .hint {
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    .finding {
      font: var(--tr-text-meta);
      color: var(--tr-bad);
    }
    .note {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    .note svg,
    .note tr-icon {
      flex: none;
      color: var(--tr-warn);
    }
    .panel {
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-l);
      background: var(--tr-surface);
      padding: 16px;
      display: grid;
      gap: 12px;
      min-width: 0;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
  `,
];
