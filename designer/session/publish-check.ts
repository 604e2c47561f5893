/** What stands against publishing, by document: a plan's findings, or the refusal to plan told as findings. Pure. */
import type { ApiFailure } from '../../runtime/data/api-client.js';
import type { Problem } from '../../metadata/value.js';
import { keyText, type DocumentKey, type DocumentProblem, type Plan, type Use } from './document-client.js';

export type ProblemsByDocument = ReadonlyMap<string, readonly Problem[]>;

export function problemsOfPlan({ problems, warnings }: Pick<Plan, 'problems' | 'warnings'>): ProblemsByDocument {
  return group([...problems, ...warnings]);
}

/** What is gone and still used: `details` of 409 IN_USE. */
export interface Gone extends DocumentKey {
  readonly field?: string;
  readonly uses: readonly Use[];
}

export const goneOf = (failure: ApiFailure): readonly Gone[] =>
  failure.code === 'IN_USE' && Array.isArray(failure.details) ? (failure.details as readonly Gone[]) : [];

/** A refused plan: what is still used is told where it is used, broken documents at their places. */
export function problemsOfRefusal(failure: ApiFailure, words: (gone: Gone) => string): ProblemsByDocument {
  const used = goneOf(failure).flatMap((gone) =>
    gone.uses.map((use): DocumentProblem => ({
      document: keyText(use),
      path: use.path,
      code: 'IN_USE',
      message: words(gone),
    })),
  );
  if (used.length > 0) return group(used);
  const details = Array.isArray(failure.details) ? (failure.details as readonly Partial<DocumentProblem>[]) : [];
  return group(
    details.flatMap(({ document, path, code, message, ...more }): DocumentProblem[] =>
      document === undefined
        ? []
        : [{ ...more, document, path: path ?? '', code: code ?? failure.code, message: message ?? failure.message }],
    ),
  );
}

function group(problems: readonly DocumentProblem[]): ProblemsByDocument {
  const found = new Map<string, Problem[]>();
  for (const { document, ...problem } of problems) found.set(document, [...(found.get(document) ?? []), problem]);
  return found;
}
