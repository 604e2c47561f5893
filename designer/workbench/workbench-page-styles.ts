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
