/**
 * What a set of documents means together: everything the schemas cannot say. Documents have passed the validator.
 *
 *   documents -> model -> per document { names, sites, entity, role } -> findings by `kind/name`
 *
 * Errors stop publish, warnings do not. A draft with findings is kept: nothing here is fatal.
 */
import { checkRole } from '../access/check-role.js';
import { checkSharing } from '../access/check-sharing.js';
import type { Registries } from '../contributions.js';
import { checkRule } from '../duplicates/check-rule.js';
import { compileModel } from '../model/compile.js';
import type { Model } from '../model/model.js';
import { checkPrintTemplate, type ParseTemplate } from '../print/check-template.js';
import type { Document } from '../schema/kinds.js';
import { compareText, type Problem } from '../value.js';
import { checkTheme } from '../theme/check-theme.js';
import { problem, say } from '../words.js';
import { checkEntity } from './check-entity.js';
import { checkForm } from './check-form.js';
import { checkNames } from './check-names.js';
import { checkParameters } from './check-parameters.js';
import { checkSources } from './check-sources.js';
import { checkSites } from './check-sites.js';
import { checkTransforms } from './check-transforms.js';
import { checkView } from './check-view.js';

/** `entity/customer`: how findings and files name a document. */
export const documentKey = (document: Pick<Document, 'kind' | 'name'>): string => `${document.kind}/${document.name}`;

/**
 * Findings by document key; documents without any are absent. `model` may be handed in when it is already compiled; texts of
 * print templates are read where there is a parser for them.
 */
export function checkDocuments(
  documents: readonly Document[],
  registries: Registries,
  model: Model = compileModel(documents, registries),
  parseTemplate?: ParseTemplate,
): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  const twice = checkIdentities(documents);
  for (const document of documents) {
    const problems = [...(twice.get(document) ?? []), ...checkDocument(document, { registries, model, parseTemplate })];
    if (problems.length === 0) continue;
    const key = documentKey(document);
    found.set(key, mergeProblems([...(found.get(key) ?? []), ...problems]));
  }
  return found;
}

/** The findings of one document among the others: what `checkDocuments` says of it, without a look into the rest. */
export function checkOne(
  documents: readonly Document[],
  key: string,
  { registries, parseTemplate }: { readonly registries: Registries; readonly parseTemplate?: ParseTemplate },
): readonly Problem[] {
  const own = documents.filter((document) => documentKey(document) === key);
  if (own.length === 0) return [];
  const twice = checkIdentities(documents);
  const model = compileModel(documents, registries);
  return mergeProblems(own.flatMap((document) => [...(twice.get(document) ?? []), ...checkDocument(document, { registries, model, parseTemplate })])); // prettier-ignore
}

/** Names and ids that two documents have. */
function checkIdentities(documents: readonly Document[]): ReadonlyMap<Document, readonly Problem[]> {
  const found = new Map<Document, readonly Problem[]>();
  const tell = (document: Document, problems: readonly Problem[]) =>
    found.set(document, [...(found.get(document) ?? []), ...problems]);
  const keys = new Set<string>();
  const ids = new Map<string, string>();
  for (const document of documents) {
    const key = documentKey(document);
    if (keys.has(key))
      tell(document, [
        problem('/name', 'DUPLICATE_NAME', say`There are two documents ${{ key }}: give one of them another name.`),
      ]);
    const other = ids.get(document.id);
    if (other !== undefined && other !== key) {
      tell(document, [
        problem('/id', 'DUPLICATE_ID', say`The id of this document is that of ${{ other }}: give it a new one.`),
      ]);
    }
    keys.add(key);
    ids.set(document.id, key);
  }
  return found;
}

interface CheckTools {
  readonly registries: Registries;
  readonly model: Model;
  readonly parseTemplate?: ParseTemplate | undefined;
}

function checkDocument(document: Document, { registries, model, parseTemplate }: CheckTools): readonly Problem[] {
  return [
    ...checkNames(document),
    ...(document.kind === 'entity' ? checkEntity(document, model, registries) : []),
    ...(document.kind === 'form' ? checkForm(document, model) : []),
    ...(document.kind === 'view' ? checkView(document, model, registries) : []),
    ...(document.kind === 'role' ? checkRole(document, model) : []),
    ...(document.kind === 'dashboard' || document.kind === 'report' ? checkParameters(document, registries) : []),
    ...(document.kind === 'dataset'
      ? checkParameters({ parameters: document.parameters, datasets: [] }, registries)
      : []),
    ...checkTransforms(document, { model, registries }),
    ...checkSources(document, { model, registries }),
    ...(document.kind === 'sharing' ? checkSharing(document, model) : []),
    ...(document.kind === 'rule' ? checkRule(document, model) : []),
    ...(document.kind === 'theme' ? checkTheme(document) : []),
    ...checkSites(document, { model, registries }),
    ...(document.kind === 'print_template' ? checkPrintTemplate(document, model, parseTemplate) : []),
  ];
}

/** One finding per place and meaning: what several checks saw is told once, by the first; a warning hides no error. */
function mergeProblems(problems: readonly Problem[]): Problem[] {
  const kept: Problem[] = [];
  for (const each of problems) {
    const hides = (other: Problem) =>
      other.path === each.path &&
      (other.code === each.code || each.from === undefined) &&
      (other.severity !== 'warning' || each.severity === 'warning');
    if (!kept.some(hides)) kept.push(each);
  }
  // A refusal of a whole condition says less than what was found inside it.
  const vague = (each: Problem) =>
    each.code === 'FIELD_FORBIDDEN' && kept.some((other) => other.path.startsWith(`${each.path}/`));
  return kept
    .filter((each) => !vague(each))
    .sort((a, b) => compareText(a.path, b.path) || (a.from ?? 0) - (b.from ?? 0));
}

/** Whether findings stop publish. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((each) => each.severity !== 'warning');
