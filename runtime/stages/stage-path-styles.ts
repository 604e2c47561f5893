/** Layout of the path of stages: chevrons side by side, or one line where it is narrow. */
import { css } from 'lit';

export const stagePathStyles = css`
  :host { display: block; container-type: inline-size; max-width: 1200px; margin-bottom: 18px; }
  ol { list-style: none; margin: 0; padding: 0; display: flex; gap: 2px; }
  li { flex: 1 1 0; min-width: 0; display: flex; }
  .step {
    --notch: 10px;
    flex: 1; min-width: 0; min-height: 32px; display: flex; align-items: center; justify-content: center; gap: 4px;
    padding: 4px 14px 4px 18px; margin: 0; border: 0; font: var(--tr-text-label); color: var(--tr-text-2); background: var(--tr-fill);
    clip-path: polygon(0 0, calc(100% - var(--notch)) 0, 100% 50%, calc(100% - var(--notch)) 100%, 0 100%, var(--notch) 50%);
    margin-inline-end: calc(var(--notch) * -1 + 2px);
  }
  li:first-child .step { clip-path: polygon(0 0, calc(100% - var(--notch)) 0, 100% 50%, calc(100% - var(--notch)) 100%, 0 100%); padding-inline-start: 12px; border-radius: var(--tr-radius-m) 0 0 var(--tr-radius-m); }
  li:last-child .step { clip-path: polygon(0 0, 100% 0, 100% 100%, 0 100%, var(--notch) 50%); margin-inline-end: 0; padding-inline-end: 12px; border-radius: 0 var(--tr-radius-m) var(--tr-radius-m) 0; }
  button.step { cursor: pointer; }
  button.step:hover { color: var(--tr-text); background: var(--tr-fill-hover, var(--tr-hover)); }
  .step.passed { background: var(--tr-accent-soft); color: var(--tr-accent-text); }
  .step.current, button.step.current:hover { background: var(--tr-accent); color: var(--tr-on-accent); font-weight: 600; }
  .step.current.won, button.step.current.won:hover { background: var(--tr-good-soft); color: var(--tr-good); }
  .step.current.lost, button.step.current.lost:hover { background: var(--tr-bad-soft); color: var(--tr-bad); }
  .step[aria-disabled] { color: var(--tr-text-3); cursor: not-allowed; }
  .step:focus-visible { outline: none; box-shadow: inset 0 0 0 2px var(--tr-focus, var(--tr-accent-text)); text-decoration: underline; text-underline-offset: 3px; }
  .step.current:focus-visible { box-shadow: inset 0 0 0 2px var(--tr-on-accent); }
  .short { display: none; }
  .age { margin: 6px 0 0; display: flex; align-items: center; gap: 6px; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .age.over { color: var(--tr-warn); }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @container (max-width: 639px) {
    ol { display: none; }
    .short {
      display: flex; flex-direction: column; gap: 6px; width: 100%; min-height: 44px; padding: 8px 12px; text-align: start;
      border: 1px solid var(--tr-line); border-radius: var(--tr-radius-m); background: var(--tr-surface); font: var(--tr-text-body-strong); color: var(--tr-text);
    }
    button.short { cursor: pointer; }
    button.short:hover { border-color: var(--tr-line-strong); }
    .line { display: flex; align-items: center; gap: 8px; justify-content: space-between; min-width: 0; }
    .bar { display: flex; gap: 3px; }
    .bar i { flex: 1; height: 4px; border-radius: 2px; background: var(--tr-accent); }
    .bar i.won { background: var(--tr-good); }
    .bar i.lost { background: var(--tr-bad); }
    .bar i.ahead { background: var(--tr-fill); }
  }
`; // prettier-ignore
