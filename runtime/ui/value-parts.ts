/**
 * Templates of the editors and pictures that load with their first use, one part of the program each: lists and forms without
 * them load none of it.
 */
import { html, type TemplateResult } from 'lit';
import type { Field } from '../../metadata/model/model.js';
import type { Choice, EditHost, OnChange } from '../host/field-views.js';
import { readText } from './field-parts.js';
import { lazyParts } from './lazy-parts.js';
import type { PartEditor } from './parts-box.js';

const loadChoices = lazyParts(() => import('./choice-box.js'));
const loadWords = lazyParts(() => import('./words-box.js'));
const loadStars = lazyParts(() => import('./stars-input.js'));
const loadParts = lazyParts(() => import('./parts-box.js'));
const loadAny = lazyParts(() => import('./any-reference.js'));
const loadRich = lazyParts(() => import('./rich-editor.js'));
const loadMarkdown = lazyParts(() => import('./markdown-box.js'));
const loadMarkup = lazyParts(() => import('./markup-view.js'));
const loadColour = lazyParts(() => import('./colour-input.js'));
const loadIcons = lazyParts(() => import('./icon-box.js'));
const loadSecret = lazyParts(() => import('./secret-input.js'));

/** Several of a list of codes. */
export function choicesEditor(
  value: unknown,
  choices: readonly Choice[],
  edit: EditHost,
  change: OnChange,
): TemplateResult {
  loadChoices();
  return html`<tr-choice-box .value=${value} .choices=${choices} .edit=${edit} .change=${change}></tr-choice-box>`;
}

/** Free words; `offered` come as suggestions. */
export function wordsEditor(
  value: unknown,
  field: Field,
  edit: EditHost,
  change: OnChange,
  offered: readonly Choice[],
): TemplateResult {
  loadWords();
  const read = (words: readonly string[]) => {
    const parsed = field.type.parse(words, field.document);
    return 'value' in parsed ? parsed : { ...parsed, message: edit.findingText(parsed.code, parsed.message, field) };
  };
  return html`<tr-words-box
    .value=${value}
    .offered=${offered}
    .read=${read}
    .suggest=${() => edit.words(field)}
    .edit=${edit}
    .change=${change}
    ?quiet=${edit.place === 'head'}
  ></tr-words-box>`;
}

export function starsEditor(value: unknown, stars: number, edit: EditHost, change: OnChange): TemplateResult {
  loadStars();
  return html`<tr-stars-input .value=${value} .stars=${stars} .edit=${edit} .change=${change}></tr-stars-input>`;
}

/** The parts of a composite, each with its own editor; `text` is the value on one line. */
export function partsEditor(
  value: unknown,
  parts: readonly PartEditor[],
  text: string,
  edit: EditHost,
  change: OnChange,
): TemplateResult {
  loadParts();
  return html`<tr-parts-box
    .value=${value}
    .parts=${parts}
    .text=${text}
    .edit=${edit}
    .change=${change}
  ></tr-parts-box>`;
}

/** A record of one of the field's kinds; `text` is what the record is called. */
export function anyReferenceEditor(
  value: unknown,
  text: string,
  field: Field,
  edit: EditHost,
  change: OnChange,
): TemplateResult {
  loadAny();
  return html`<tr-any-reference
    .held=${value ?? null}
    .targets=${field.targets ?? []}
    .names=${(field.parts ?? []).map((part) => edit.text(part.document.label))}
    .text=${text}
    .edit=${edit}
    .give=${change}
  ></tr-any-reference>`;
}

export function richEditor(value: unknown, edit: EditHost, change: OnChange): TemplateResult {
  loadRich();
  return html`<tr-rich-editor .value=${value} .edit=${edit} .change=${change}></tr-rich-editor>`;
}

export function markdownEditor(value: unknown, edit: EditHost, change: OnChange): TemplateResult {
  loadMarkdown();
  return html`<tr-markdown-box .value=${value} .edit=${edit} .change=${change}></tr-markdown-box>`;
}

/** Formatted text on a page, cleaned before it is drawn. */
export function markup(text: unknown, kind: 'html' | 'markdown'): TemplateResult {
  loadMarkup();
  return html`<tr-markup .text=${String(text)} kind=${kind}></tr-markup>`;
}

export function colourEditor(value: unknown, field: Field, edit: EditHost, change: OnChange): TemplateResult {
  loadColour();
  const read = (text: string) => readText(text, field, edit);
  return html`<tr-colour-input .value=${value} .read=${read} .edit=${edit} .change=${change}></tr-colour-input>`;
}

export function iconEditor(value: unknown, edit: EditHost, change: OnChange): TemplateResult {
  loadIcons();
  return html`<tr-icon-box .value=${value} .edit=${edit} .change=${change}></tr-icon-box>`;
}

export function secretEditor(value: unknown, edit: EditHost, change: OnChange): TemplateResult {
  loadSecret();
  return html`<tr-secret-input .value=${value} .edit=${edit} .change=${change}></tr-secret-input>`;
}
