/** Icon buttons, link-like buttons, check boxes, and how Vaadin buttons look in their themes. */
import { css } from 'lit';

export const buttonStyles = css`
  .ib {
    width: 32px;
    height: 32px;
    border: 0;
    padding: 0;
    border-radius: var(--tr-radius-m);
    background: transparent;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    color: var(--tr-text-2);
    position: relative;
    flex: none;
    cursor: pointer;
    transition: background var(--tr-fast) var(--tr-ease);
  }
  .ib.sm {
    width: 28px;
    height: 28px;
  }
  .ib.xs {
    width: 24px;
    height: 24px;
    border-radius: var(--tr-radius-s);
  }
  .ib:hover {
    background: var(--tr-hover);
    color: var(--tr-text);
  }
  .ib:active {
    background: var(--tr-press);
  }
  .ib:disabled {
    color: var(--tr-text-disabled);
    cursor: not-allowed;
    background: transparent;
  }
  .ib[aria-pressed='true'] {
    background: var(--tr-accent-soft);
    color: var(--tr-accent-text);
  }
  .linkish {
    border: 0;
    background: none;
    padding: 0;
    color: var(--tr-accent-text);
    font-weight: 500;
    cursor: pointer;
    border-radius: var(--tr-radius-s);
  }
  .linkish:hover {
    text-decoration: underline;
  }
  vaadin-select-value-button {
    --vaadin-item-padding: 0;
    --vaadin-item-height: 20px;
  }
  vaadin-button {
    white-space: nowrap;
    flex: none;
  }
  vaadin-button:not([theme~='tertiary']):not([disabled]) {
    box-shadow: var(--tr-shadow-1);
  }
  vaadin-button[theme~='tertiary'] {
    --vaadin-button-background: transparent;
    --vaadin-button-border-color: transparent;
  }
  vaadin-button[theme~='tertiary']:not([disabled]):hover {
    --vaadin-button-background: var(--tr-hover);
    --vaadin-button-text-color: var(--tr-text);
  }
  vaadin-button:not([theme]):not([disabled]):hover {
    --vaadin-button-background: var(--tr-hover);
  }
  vaadin-button[theme~='small'] {
    --vaadin-button-height: var(--tr-control-s);
    --vaadin-button-padding: 0 9px;
  }
  vaadin-button[theme~='large'] {
    --vaadin-button-height: var(--tr-control-l);
    --vaadin-button-font-size: 14px;
  }
  vaadin-button[theme~='danger'] {
    --vaadin-button-background: var(--tr-bad-fill);
    --vaadin-button-text-color: #fff;
    --vaadin-button-border-color: transparent;
  }
  input.cb {
    appearance: none;
    width: 16px;
    height: 16px;
    margin: 0;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-s);
    background: var(--tr-surface) center / 12px no-repeat;
    cursor: pointer;
    flex: none;
    vertical-align: middle;
    position: relative;
  }
  input.cb::before {
    content: '';
    position: absolute;
    inset: -5px;
  }
  input.cb:checked,
  input.cb:indeterminate {
    background-color: var(--tr-accent);
    border-color: var(--tr-accent);
  }
  input.cb:checked {
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='white' stroke-width='3.5' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m5 12.5 4.5 4.5L19 7.5'/%3E%3C/svg%3E");
  }
  input.cb:indeterminate {
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='white' stroke-width='3.5' stroke-linecap='round'%3E%3Cpath d='M5 12h14'/%3E%3C/svg%3E");
  }
  @media (pointer: coarse) {
    .ib,
    .ib.sm {
      width: 40px;
      height: 40px;
    }
  }
`;
