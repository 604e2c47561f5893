/** All that a plugin's view half may import of the runtime. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { until } from 'lit/directives/until.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';

export { css, html, ifDefined, live, nothing, repeat, svg, until, type TemplateResult };
export { customElement, property, query, state };
export type { PropertyValues } from 'lit';
export type { Field, Model } from '../metadata/model/model.js';
export type { FilterOperator } from '../metadata/schema/query.js';
export type { Choice, EditHost, FieldHost, FieldView, OnChange, SearchResult } from './host/field-views.js';
export type {
  ModeChange,
  ModeColumn,
  ModeElement,
  ModeGroup,
  ModePage,
  ModePort,
  ViewModeView,
} from './host/view-modes.js';
export type { WidgetData, WidgetInput, WidgetSelection, WidgetView } from './host/widget-views.js';
export { chartTokens, loadChart } from './chart/lazy-chart.js';
export type { Shortcut } from './data/shortcuts.js';
export type { Formats } from './ui/formats.js';
export { isReference, readPath, type Reference, type WireRecord } from './data/record.js';
export { TrElement } from './ui/element.js';
export type { MenuItem } from './ui/menu.js';
export { pluginWords } from './ui/plugin-words.js';
export { avatar, iconButton, initials, person, tag } from './ui/parts.js';
export { icon } from './ui/icon.js';
export { resultText } from './dashboard/result-text.js';
export { lazyMarkdown, lazyReport } from './ui/lazy-widgets.js';
export { lazyParts } from './ui/lazy-parts.js';
export {
  dateEditor,
  loadEditors,
  numberEditor,
  referenceEditor,
  referenceListEditor,
  selectEditor,
  textEditor,
  typedEditor,
  type TextOptions,
} from './ui/field-parts.js';
export type { PartEditor } from './ui/parts-box.js';
export type { AnyReference } from './ui/any-reference.js';
export {
  anyReferenceEditor,
  choicesEditor,
  colourEditor,
  iconEditor,
  markdownEditor,
  markup,
  partsEditor,
  richEditor,
  secretEditor,
  starsEditor,
  wordsEditor,
} from './ui/value-parts.js';
