/**
 * The one sheet that every element of ours adopts (TrElement): reset, type, small parts (chips, tags, buttons), and the
 * element rules at the end of tokens.css, which work only inside the root they stand in. Adopted once, shared by all roots.
 */
import { css } from 'lit';

const base = css`
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

const controls = css`
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
  .chip {
    height: 28px;
    padding: 0 8px;
    border-radius: var(--tr-radius-m);
    border: 1px solid var(--tr-line-strong);
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
    background: var(--tr-surface);
    color: var(--tr-text);
    flex: none;
    cursor: pointer;
  }
  .chip:hover {
    background: var(--tr-hover);
  }
  .chip.dash {
    border-style: dashed;
    color: var(--tr-text-2);
    font-weight: 500;
  }
  .kbd {
    font: 500 11px/16px var(--tr-font);
    color: var(--tr-text-3);
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-s);
    padding: 0 4px;
    background: var(--tr-surface);
    white-space: nowrap;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 20px;
    padding: 0 6px;
    border-radius: var(--tr-radius-s);
    font: 500 12px/16px var(--tr-font);
    background: var(--tr-fill);
    color: var(--tr-text-2);
    white-space: nowrap;
    flex: none;
    max-width: 100%;
    vertical-align: middle;
  }
  .tag > i {
    width: 7px;
    height: 7px;
    border-radius: var(--tr-radius-full);
    background: currentColor;
    flex: none;
  }
  .tag > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tag.green {
    background: var(--tr-good-soft);
    color: var(--tr-good);
  }
  .tag.amber,
  .tag.orange {
    background: var(--tr-warn-soft);
    color: var(--tr-warn);
  }
  .tag.red {
    background: var(--tr-bad-soft);
    color: var(--tr-bad);
  }
  .tag.teal {
    background: light-dark(#d5efe8, #0f362e);
    color: light-dark(#00584a, #7fdcc7);
  }
  .tag.blue {
    background: var(--tr-info-soft);
    color: var(--tr-info);
  }
  .tag.violet {
    background: light-dark(#eedcf6, #361c42);
    color: light-dark(#561273, #ddb0f0);
  }
  .av {
    width: 24px;
    height: 24px;
    border-radius: var(--tr-radius-full);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    font: 600 10px/1 var(--tr-font);
    flex: none;
    background: var(--tr-fill);
    color: var(--tr-text-2);
  }
  .av.s {
    width: 20px;
    height: 20px;
    font-size: 9px;
  }
  .av.l {
    width: 32px;
    height: 32px;
    font-size: 12px;
  }
  .av.c0 {
    background: light-dark(#dde7ff, #22325c);
    color: light-dark(#1e3f99, #b6cbff);
  }
  .av.c1 {
    background: light-dark(#fce6cf, #42290f);
    color: light-dark(#7a3f00, #f3c088);
  }
  .av.c2 {
    background: light-dark(#d5efe8, #0f362e);
    color: light-dark(#00584a, #7fdcc7);
  }
  .av.c3 {
    background: light-dark(#eedcf6, #361c42);
    color: light-dark(#561273, #ddb0f0);
  }
  .av.c4 {
    background: light-dark(#f3e9c4, #3a3110);
    color: light-dark(#594300, #e6d58a);
  }
  .person {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    max-width: 100%;
    vertical-align: middle;
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
  .tabs {
    display: flex;
    gap: 4px;
    height: 40px;
    align-items: stretch;
    border-bottom: 1px solid var(--tr-line);
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: none;
  }
  .tab {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 0 8px;
    border: 0;
    background: none;
    color: var(--tr-text-2);
    font-weight: 500;
    border-bottom: 2px solid transparent;
    white-space: nowrap;
    cursor: pointer;
    flex: none;
  }
  .tab:hover {
    color: var(--tr-text);
  }
  .tab:focus-visible {
    outline-offset: -2px;
  }
  .tab[aria-selected='true'],
  .tab[aria-current] {
    color: var(--tr-text);
    border-color: var(--tr-accent);
  }
  .tab .ct,
  .ct {
    font: var(--tr-text-micro);
    color: var(--tr-text-3);
    background: var(--tr-fill);
    border-radius: var(--tr-radius-s);
    padding: 0 4px;
  }
  .card {
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
    background: var(--tr-surface);
    min-width: 0;
    min-height: 0;
  }
  .box {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    border-radius: 8px;
    padding: 10px 12px;
  }
  .box.bad {
    background: var(--tr-bad-soft);
    color: var(--tr-bad);
  }
  .box.warn {
    background: var(--tr-warn-soft);
    color: var(--tr-warn);
  }
  .box.info {
    background: var(--tr-info-soft);
    color: var(--tr-info);
  }
  .box svg.i {
    margin-top: 2px;
  }
  @media (pointer: coarse) {
    .ib,
    .ib.sm {
      width: 40px;
      height: 40px;
    }
    .chip {
      height: 36px;
    }
  }
`;

/* The rules at the end of tokens.css, for our shadow roots. */
const elementRules = css`
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

export const sharedStyles = [base, controls, elementRules];
