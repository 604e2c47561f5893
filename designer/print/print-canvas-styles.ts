/** Styles of the canvas of print templates: the bar, the pages, the text beside them; one below the other on a phone. */
import { css } from 'lit';

export const printCanvasStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--tr-canvas);
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 10px;
    align-items: center;
    padding: 8px 12px;
    background: var(--tr-surface);
    border-bottom: 1px solid var(--tr-line);
    flex: none;
  }
  .bar .what {
    color: var(--tr-text-2);
    white-space: nowrap;
  }
  .bar tr-reference-box {
    width: 180px;
  }
  .bar select.in {
    width: 112px;
  }
  .sp {
    flex: 1;
  }
  .halves {
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .pages {
    overflow: auto;
    padding: 16px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 12px;
    min-height: 0;
  }
  .pages img {
    width: 100%;
    max-width: 620px;
    height: auto;
    background: #fff;
    border: 1px solid var(--tr-line);
    box-shadow: 0 1px 4px rgb(0 0 0 / 12%);
    transition: opacity 0.12s;
  }
  .pages[aria-busy='true'] img,
  .pages.old img {
    opacity: 0.55;
  }
  .failure,
  .mistakes {
    width: 100%;
    max-width: 620px;
    box-sizing: border-box;
  }
  .failure {
    display: flex;
    gap: 8px;
    padding: 8px 10px;
    border-radius: var(--tr-radius-m);
    background: var(--tr-bad-soft);
    color: var(--tr-bad);
  }
  .write {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
    padding: 12px;
    border-inline-start: 1px solid var(--tr-line);
    background: var(--tr-surface);
  }
  .write > .seg {
    align-self: start;
    max-width: 100%;
    flex-wrap: wrap;
  }
  td-template-input {
    flex: 1;
    min-height: 160px;
  }
  .mistakes {
    list-style: none;
    margin: 0;
    padding: 0;
    max-height: 120px;
    overflow: auto;
    max-width: none;
  }
  .mistakes button {
    display: flex;
    gap: 8px;
    width: 100%;
    padding: 6px 4px;
    border: 0;
    background: none;
    color: var(--tr-bad);
    font: inherit;
    text-align: start;
    cursor: pointer;
    border-radius: var(--tr-radius-s);
  }
  .mistakes button:hover {
    background: var(--tr-hover);
  }
  .begin {
    width: 100%;
    max-width: 460px;
    display: grid;
    gap: 8px;
  }
  .begin h2 {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  .begin button {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 10px;
    padding: 10px 12px;
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .begin button:hover {
    background: var(--tr-hover);
  }
  .begin small {
    grid-column: 2;
    color: var(--tr-text-2);
    font: var(--tr-text-meta);
  }
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(110px, 168px);
    gap: 16px;
    overflow: auto;
    align-items: start;
  }
  .inputs {
    display: grid;
    gap: 14px;
  }
  fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(92px, 1fr));
    gap: 8px;
    border: 0;
    margin: 0;
    padding: 0;
  }
  legend {
    font: var(--tr-text-label);
    padding: 0 0 6px;
  }
  .setting {
    display: grid;
    gap: 2px;
    align-content: end;
  }
  .setting > span {
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
  }
  .setting .in {
    width: 100%;
    box-sizing: border-box;
  }
  figure {
    margin: 0;
    display: grid;
    gap: 6px;
    justify-items: center;
  }
  figcaption {
    color: var(--tr-text-2);
    font: var(--tr-text-meta);
  }
  .paper {
    width: 100%;
    max-height: 300px;
  }
  .paper .sheet {
    fill: #fff;
    stroke: var(--tr-line-strong);
    stroke-width: 0.8;
  }
  .paper .place {
    fill: none;
    stroke: #2f6fdb;
    stroke-width: 0.6;
    stroke-dasharray: 2 1.5;
  }
  .paper text {
    font-size: 8px;
    fill: #4b5563;
    text-anchor: middle;
    dominant-baseline: middle;
  }
  @container (max-width: 720px) {
    .halves {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: minmax(200px, 45%) minmax(0, 1fr);
    }
    .write {
      border-inline-start: 0;
      border-top: 1px solid var(--tr-line);
    }
    .settings {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
