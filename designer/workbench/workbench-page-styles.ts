/** Styles of the workbench: three panes between bar and foot. */
import { css } from 'lit';
import { designStyles } from './workbench-styles.js';

export const workbenchPageStyles = [
  designStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      background: var(--tr-surface);
    }
    .panes {
      flex: 1;
      min-height: 0;
      display: grid;
      grid-template-columns:
        minmax(0, var(--left)) auto minmax(320px, 1fr) auto
        minmax(0, var(--right));
    }
    .left,
    .right {
      min-width: 0;
      min-height: 0;
      overflow: hidden;
      display: flex;
      flex-direction: column;
    }
    .middle {
      min-width: 0;
      min-height: 0;
      display: flex;
      flex-direction: column;
    }
    td-json-editor {
      flex: 1;
    }
    .middle > .box {
      border-radius: 0;
      padding: 8px 16px;
      align-items: center;
    }
    .middle > .box svg.i {
      margin-top: 0;
    }
    .middle > .box .linkish {
      color: inherit;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    .foot {
      flex: none;
      height: var(--tr-strip);
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 0 12px;
      border-top: 1px solid var(--tr-line-strong);
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      white-space: nowrap;
    }
    .strip {
      display: flex;
      align-items: center;
      gap: 12px;
      height: 24px;
      padding: 0 4px;
      border: 0;
      background: none;
      cursor: pointer;
      font: var(--tr-text-meta);
      border-radius: var(--tr-radius-s);
      flex: none;
    }
    .strip:hover {
      background: var(--tr-hover);
    }
    .strip b {
      font-weight: 600;
      color: var(--tr-text);
    }
    .strip span {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
    .path {
      font-size: 11px;
      min-width: 0;
    }
    @media (max-width: 1100px) {
      .panes {
        grid-template-columns: minmax(0, min(var(--left), 220px)) auto minmax(280px, 1fr) auto minmax(
            0,
            min(var(--right), 240px)
          );
      }
    }
  `,
];
