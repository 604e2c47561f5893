/** What a print template means: that its places are on the paper, and that its texts say only what templates may say. */
import { below } from '../document/pointer.js';
import type { Model } from '../model/model.js';
import type { PrintTemplateDocument } from '../schema/print-template.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import type { Program } from './ast.js';
import { analyseTemplate, NeedsBuilder, type TemplateProblem } from './analyse.js';
import { bodyPlace, envelopePlaces, isOnPage, labelPlaces, pageGeometry } from './geometry.js';

/** The parser of templates, handed in: the server has Handlebars', a browser does without and leaves the texts unread. */
export type ParseTemplate = (text: string) => { readonly program: Program } | { readonly problem: TemplateProblem };

export function checkPrintTemplate(
  template: PrintTemplateDocument,
  model: Model,
  parse?: ParseTemplate,
): readonly Problem[] {
  return [...checkPlaces(template), ...(parse ? checkTexts(template, model, parse) : [])];
}

function checkPlaces(template: PrintTemplateDocument): readonly Problem[] {
  const { page, labels, envelope, mode } = template;
  const found: Problem[] = [];
  if ((page?.width === undefined) !== (page?.height === undefined)) {
    found.push(problem('/page', 'PAGE_SIZE', 'A page has both a width and a height, or a named size.'));
  }
  const paper = pageGeometry(page, labels !== undefined || envelope !== undefined);
  const body = bodyPlace(paper);
  if (body.width < 10 || body.height < 10) {
    found.push(problem('/page/margins', 'PAGE_MARGINS', 'The margins leave no room on the page.'));
  }
  if (labels && envelope)
    found.push(problem('/envelope', 'PAGE_KIND', 'A template is a sheet of labels or an envelope, not both.'));
  if ((labels || envelope) && mode === 'list') {
    found.push(problem('/mode', 'PAGE_KIND', 'Labels and envelopes are filled by one record each: leave "mode" out.'));
  }
  if (labels && !labelPlaces({ ...labels, padding: 0 }, paper).every((place) => isOnPage(place, paper))) {
    found.push(
      problem('/labels', 'LABELS_OFF_PAGE', 'The labels do not fit on the sheet with their gaps and margins.'),
    );
  }
  for (const [key, place] of Object.entries(envelope ? envelopePlaces(envelope) : {})) {
    if (place && !isOnPage(place, paper)) {
      found.push(problem(below('/envelope', key), 'PLACE_OFF_PAGE', 'This place does not lie on the envelope.'));
    }
  }
  if (template.name === 'preview')
    found.push(problem('/name', 'BAD_NAME', 'This name is taken: give the template another one.'));
  return found;
}

function checkTexts(template: PrintTemplateDocument, model: Model, parse: ParseTemplate): readonly Problem[] {
  const entity = model.entities.get(template.entity);
  if (!entity) return [];
  const list = template.mode === 'list';
  return textsOf(template).flatMap(({ at, text, onPage }) => {
    const parsed = parse(text);
    const needs = new NeedsBuilder(entity.name);
    const problems =
      'problem' in parsed
        ? [parsed.problem]
        : analyseTemplate(parsed.program, { model, entity, list, onPage, needs }).problems;
    return problems.map((each): Problem => {
      const { line, column } = each;
      const { message, said } = each;
      const finding = said ? { message, said } : { message };
      return {
        ...problem(at, each.code, say`Line ${{ line }}, column ${{ column }}: ${{ finding }}`),
        from: offsetOf(text, line, column),
      };
    });
  });
}

/** Every text of a template with its place. */
export function textsOf(
  template: PrintTemplateDocument,
): readonly { readonly at: string; readonly text: string; readonly onPage: boolean }[] {
  return (['header', 'footer', 'body', 'fileName'] as const).flatMap((key) => {
    const text = template[key];
    const onPage = key === 'header' || key === 'footer';
    if (text === undefined) return [];
    if (typeof text === 'string') return [{ at: `/${key}`, text, onPage }];
    return Object.entries(text).map(([language, each]) => ({ at: below(`/${key}`, language), text: each, onPage }));
  });
}

/** Position in UTF-16 units of a line and a column, both from 1. */
function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', at);
    if (next < 0) break;
    at = next + 1;
  }
  return Math.min(text.length, at + column - 1);
}
