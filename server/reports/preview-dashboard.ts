/** Parts of a dashboard that is not stored: they have passed no check of documents, so they pass it here. */
import type { Registries } from '../../metadata/contributions.js';
import { createDocumentValidator, type DocumentValidator } from '../../metadata/document/validate.js';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { Context } from '../context.js';
import { invalid } from '../errors.js';
import { createAjvChecker } from '../releases/ajv-checker.js';
import { mayRunSources } from '../releases/may-edit.js';

const validators = new WeakMap<Registries, DocumentValidator>();

export type DashboardParts = Pick<DashboardDocument, 'name' | 'parameters' | 'datasets' | 'widgets'>;

/** 422 with the place of what no document may say, 403 for a source that its author has no right to write. */
export function readPreview(context: Context, parts: DashboardParts): DashboardDocument {
  const { registries } = context;
  const validator = validators.get(registries) ?? createDocumentValidator(registries, createAjvChecker());
  validators.set(registries, validator);
  // The id is nobody's: what is previewed is never stored.
  const document = { kind: 'dashboard', id: '0'.repeat(26), schema: 1, label: parts.name, ...parts };
  const read = validator.read(document);
  if ('problems' in read) throw invalid(read.problems, read.problems[0]!.code);
  mayRunSources(
    context,
    parts.datasets.map(({ source }) => source),
  );
  return read.document as DashboardDocument;
}
