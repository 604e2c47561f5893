/** Layout of the page of notices and their settings. */
import { css } from 'lit';

export const noticesPageStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) var(--tr-rail);
    flex: 1;
    min-height: 0;
  }
  tr-notice-list {
    --inset: 24px;
    overflow: hidden;
  }
  aside {
    border-left: 1px solid var(--tr-line);
    background: var(--tr-canvas);
    padding: 16px;
    overflow: auto;
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0 0 20px;
  }
  legend {
    font: var(--tr-text-section);
    padding: 0;
    margin-bottom: 6px;
  }
  label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
  }
  .times {
    display: flex;
    gap: 12px;
    flex-wrap: wrap;
    padding-inline-start: 24px;
  }
  input[type='time'] {
    min-height: 32px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: inherit;
    font: inherit;
  }
  @media (max-width: 639px) {
    tr-notice-list {
      --inset: 16px;
    }
  }
  @media (max-width: 899px) {
    :host {
      display: block;
      overflow: auto;
    }
    aside {
      border-left: 0;
      border-top: 1px solid var(--tr-line);
      padding-bottom: 32px;
    }
  }
  @media (pointer: coarse) {
    label {
      min-height: 44px;
    }
  }
`;
