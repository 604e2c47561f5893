/** What to say about a name that is not there: which kind of name it is, and which one may have been meant. */
import { nearest } from '../document/nearest.js';
import { isCellAddress } from './parse-cell.js';
import { userTypes, type Scope } from './scope.js';

export interface Finding {
  readonly code: string;
  readonly message: string;
}

const KEYWORDS = ['true', 'false', 'null', 'and', 'or', 'not', 'in'];

/** Names shorter than three letters resemble everything: only another case of theirs is suggested. */
function suggest(name: string, known: readonly string[]): string {
  const other = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const found = other ?? (name.length < 3 ? undefined : nearest(name, known));
  return found === undefined || found === name ? '' : ` Did you mean "${found}"?`;
}

export function parameterProblem(name: string, scope: Scope): Finding {
  const hint = suggest(name, scope.known?.('parameter', []) ?? []);
  const message = scope.parameter ? `There is no parameter "${name}".${hint}` : 'There are no parameters here.';
  return { code: 'UNKNOWN_PARAMETER', message };
}

export function functionProblem(name: string, scope: Scope): Finding {
  const hint = suggest(name, [...scope.functions.list().map((each) => each.id), ...KEYWORDS]);
  return { code: 'UNKNOWN_FUNCTION', message: `There is no function "${name}".${hint}` };
}

/** A path whose first unknown step is named; steps before it are known to lead somewhere. */
export function nameProblem(path: readonly string[], scope: Scope): Finding {
  const [head = '', ...rest] = path;
  if (head === 'user' && rest.length > 0) {
    const known = [...userTypes.keys()];
    const message = `user.${rest.join('.')} is not known; there are ${known.map((each) => `user.${each}`).join(', ')}.`;
    return { code: 'UNKNOWN_NAME', message };
  }
  const isDatum = head === 'datum' && scope.datum !== undefined;
  const steps = isDatum ? rest : path;
  const kind = isDatum ? 'datum' : 'field';
  const at = firstUnknown(steps, (parent) => scope.known?.(kind, parent) ?? []);
  const parent = at === undefined ? [] : steps.slice(0, at);
  const wrong = at === undefined ? steps.join('.') : (steps[at] ?? '');
  const what = isDatum ? 'value' : 'field';
  const place =
    parent.length > 0 ? `"${parent.join('.')}" has no ${what} "${wrong}".` : `There is no ${what} "${wrong}" here.`;
  return { code: 'UNKNOWN_NAME', message: place + hintFor(wrong, parent, steps, scope, kind) };
}

function hintFor(
  wrong: string,
  parent: readonly string[],
  steps: readonly string[],
  scope: Scope,
  kind: 'field' | 'datum',
): string {
  const known = scope.known?.(kind, parent) ?? [];
  if (steps.length > 1) return suggest(wrong, known);
  if (scope.functions.find(wrong)) return ` "${wrong}" is a function: write ${wrong}(…).`;
  if (scope.cells !== true && isCellAddress(wrong)) return ' Cells can be read in sheets only.';
  return suggest(wrong, [...known, ...KEYWORDS]);
}

/** The first step that is not among the names known at its place; undefined where the scope tells no names. */
function firstUnknown(
  steps: readonly string[],
  knownBelow: (parent: readonly string[]) => readonly string[],
): number | undefined {
  for (let at = 0; at < steps.length; at++) {
    const known = knownBelow(steps.slice(0, at));
    if (known.length === 0) return at === 0 ? undefined : at;
    if (!known.includes(steps[at] ?? '')) return at;
  }
  return undefined;
}
