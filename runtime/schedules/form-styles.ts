/** Forms of the dialogs for schedules and links: labels above native fields, steps above them. */
import { css } from 'lit';

export const sendFormStyles = css`
  .form { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 16px; align-items: start; color: var(--tr-text); padding-top: 8px; min-height: 300px; align-content: start; }
  .form.short { min-height: 0; }
  .wide { grid-column: 1 / -1; min-width: 0; }
  .field { display: flex; flex-direction: column; gap: 4px; min-width: 0; }
  .field > label, .label { font: var(--tr-text-label); color: var(--tr-text-2); }
  .help { color: var(--tr-text-3); font: var(--tr-text-meta); margin: 0; }
  :is(input[type='text'], input[type='email'], input[type='time'], input[type='date'], input[type='number'], select, textarea) { box-sizing: border-box; width: 100%; min-width: 0; height: 32px; padding: 0 10px; border: 1px solid var(--tr-line-strong); border-radius: var(--tr-radius-m); background: var(--tr-surface); color: var(--tr-text); font: inherit; }
  .field textarea { height: auto; min-height: 92px; padding: 8px 10px; resize: vertical; }
  :is(input, select, textarea)[aria-invalid='true'] { border-color: var(--tr-bad); }
  .problem { color: var(--tr-bad); margin: 0; font: var(--tr-text-meta); }
  .bad { display: flex; gap: 8px; margin: 12px 0 0; color: var(--tr-bad); }
  .note { display: flex; gap: 8px; margin: 0; padding: 10px 12px; border-radius: var(--tr-radius-m); background: var(--tr-canvas); border: 1px solid var(--tr-line); color: var(--tr-text-2); }
  .note > svg { flex: none; margin-top: 2px; }
  .check { display: flex; align-items: center; gap: 8px; min-height: 28px; color: var(--tr-text); }
  .check input { accent-color: var(--tr-accent); margin: 0; flex: none; }
  fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
  legend { padding: 0; margin-bottom: 4px; }
  .steps { display: flex; gap: 4px; list-style: none; margin: 4px 0 8px; padding: 0; counter-reset: step; }
  .steps li { flex: 1; min-width: 0; }
  .steps button { width: 100%; border: 0; border-top: 3px solid var(--tr-line); background: none; color: var(--tr-text-2); font: var(--tr-text-meta); padding: 6px 2px; text-align: start; cursor: pointer; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .steps button[aria-current] { border-top-color: var(--tr-accent); color: var(--tr-text); font-weight: 600; }
  .steps button:disabled { cursor: default; color: var(--tr-text-3); }
  .steps button:focus-visible { outline: 2px solid var(--tr-focus); outline-offset: 1px; }
  .says { font-weight: 600; color: var(--tr-text); margin: 0 0 6px; }
  ol.next { margin: 0; padding: 0; list-style: none; color: var(--tr-text); }
  ol.next li { padding: 2px 0; }
  ol.next span { color: var(--tr-text-3); }
  .people { list-style: none; margin: 0; padding: 0; border: 1px solid var(--tr-line); border-radius: var(--tr-radius-m); }
  .people:empty { display: none; }
  .people li { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 6px 6px 6px 10px; border-bottom: 1px solid var(--tr-line); color: var(--tr-text); min-width: 0; }
  .people li:last-child { border-bottom: 0; }
  .people .who { flex: 1; min-width: 0; }
  .people .who > * { display: block; overflow-wrap: anywhere; }
  .people .who small { color: var(--tr-text-3); font: var(--tr-text-meta); }
  .people .own { flex: 1 0 100%; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px 16px; padding: 4px 4px 8px; }
  .adding { display: flex; gap: 8px; align-items: flex-end; }
  .adding > .field { flex: 1; }
  .address { display: flex; gap: 8px; }
  .address input { flex: 1; font-family: var(--tr-font-mono); }
  @media (max-width: 639px) {
    .form, .people .own { grid-template-columns: minmax(0, 1fr); }
    .form { min-height: 0; }
    :is(input[type='text'], input[type='email'], input[type='time'], input[type='date'], input[type='number'], select) { height: 44px; font-size: 16px; }
    textarea { font-size: 16px; }
    .check { min-height: 44px; }
    .steps button { min-height: 32px; }
    .steps li.now { flex: 4; }
    .steps li:not(.now) button { color: transparent; }
  }
`; // prettier-ignore
