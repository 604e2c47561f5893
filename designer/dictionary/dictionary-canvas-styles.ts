/** Styles of the values of a dictionary. */
import { css } from 'lit';
import { designStyles } from '../workbench/workbench-styles.js';

export const dictionaryCanvasStyles = [
  designStyles,
  css`
    :host {
      display: block;
      overflow: auto;
      background: var(--tr-canvas);
      padding: 16px;
    }
    .sheet {
      max-width: 880px;
      margin: 0 auto;
      background: var(--tr-surface);
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-l);
      padding: 12px 8px 8px;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      padding: 0 8px 12px;
    }
    .head h2 {
      font: var(--tr-text-section);
    }
    .head .search {
      width: 180px;
    }
    .none {
      padding: 16px 8px 24px;
      color: var(--tr-text-3);
    }
    [role='treeitem'] {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 220px) auto auto;
      gap: 12px;
      align-items: center;
      min-height: 36px;
      padding: 0 8px;
      padding-inline-start: calc(8px + (var(--level) - 1) * 20px);
      border-bottom: 1px solid var(--tr-line);
      cursor: pointer;
    }
    [role='treeitem']:last-child {
      border-bottom: 0;
    }
    [role='treeitem']:hover {
      background: var(--tr-hover);
    }
    [role='treeitem'][aria-selected='true'] {
      background: var(--tr-selected);
    }
    [role='treeitem']:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: -2px;
    }
    .label {
      display: flex;
      min-width: 0;
      font-weight: 500;
    }
    .label.away {
      color: var(--tr-text-3);
      text-decoration: line-through;
    }
    .code,
    .t3 {
      color: var(--tr-text-3);
    }
    .t3 {
      font: var(--tr-text-meta);
    }
  `,
];
