/** What is wrong at a site: a name that leads nowhere, an expression that does not fit, a query the model refuses. */
import type { Registries } from '../contributions.js';
import type { ExpressionProblem } from '../expression/ast.js';
import { compileExpression, type Scope } from '../expression/compile.js';
import { dependenciesOf } from '../expression/dependencies.js';
import { typeWord } from '../expression/types.js';
import type { Model } from '../model/model.js';
import { checkFilter, checkQuery } from '../query/check.js';
import type { QueryProblem } from '../query/types.js';
import type { Problem, ValueType } from '../value.js';
import { problem, say } from '../words.js';
import { optionScope } from '../rules/options.js';
import { withSheetFunctions } from '../sheet/functions.js';
import { hinted, meant } from './nearest.js';
import { kindNouns, nouns } from './nouns.js';
import { walkPath } from './path-steps.js';
import { readPointer } from './pointer.js';
import type { Site, SiteScope, Surroundings } from './site.js';
import { sitesOf } from './sites.js';
import type { Document } from '../schema/kinds.js';

/** Problems of all sites of a document, at their pointers. */
export function checkSites(document: Document, surroundings: Surroundings): readonly Problem[] {
  const sites = sitesOf(document, surroundings);
  const problems: Problem[] = [];
  const wholes: Extract<Site, { is: 'query' | 'filter' }>[] = [];
  for (const site of sites) {
    if (site.is === 'query' || site.is === 'filter') wholes.push(site);
    else problems.push(...checkSite(site, surroundings));
  }
  for (const site of wholes) {
    const found = checkWhole(site, surroundings.model);
    // A broken path inside was told at its own place already; the query would tell it again, less exactly.
    const isMade = site.is === 'query' && site.madeOf !== undefined;
    const told = problems.some(({ path }) => path.startsWith(`${site.at}/`) || (isMade && path === site.at));
    for (const problem of found) {
      if (told && (problem.status !== 422 || problem.code === 'UNKNOWN_SEGMENT')) continue;
      problems.push(atSite(problem, site, sites));
    }
  }
  return problems;
}

function checkSite(site: Exclude<Site, { is: 'query' | 'filter' }>, surroundings: Surroundings): readonly Problem[] {
  const { model, registries } = surroundings;
  switch (site.is) {
    case 'document': {
      if (model.find(site.kind, site.name)) return [];
      const known = model.list(site.kind).map((each) => each.name);
      const words = say`There is no ${{ what: kindNouns[site.kind] }} "${{ name: site.name }}".`;
      const hint = meant(site.name, known) ?? say`Choose one that exists, or add it first.`;
      return [problem(site.at, `UNKNOWN_${site.kind.toUpperCase()}`, hinted(words, hint))];
    }
    case 'path':
      return checkPath(site, model);
    case 'name': {
      if (site.known.includes(site.name)) return [];
      const known =
        site.known.length > 0
          ? say`Known: ${{ known: site.known.join(', ') }}.`
          : say`There is none here: add it first.`;
      const words = say`There is no ${{ what: nouns[site.what] }} "${{ name: site.name }}" in this document.`;
      return [problem(site.at, 'UNKNOWN_NAME', hinted(words, meant(site.name, site.known) ?? known))];
    }
    case 'expression':
      return site.scope.sheet ? checkSheetExpression(site, registries) : checkExpressionSite(site, model, registries);
  }
}

function checkPath(site: Extract<Site, { is: 'path' }>, model: Model): readonly Problem[] {
  // The unknown entity is a site of its own.
  if (!model.entities.has(site.entity)) return [];
  const { missing, list } = walkPath(model, site.entity, site.path);
  if (missing) {
    const words = say`"${{ entity: missing.entity }}" has no field "${{ field: missing.field }}".`;
    const hint = meant(missing.field, fieldNames(model, missing.entity));
    return [problem(site.at, 'UNKNOWN_FIELD', hinted(words, hint))];
  }
  if (site.leads === 'relation' && !list) {
    const words = say`"${{ path: site.path }}" of "${{ entity: site.entity }}" is no list of records: name a list.`;
    return [problem(site.at, 'NOT_A_LIST', words)];
  }
  return [];
}

const fieldNames = (model: Model, entity: string): readonly string[] => {
  const held = model.entities.get(entity);
  return held ? [...held.fields.keys(), ...held.relations.keys()] : [];
};

/* ------------------------------------------------------------ expressions */

function checkExpressionSite(
  site: Extract<Site, { is: 'expression' }>,
  model: Model,
  registries: Registries,
): readonly Problem[] {
  const compiled = compileExpression(site.text, expressionScope(site.scope, model, registries));
  const problems = compiled.problems.map((each) => expressionProblem(site.at, each));
  const fits = ['any', 'null', site.expects ?? 'any'].includes(compiled.type) || site.expects === undefined;
  if (problems.length > 0 || fits) return problems;
  const words = say`This must be a condition that is true or false, but it gives ${{ type: typeWord(compiled.type) }}.`;
  return [{ ...problem(site.at, 'NOT_A_CONDITION', words), from: 0, to: site.text.length }];
}

function typeOfPath(model: Model, entity: string, path: readonly string[]): ValueType | undefined {
  const steps = walkPath(model, entity, path.join('.'));
  if (steps.missing || steps.field?.sealed) return undefined;
  return steps.list ? 'list' : (steps.field?.valueType ?? 'list');
}

/** The static scope of a site, as the expression language wants it. Editors complete from the same. */
export function expressionScope(scope: SiteScope, model: Model, registries: Pick<Registries, 'function'>): Scope {
  const { entity, record, columns, parameters } = scope;
  const ofEntity = (path: readonly string[]) => typeOfPath(model, entity!, path);
  return {
    functions: registries.function,
    ...(entity === undefined ? {} : { field: ofEntity }),
    ...(record === undefined ? {} : { field: optionScope((path) => typeOfPath(model, record, path)) }),
    ...(columns === undefined ? {} : { field: (path) => (path.length === 1 ? columns.get(path[0]!) : undefined) }),
    ...(scope.row ? { field: (path) => (path[0] === 'row' && path.length > 1 ? 'any' : undefined) } : {}),
    ...(parameters === undefined ? {} : { parameter: (name) => parameters.get(name) }),
    ...(scope.datum ? { datum: () => 'any' } : {}),
    known(kind, parent) {
      if (kind === 'parameter') return [...(parameters?.keys() ?? [])];
      if (kind === 'datum') return [];
      if (columns) return parent.length === 0 ? [...columns.keys()] : [];
      if (entity === undefined) return [];
      const at = parent.length === 0 ? entity : walkPath(model, entity, parent.join('.')).leadsTo;
      return at === undefined ? [] : fieldNames(model, at);
    },
  };
}

const ofSheets = new WeakMap<Registries['function'], Registries['function']>();

/** Made once: a report has an expression in most of its cells. */
function sheetFunctionsOf(functions: Registries['function']): Registries['function'] {
  const held = ofSheets.get(functions) ?? withSheetFunctions(functions);
  ofSheets.set(functions, held);
  return held;
}

/** As the sheet reads it when it runs (sheet/expressions.ts): what would fail there for every reader is told here. */
function checkSheetExpression(
  { at, text, scope }: Extract<Site, { is: 'expression' }>,
  { function: functions }: Pick<Registries, 'function'>,
): readonly Problem[] {
  const any = () => 'any' as const;
  const { node, problems } = compileExpression(text, { functions: sheetFunctionsOf(functions), cells: true, field: any, parameter: any, datum: any }); // prettier-ignore
  const known = [...(scope.parameters?.keys() ?? [])];
  const unknown = dependenciesOf(node).parameters.filter((name) => !known.includes(name));
  return [
    ...problems.map((each) => expressionProblem(at, each)),
    ...unknown.map((name) => {
      const hint = meant(name, known) ?? say`Add it to the parameters.`;
      return problem(at, 'UNKNOWN_PARAMETER', hinted(say`There is no parameter "${{ name }}".`, hint));
    }),
  ];
}

const expressionProblem = (path: string, { code, from, to, ...words }: ExpressionProblem): Problem => ({
  ...problem(path, code, words),
  from,
  to,
});

/* ------------------------------------------------------------ queries */

function checkWhole(site: Extract<Site, { is: 'query' | 'filter' }>, model: Model): readonly QueryProblem[] {
  if (site.is === 'query') {
    const checked = checkQuery(site.query, model);
    return 'problems' in checked ? checked.problems : [];
  }
  // Row rules are checked with their role (metadata/access), which knows what a scope may say.
  if (site.rule) return [];
  const checked = checkFilter(site.filter, site.entity, model);
  return 'problems' in checked ? checked.problems : [];
}

/** A query's problem names a path (`order.region`) or a pointer inside it (`/limit`): here it becomes a pointer. */
function atSite(
  found: QueryProblem,
  whole: Extract<Site, { is: 'query' | 'filter' }>,
  sites: readonly Site[],
): Problem {
  const inside = sites.find(
    (site) => site.is === 'path' && site.at.startsWith(whole.at) && found.path.endsWith(site.path),
  );
  const prefix =
    whole.is === 'filter' && found.path.startsWith('/where') ? found.path.slice('/where'.length) : found.path;
  const isThere =
    whole.is === 'filter' || whole.madeOf === undefined || readPointer(whole.madeOf, prefix) !== undefined;
  const exact = isThere ? whole.at + prefix : whole.at;
  const path = found.path.startsWith('/') ? exact : (inside?.at ?? whole.at);
  return problem(path, found.code, found);
}
