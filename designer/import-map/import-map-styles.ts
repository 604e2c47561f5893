/** Styles of the import map canvas: the place for a sample, and the columns in rows. */
import { css } from 'lit';

export const importMapStyles = css`
  .page.wide {
    max-width: 900px;
  }
  .says a {
    color: var(--tr-accent-text);
  }
  .fields > .field > .field + .field {
    margin-top: 10px;
  }
  .drop {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 10px 14px;
    border: 1px dashed var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    color: var(--tr-text-2);
  }
  .drop.over {
    border-color: var(--tr-accent);
    background: var(--tr-hover);
  }
  .drop input {
    display: none;
  }
  .drop .grow {
    display: grid;
    gap: 2px;
    flex: 1;
    min-width: 0;
  }
  .map {
    gap: 0;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
  }
  .map li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 20px minmax(0, 1fr) 28px;
    gap: 4px 8px;
    align-items: center;
    padding: 6px 8px;
  }
  .map li + li {
    border-top: 1px solid var(--tr-line);
  }
  .map li.on {
    background: var(--tr-selected, var(--tr-hover));
  }
  .map .source {
    display: flex;
    gap: 4px;
    align-items: center;
    min-width: 0;
  }
  .map .source > :first-child {
    flex: 1;
    min-width: 0;
  }
  .map .to {
    text-align: center;
  }
  .map .more {
    grid-column: 1 / -1;
  }
  td-outline-editor {
    padding: 0;
    background: none;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
