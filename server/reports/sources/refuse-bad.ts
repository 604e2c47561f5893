/** Sources of a report that is not stored: it has passed no check of documents. */
import type { Registries } from '../../../metadata/contributions.js';
import { checkSource } from '../../../metadata/document/check-options.js';
import { describeIssues } from '../../../metadata/document/issue.js';
import { tighten } from '../../../metadata/document/tighten.js';
import type { Dataset, Source } from '../../../metadata/schema/dataset.js';
import { sourceSchema } from '../../../metadata/schema/compose.js';
import type { Problem } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { invalid } from '../../errors.js';
import { createAjvChecker } from '../../releases/ajv-checker.js';
import { mayRunSources } from '../../releases/may-edit.js';

const checkers = new WeakMap<Registries, (source: unknown) => readonly Problem[]>();

/** 422 for a source that no type takes, 403 for one that its author has no right to write. */
export function refuseBadSources(context: Context, datasets: readonly Dataset[]): void {
  const { registries } = context;
  const fits = checkers.get(registries) ?? createFits(registries);
  checkers.set(registries, fits);
  const placed = datasets.map(({ source }, i) => ({ source, at: `/datasets/${i}/source` }));
  refuse(placed, fits);
  mayRunSources(
    context,
    datasets.map(({ source }) => source),
  );
  refuse(placed, (source) => checkSource(source, '', registries));
}

function createFits(registries: Registries): (source: unknown) => readonly Problem[] {
  const schema = sourceSchema(registries);
  if (!schema) return () => [];
  const check = createAjvChecker()(tighten(schema));
  return (source) => describeIssues(check(source), source);
}

function refuse(
  placed: readonly { readonly source: Source; readonly at: string }[],
  find: (source: Source) => readonly Problem[],
): void {
  const problems = placed.flatMap(({ source, at }) =>
    find(source).map((found) => ({ ...found, path: at + found.path })),
  );
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
}
