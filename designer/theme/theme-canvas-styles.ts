/** Styles of the theme's canvas: choices at the left, both grounds at the right; below one another where it is narrow. */
import { css } from 'lit';

export const themeCanvasStyles = css`
  :host {
    display: grid;
    grid-template-columns: 300px minmax(0, 1fr);
    min-height: 0;
    background: var(--tr-canvas);
  }
  .choices,
  .shown {
    overflow: auto;
    padding: 16px;
    min-height: 0;
  }
  .choices {
    background: var(--tr-surface);
    border-inline-end: 1px solid var(--tr-line);
  }
  .use {
    display: grid;
    gap: 8px;
    justify-items: start;
    margin-bottom: 20px;
  }
  section {
    display: grid;
    gap: 8px;
    margin-bottom: 24px;
  }
  h2 {
    font: var(--tr-text-section);
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 28px;
  }
  .row {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr);
    gap: 8px;
    align-items: center;
  }
  .row .name {
    color: var(--tr-text-2);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
  }
  .line .in {
    flex: 1;
    min-width: 0;
  }
  input[type='color'] {
    width: 30px;
    height: 30px;
    padding: 2px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    cursor: pointer;
  }
  .contrast b {
    font: var(--tr-text-label);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 8px;
    margin: 4px 0;
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
  }
  dd {
    margin: 0;
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--tr-text);
  }
  dd i {
    font-style: normal;
    padding: 1px 6px;
    border-radius: 4px;
  }
  .moved {
    font: var(--tr-text-meta);
    color: var(--tr-warn);
    margin: 0;
  }
  .t3 {
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  @media (max-width: 1320px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
