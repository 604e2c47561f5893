/** A template in one language, ready to be filled: its texts with notes, and what they need of the records. */
import { analyseTemplate, NeedsBuilder, type Notes, type TemplateProblem } from '../../metadata/print/analyse.js';
import type { Needs } from '../../metadata/print/needs.js';
import type { Entity, Model } from '../../metadata/model/model.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { labelText, type Label } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { unprocessable } from '../errors.js';
import { parseTemplate } from './parse-template.js';
import type { RenderNotes, TemplateText } from './render/compile-template.js';

export interface TemplatePlan {
  readonly entity: Entity;
  readonly body: TemplateText;
  readonly header?: TemplateText;
  readonly footer?: TemplateText;
  readonly fileName?: TemplateText;
  readonly needs: Needs;
}

/** Plans of the documents of a release, by language; a document that changes is another object. */
const plans = new WeakMap<PrintTemplateDocument, WeakMap<Model, Map<string, TemplatePlan>>>();

/** Throws 422 TEMPLATE_BROKEN where it says what templates may not say, or what is not there any more. */
export function planTemplate(template: PrintTemplateDocument, model: Model, language: string): TemplatePlan {
  const byModel = plans.get(template) ?? new WeakMap<Model, Map<string, TemplatePlan>>();
  plans.set(template, byModel);
  const held = byModel.get(model) ?? new Map<string, TemplatePlan>();
  byModel.set(model, held);
  const found = held.get(language) ?? makePlan(template, model, language);
  held.set(language, found);
  return found;
}

function makePlan(template: PrintTemplateDocument, model: Model, language: string): TemplatePlan {
  const entity = model.entities.get(template.entity);
  if (!entity) throw broken({ line: 1, column: 1, ...say`There is no entity "${{ name: template.entity }}".` });
  const needs = new NeedsBuilder(entity.name);
  const list = template.mode === 'list';
  const read = (text: Label | undefined, onPage: boolean): TemplateText | undefined => {
    if (text === undefined) return undefined;
    const own = labelText(text, language);
    const parsed = parseTemplate(own);
    if ('problem' in parsed) throw broken(parsed.problem);
    const { notes, problems } = analyseTemplate(parsed.program, { model, entity, list, onPage, needs });
    if (problems[0]) throw broken(problems[0]);
    return { text: own, notes: inLanguage(notes, language) };
  };
  const body = read(template.body, false)!;
  const [header, footer, fileName] = [
    read(template.header, true),
    read(template.footer, true),
    read(template.fileName, false),
  ];
  return {
    entity,
    body,
    ...(header ? { header } : {}),
    ...(footer ? { footer } : {}),
    ...(fileName ? { fileName } : {}),
    needs: needs.build(),
  };
}

const inLanguage = (notes: Notes, language: string): RenderNotes =>
  Object.fromEntries(
    Object.entries(notes).map(([spot, note]) => [
      spot,
      'label' in note ? { label: labelText(note.label, language) } : note,
    ]),
  );

function broken({ line, column, message, said }: Pick<TemplateProblem, 'line' | 'column' | 'message' | 'said'>) {
  const finding = said ? { message, said } : { message };
  return unprocessable(
    'TEMPLATE_BROKEN',
    say`This template cannot be printed. Line ${{ line }}, column ${{ column }}: ${{ finding }}`,
  );
}
