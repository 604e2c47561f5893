/** The page of a template as inputs, beside it the paper to scale: size, way, margins, what stands on it, labels, envelope. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { readItem } from '../../metadata/document/items.js';
import { pageGeometry } from '../../metadata/print/geometry.js';
import { pageSizes, type PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import type { OpenDocument } from '../session/open-document.js';
import { setOperation } from '../session/set-value.js';
import type { WordKey, Words } from '../session/words.js';
import { layoutOf, layoutOperation, layouts, type Layout } from './gestures.js';
import { pageDrawing } from './page-drawing.js';

type Path = readonly string[];

export function pageSettings(open: OpenDocument, words: Words) {
  const document = open.value as PrintTemplateDocument;
  const w = (key: WordKey, values?: Record<string, string | number>) => words.text(key, values);
  const layout = layoutOf(document);
  const paper = pageGeometry(document.page, layout === 'labels' || layout === 'envelope');
  const set = (path: Path, value: unknown, key: WordKey) =>
    open.apply(setOperation(open.value, path, value), { key: `page ${path.join('.')}`, label: w(key) });
  const length = (path: Path, key: WordKey, usual: number | string, whole = false) => {
    const held = readItem(document, path);
    return html`<label class="setting"
      ><span>${w(key)}</span
      ><input
        class="in"
        type="number"
        step=${whole ? 1 : 'any'}
        min="0"
        placeholder=${String(usual)}
        ?disabled=${open.isRemoved}
        .value=${live(typeof held === 'number' ? String(held) : '')}
        @change=${(event: Event) => {
          const { value } = event.currentTarget as HTMLInputElement;
          set(path, value === '' ? undefined : Number(value), key);
          open.endGesture();
        }}
    /></label>`;
  };
  const choice = <T extends string>(name: WordKey, value: T, all: readonly (readonly [T, string])[], change: (value: T) => void) => // prettier-ignore
    html`<label class="setting"
      ><span>${w(name)}</span
      ><select class="in" ?disabled=${open.isRemoved} @change=${(event: Event) => change((event.currentTarget as HTMLSelectElement).value as T)}>
        ${all.map(([each, label]) => html`<option value=${each} .selected=${live(each === value)}>${label}</option>`)}
      </select></label
    >`; // prettier-ignore
  const { margins } = paper;
  const page = document.page ?? {};
  const size = page.width === undefined ? (page.size ?? 'A4') : 'own';
  const way = paper.width > paper.height ? 'landscape' : 'portrait';
  return html`<div class="settings">
    <div class="inputs">
      ${choice<Layout>('print.layout', layout, layouts.map((each) => [each, w(`print.layout.${each}`)] as const), (value) => open.apply(layoutOperation(open.value, value), { label: w('print.layout') }))}
      <fieldset>
        <legend>${w('print.paper')}</legend>
        ${choice<string>('print.size', size, [...pageSizes.map((each) => [each, each] as const), ['own', w('print.ownSize')]], (value) => set(['page'], value === 'own' ? { ...withoutSize(page), width: paper.width, height: paper.height } : { ...withoutSize(page), size: value }, 'print.size'))}
        ${choice<string>('print.way', way, (['portrait', 'landscape'] as const).map((each) => [each, w(`print.way.${each}`)] as const), (value) => set(['page', 'orientation'], value, 'print.way'))}
        ${size === 'own' ? html`${length(['page', 'width'], 'print.width', paper.width)}${length(['page', 'height'], 'print.height', paper.height)}` : nothing}
      </fieldset>
      <fieldset>
        <legend>${w('print.margins')}</legend>
        ${(['top', 'right', 'bottom', 'left'] as const).map((side) => length(['page', 'margins', side], `print.${side}`, margins[side]))}
      </fieldset>
      ${layout === 'labels' ? html`<fieldset>
        <legend>${w('print.labels')}</legend>
        ${(['columns', 'rows'] as const).map((key) => length(['labels', key], `print.${key}`, 1, true))}
        ${(['width', 'height', 'gapX', 'gapY', 'left', 'top'] as const).map((key) => length(['labels', key], `print.${key}`, key.startsWith('gap') ? 0 : w('print.centred')))}
        ${length(['labels', 'padding'], 'print.padding', 3)}${length(['labels', 'start'], 'print.start', 1, true)}
      </fieldset>` : nothing}
      ${layout === 'envelope' ? (['window', 'sender'] as const).map((place) => html`<fieldset>
        <legend>${w(`print.${place}`)}</legend>
        ${(['left', 'top', 'width', 'height'] as const).map((key) => length(['envelope', place, key], `print.${key}`, 0))}
      </fieldset>`) : nothing}
    </div>
    <figure>
      ${pageDrawing(document, w('print.drawing', { width: paper.width, height: paper.height }))}
      <figcaption>${paper.width} × ${paper.height} mm</figcaption>
    </figure>
  </div>`;
} // prettier-ignore

function withoutSize({ size: _size, width: _width, height: _height, ...rest }: NonNullable<PrintTemplateDocument['page']>) {
  return rest;
} // prettier-ignore
