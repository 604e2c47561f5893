/**
 * The canvases of the designer, by the kind of document that they show. Each is a folder of its own, loaded when a document
 * of its kind is opened; a kind without one is shown as an outline of its parts.
 */
import { html, type TemplateResult } from 'lit';
import type { Kind } from '../metadata/schema/kinds.js';
import type { Problem } from '../metadata/value.js';
import type { HelpContext } from './json/editor-help.js';
import type { OpenDocument } from './session/open-document.js';

/** What a canvas is given; it changes the document by `open.apply`, and says what is selected by `open.select`. */
export interface CanvasInput {
  readonly open: OpenDocument;
  readonly problems: readonly Problem[];
  /** Schema, names that exist, words: what the inspector has too. */
  readonly help: HelpContext;
}

export interface DocumentEditor {
  load(): Promise<unknown>;
  /** The middle. */
  canvas(input: CanvasInput): TemplateResult;
  /** What can be put on the canvas, at the left; absent: the documents stay there. */
  palette?(input: CanvasInput): TemplateResult;
}

const outline: DocumentEditor = {
  load: () => import('./outline/outline-editor.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-outline-editor .open=${open} .problems=${problems} .help=${help}></td-outline-editor>`,
};

const form: DocumentEditor = {
  load: () => import('./form/form-editor.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-form-canvas .open=${open} .problems=${problems} .help=${help}></td-form-canvas>`,
  palette: ({ open }) => html`<td-form-palette .open=${open}></td-form-palette>`,
};

const entity: DocumentEditor = {
  load: () => import('./entity/entity-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-entity-canvas .open=${open} .problems=${problems} .help=${help}></td-entity-canvas>`,
};

const report: DocumentEditor = {
  load: () => Promise.all([import('./report/report-canvas.js'), import('./report/report-palette.js')]),
  canvas: ({ open, problems, help }) =>
    html`<td-report-canvas .open=${open} .problems=${problems} .help=${help}></td-report-canvas>`,
  palette: ({ open }) => html`<td-report-palette .open=${open}></td-report-palette>`,
};

const role: DocumentEditor = {
  load: () => import('./role/role-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-role-canvas .open=${open} .problems=${problems} .help=${help}></td-role-canvas>`,
};

const dictionary: DocumentEditor = {
  load: () => import('./dictionary/dictionary-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-dictionary-canvas .open=${open} .problems=${problems} .help=${help}></td-dictionary-canvas>`,
};

const view: DocumentEditor = {
  load: () => Promise.all([import('./view/view-canvas.js'), import('./view/view-palette.js')]),
  canvas: ({ open, problems, help }) =>
    html`<td-view-canvas .open=${open} .problems=${problems} .help=${help}></td-view-canvas>`,
  palette: ({ open }) => html`<td-view-palette .open=${open}></td-view-palette>`,
};

const dataset: DocumentEditor = {
  load: () => import('./dataset/dataset-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-dataset-canvas .open=${open} .problems=${problems} .help=${help}></td-dataset-canvas>`,
};

const dashboard: DocumentEditor = {
  load: () => Promise.all([import('./dashboard/dashboard-canvas.js'), import('./dashboard/dashboard-palette.js')]),
  canvas: ({ open, problems, help }) =>
    html`<td-dashboard-canvas .open=${open} .problems=${problems} .help=${help}></td-dashboard-canvas>`,
  palette: ({ open }) => html`<td-dashboard-palette .open=${open}></td-dashboard-palette>`,
};

const menu: DocumentEditor = {
  load: () => Promise.all([import('./menu/menu-canvas.js'), import('./menu/menu-palette.js')]),
  canvas: ({ open, problems, help }) =>
    html`<td-menu-canvas .open=${open} .problems=${problems} .help=${help}></td-menu-canvas>`,
  palette: ({ open }) => html`<td-menu-palette .open=${open}></td-menu-palette>`,
};

const job: DocumentEditor = {
  load: () => import('./job/job-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-job-canvas .open=${open} .problems=${problems} .help=${help}></td-job-canvas>`,
};

const print: DocumentEditor = {
  load: () => Promise.all([import('./print/print-canvas.js'), import('./print/print-palette.js')]),
  canvas: ({ open, problems, help }) =>
    html`<td-print-canvas .open=${open} .problems=${problems} .help=${help}></td-print-canvas>`,
  palette: ({ open }) => html`<td-print-palette .open=${open}></td-print-palette>`,
};

const theme: DocumentEditor = {
  load: () => import('./theme/theme-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-theme-canvas .open=${open} .problems=${problems} .help=${help}></td-theme-canvas>`,
};

const settings: DocumentEditor = {
  load: () => import('./settings/settings-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-settings-canvas .open=${open} .problems=${problems} .help=${help}></td-settings-canvas>`,
};

const segment: DocumentEditor = {
  load: () => import('./segment/segment-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-segment-canvas .open=${open} .problems=${problems} .help=${help}></td-segment-canvas>`,
};

const sharing: DocumentEditor = {
  load: () => import('./sharing/sharing-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-sharing-canvas .open=${open} .problems=${problems} .help=${help}></td-sharing-canvas>`,
};

const rule: DocumentEditor = {
  load: () => import('./rule/rule-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-rule-canvas .open=${open} .problems=${problems} .help=${help}></td-rule-canvas>`,
};

const connection: DocumentEditor = {
  load: () => import('./connection/connection-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-connection-canvas .open=${open} .problems=${problems} .help=${help}></td-connection-canvas>`,
};

const importMap: DocumentEditor = {
  load: () => import('./import-map/import-map-canvas.js'),
  canvas: ({ open, problems, help }) =>
    html`<td-import-map-canvas .open=${open} .problems=${problems} .help=${help}></td-import-map-canvas>`,
};

const editors: Readonly<Partial<Record<Kind, DocumentEditor>>> = {
  connection,
  dashboard,
  dataset,
  dictionary,
  entity,
  form,
  import_map: importMap,
  job,
  menu,
  print_template: print,
  report,
  role,
  rule,
  segment,
  settings,
  sharing,
  theme,
  view,
};

export const editorOf = (kind: Kind): DocumentEditor => editors[kind] ?? outline;
