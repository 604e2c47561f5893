/**
 * Is this a document at all: guards -> kind -> schema of the kind with everything registered -> checks of options. The
 * checker is handed in (Ajv on the server, an interpreter in the browser); what the document means is
 * metadata/document/check.
 */
import type { JsonSchema, Registries } from '../contributions.js';
import { documentSchema } from '../schema/compose.js';
import { isKind, kinds, type Document, type Kind } from '../schema/kinds.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { checkOptions } from './check-options.js';
import { guardDocument } from './guard.js';
import { describeIssues, type SchemaIssue } from './issue.js';
import { hinted, meant } from './nearest.js';
import { tighten } from './tighten.js';

/** Makes a checker of one schema; it reports every failed keyword (wrappers may be among them). */
export type CreateChecker = (schema: JsonSchema) => (value: unknown) => readonly SchemaIssue[];

export interface DocumentValidator {
  /** Findings, one per mistake; none means that the value is a `Document`. */
  validate(value: unknown): readonly Problem[];
  /** The value as a document, or its findings. */
  read(value: unknown): { readonly document: Document } | { readonly problems: readonly Problem[] };
}

/** Schemas are composed and compiled once per kind, when the first document of that kind comes. */
export function createDocumentValidator(registries: Registries, createChecker: CreateChecker): DocumentValidator {
  const checkers = new Map<Kind, ReturnType<CreateChecker>>();
  const checkerOf = (kind: Kind) => {
    const held = checkers.get(kind) ?? createChecker(tighten(documentSchema(kind, registries)));
    checkers.set(kind, held);
    return held;
  };
  const validate = (value: unknown): readonly Problem[] => {
    const refused = guardDocument(value);
    if (refused.length > 0) return refused;
    const kind = kindOf(value);
    if (typeof kind !== 'string') return kind;
    const broken = describeIssues(checkerOf(kind)(value), value);
    return broken.length > 0 ? broken : checkOptions(kind, value, registries);
  };
  return {
    validate,
    read(value) {
      const problems = validate(value);
      return problems.length > 0 ? { problems } : { document: value as Document };
    },
  };
}

const theDocument = say`The document`;

function kindOf(value: unknown): Kind | readonly Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [problem('', 'WRONG_TYPE', 'A document must be an object, written as {…}.')];
  }
  const kind = (value as { readonly kind?: unknown }).kind;
  if (kind === undefined) {
    return [problem('/kind', 'MISSING_KEY', say`${{ place: theDocument }} needs the key "${{ key: 'kind' }}".`)];
  }
  if (typeof kind === 'string' && isKind(kind)) return kind;
  const words = say`"kind" must be one of ${{ kinds: kinds.join(', ') }}.`;
  const hint = typeof kind === 'string' ? meant(kind, kinds) : undefined;
  return [problem('/kind', 'NOT_ONE_OF', hinted(words, hint))];
}
