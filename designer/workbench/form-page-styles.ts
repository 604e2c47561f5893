/** Styles of canvases that are a page of parts with native fields. */
import { css } from 'lit';

export const formPageStyles = css`
  :host {
    display: block;
    overflow: auto;
    background: var(--tr-canvas);
  }
  .page {
    max-width: 720px;
    margin: 0 auto;
    padding: 24px 20px 40px;
    display: grid;
    gap: 16px;
  }
  section {
    background: var(--tr-surface);
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
    padding: 16px 20px 20px;
    display: grid;
    gap: 14px;
  }
  h2 {
    font: var(--tr-text-section);
    margin: 0;
  }
  .says {
    font: var(--tr-text-title);
    margin: 0;
  }
  .off .says {
    color: var(--tr-text-3);
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 14px 16px;
    align-items: start;
  }
  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
  }
  .field > label,
  .label {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  .hint {
    margin: 0;
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  .hint a {
    text-decoration: underline;
  }
  .finding {
    margin: 0;
    font: var(--tr-text-meta);
    color: var(--tr-bad);
  }
  .note {
    display: flex;
    gap: 8px;
    margin: 0;
    color: var(--tr-warn);
    font: var(--tr-text-meta);
  }
  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 28px;
  }
  .check input {
    accent-color: var(--tr-accent);
    margin: 0;
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 4px;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
  }
  li span {
    color: var(--tr-text-3);
  }
  @media (max-width: 700px) {
    .fields {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
