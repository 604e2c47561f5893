/** Reset, type, icons and the small helpers of layout. */
import { css } from 'lit';

export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    font: var(--tr-text-body);
    color: var(--tr-text);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
  }
  ul,
  ol {
    padding: 0;
    list-style: none;
  }
  h1 {
    font: var(--tr-text-title);
    letter-spacing: -0.01em;
  }
  h2 {
    font: var(--tr-text-section);
  }
  :host-context(:lang(zh)) h1 {
    letter-spacing: 0;
  }
  a {
    color: var(--tr-accent-text);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: var(--tr-focus-width) solid var(--tr-focus);
    outline-offset: 1px;
  }
  /* The field draws the ring round itself. */
  :is(vaadin-text-field, vaadin-text-area, vaadin-combo-box, vaadin-date-picker, vaadin-password-field)
    > :is(input, textarea):focus-visible {
    outline: none;
  }
  button {
    font: inherit;
    color: inherit;
  }
  svg.i {
    width: var(--tr-icon);
    height: var(--tr-icon);
    flex: none;
    display: block;
  }
  svg.i.s {
    width: var(--tr-icon-s);
    height: var(--tr-icon-s);
  }
  svg.i.l {
    width: var(--tr-icon-l);
    height: var(--tr-icon-l);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .sp {
    flex: 1 1 0;
    min-width: 0;
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .t2 {
    color: var(--tr-text-2);
  }
  .t3 {
    color: var(--tr-text-3);
  }
  .meta {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  .strong {
    font-weight: 500;
  }
  .bold {
    font-weight: 600;
  }
  .num {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .vsep {
    width: 1px;
    height: 16px;
    background: var(--tr-line-strong);
    flex: none;
  }
`;
