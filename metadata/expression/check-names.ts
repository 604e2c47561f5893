/** What to say about a name that is not there: which kind of name it is, and which one may have been meant. */
import { hinted, meant } from '../document/nearest.js';
import type { Words } from '../value.js';
import { say } from '../words.js';
import { isCellAddress } from './parse-cell.js';
import { userTypes, type Scope } from './scope.js';

export interface Finding extends Words {
  readonly code: string;
}

const KEYWORDS = ['true', 'false', 'null', 'and', 'or', 'not', 'in'];

/** Names shorter than three letters resemble everything: only another case of theirs is suggested. */
function suggest(name: string, known: readonly string[]): Words | undefined {
  const other = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (other === name) return undefined;
  if (other !== undefined) return meant(name, [other]);
  return name.length < 3 ? undefined : meant(name, known);
}

export function parameterProblem(name: string, scope: Scope): Finding {
  const hint = suggest(name, scope.known?.('parameter', []) ?? []);
  const words = scope.parameter
    ? hinted(say`There is no parameter "${{ name }}".`, hint)
    : say`There are no parameters here: take "$${{ name }}" out.`;
  return { code: 'UNKNOWN_PARAMETER', ...words };
}

export function functionProblem(name: string, scope: Scope): Finding {
  const hint = suggest(name, [...scope.functions.list().map((each) => each.id), ...KEYWORDS]);
  return { code: 'UNKNOWN_FUNCTION', ...hinted(say`There is no function "${{ name }}".`, hint) };
}

/** A path whose first unknown step is named; steps before it are known to lead somewhere. */
export function nameProblem(path: readonly string[], scope: Scope): Finding {
  const [head = '', ...rest] = path;
  if (head === 'user' && rest.length > 0) {
    const known = [...userTypes.keys()].map((each) => `user.${each}`).join(', ');
    return { code: 'UNKNOWN_NAME', ...say`"${{ name: path.join('.') }}" is not known; there are ${{ known }}.` };
  }
  const isDatum = head === 'datum' && scope.datum !== undefined;
  const steps = isDatum ? rest : path;
  const kind = isDatum ? 'datum' : 'field';
  const at = firstUnknown(steps, (parent) => scope.known?.(kind, parent) ?? []);
  const parent = at === undefined ? [] : steps.slice(0, at);
  const wrong = at === undefined ? steps.join('.') : (steps[at] ?? '');
  const words = isDatum ? noValue(wrong, parent.join('.')) : noField(wrong, parent.join('.'));
  return { code: 'UNKNOWN_NAME', ...hinted(words, hintFor(wrong, parent, steps, scope, kind)) };
}

const noField = (field: string, parent: string): Words =>
  parent === ''
    ? say`There is no field "${{ field }}" here.`
    : say`"${{ entity: parent }}" has no field "${{ field }}".`;
const noValue = (value: string, parent: string): Words =>
  parent === '' ? say`There is no value "${{ value }}" here.` : say`"${{ parent }}" has no value "${{ value }}".`;

function hintFor(
  wrong: string,
  parent: readonly string[],
  steps: readonly string[],
  scope: Scope,
  kind: 'field' | 'datum',
): Words | undefined {
  const known = scope.known?.(kind, parent) ?? [];
  if (steps.length > 1) return suggest(wrong, known);
  if (scope.functions.find(wrong)) return say`"${{ name: wrong }}" is a function: write ${{ name: wrong }}(…).`;
  if (scope.cells !== true && isCellAddress(wrong)) return say`Cells can be read in sheets only.`;
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
