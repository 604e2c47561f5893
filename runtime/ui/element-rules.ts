/** The rules at the end of tokens.css, for our shadow roots: a sheet of the page does not reach into them. */
import { css } from 'lit';

export const elementRules = css`
  vaadin-button[theme~='primary']:not([disabled]) {
    --vaadin-button-background: var(--tr-accent);
    --vaadin-button-text-color: var(--tr-on-accent);
    --vaadin-button-border-color: transparent;
  }
  vaadin-button[theme~='primary']:not([disabled]):hover {
    --vaadin-button-background: var(--tr-accent-hover);
  }
  vaadin-button[theme~='primary'][disabled] {
    --vaadin-button-background: var(--tr-fill);
    --vaadin-button-text-color: var(--tr-text-3);
    --vaadin-button-border-color: var(--tr-line);
    opacity: 1;
  }
  vaadin-button[theme~='tertiary'] {
    --vaadin-button-text-color: var(--tr-text-2);
  }
  vaadin-button[theme~='error'] {
    --vaadin-button-text-color: var(--tr-bad);
  }
  vaadin-checkbox:is([checked], [indeterminate]) {
    --vaadin-checkbox-background: var(--tr-accent);
    --vaadin-checkbox-border-color: transparent;
  }
  /* Overlays begin with the browser's own font. */
  @media (pointer: fine) {
    :is(vaadin-select-list-box, vaadin-combo-box-scroller, vaadin-date-picker-overlay-content) {
      font: var(--tr-text-body);
    }
  }
  :is(
      vaadin-text-field,
      vaadin-text-area,
      vaadin-number-field,
      vaadin-select,
      vaadin-combo-box,
      vaadin-date-picker,
      vaadin-date-time-picker
    )[readonly]::part(input-field) {
    background: var(--tr-sunken);
    border: 1px solid var(--tr-line);
  }
  :is(
    vaadin-text-field,
    vaadin-text-area,
    vaadin-select,
    vaadin-combo-box,
    vaadin-date-picker,
    vaadin-date-time-picker,
    vaadin-password-field
  ) {
    width: 100%;
    min-width: 0;
  }
`;
