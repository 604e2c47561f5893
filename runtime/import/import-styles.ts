/** Styles that the parts of importing share: panels, inputs with their labels, findings, actions in a row. */
import { css } from 'lit';

export const importStyles = css`
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
    min-width: 0;
    padding: 3px 8px;
    background: var(--tr-surface);
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    box-sizing: border-box;
  }
  .in[aria-invalid='true'] {
    border-color: var(--tr-bad);
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
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-width: 0;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  @media (pointer: coarse) {
    :is(input:not([type='checkbox'], [type='radio']), select).in {
      min-height: 44px;
      font-size: 16px;
    }
  }
`;
