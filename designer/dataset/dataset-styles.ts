/** Styles that the parts of the dataset canvas share. */
import { css } from 'lit';
import { inputStyles } from '../inspector/inspector-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';

export const datasetStyles = [
  designStyles,
  inputStyles,
  css`
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 32px;
      min-width: 0;
      flex-wrap: wrap;
    }
    .line > .grow {
      flex: 1 1 180px;
      min-width: 0;
      max-width: 360px;
    }
    .line > .line {
      flex: 0 1 360px;
    }
    .line > label.line {
      flex: none;
    }
    .line > select.in {
      width: auto;
      flex: 0 0 auto;
      min-width: 104px;
    }
    .line > input.in.name {
      width: 150px;
      flex: none;
    }
    .lines {
      display: grid;
      gap: 6px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .lead {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin: 0 0 6px;
    }
    .hint {
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      margin: 6px 0 0;
    }
    .finding {
      font: var(--tr-text-meta);
      color: var(--tr-bad);
      margin: 4px 0 0;
      overflow-wrap: anywhere;
    }
    .link {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      white-space: nowrap;
      border: 0;
      background: none;
      padding: 4px 2px;
      font: var(--tr-text-label);
      color: var(--tr-accent-text);
      cursor: pointer;
      border-radius: var(--tr-radius-s);
    }
    .link:hover {
      text-decoration: underline;
    }
    .block + .block {
      margin-top: 16px;
    }
    .inset {
      margin: 2px 0 4px;
      padding-inline-start: 12px;
      border-inline-start: 2px solid var(--tr-line);
    }
  `,
];
