/** What the document itself needs besides tokens.css; adopted once by main.ts. */
import { css } from 'lit';

export const pageStyles = css`
  html,
  body {
    margin: 0;
    height: 100%;
  }
  body {
    font: var(--tr-text-body);
    color: var(--tr-text);
    background: var(--tr-canvas);
    font-variant-numeric: tabular-nums;
    -webkit-font-smoothing: antialiased;
    overflow: hidden;
  }
  @media (pointer: coarse) {
    :root {
      --vaadin-input-field-padding: 11px 10px;
      --vaadin-input-field-value-font-size: 16px;
    }
  }
  tr-app {
    display: block;
    height: 100%;
  }
  @media print {
    html,
    body,
    tr-app {
      height: auto;
      overflow: visible;
    }
  }
`;
