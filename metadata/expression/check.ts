/**
 * Names and types of a tree: what each part gives, and what is wrong, where, in words for people. Nothing is refused
 * that might be right: an unknown type (`any`) fits everywhere and is checked when the value is there.
 */
import type { FunctionDefinition } from '../contributions.js';
import type { ValueType, Words } from '../value.js';
import { say } from '../words.js';
import type { ExpressionProblem, Node } from './ast.js';
import { nameProblem, parameterProblem, functionProblem, type Finding } from './check-names.js';
import { hinted } from '../document/nearest.js';
import { isCellAddress } from './parse-cell.js';
import { userTypes, type Scope } from './scope.js';
import { areComparable, declaredType, isOpen, takes, typeWord } from './types.js';
import { leftSpine, pathOf, type Binary, type Call } from './walk.js';

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** The type of the whole and the problems in the order of the text. */
export function checkExpression(
  node: Node,
  scope: Scope,
): { readonly type: ValueType; readonly problems: readonly ExpressionProblem[] } {
  const checker = new Checker(scope);
  const type = checker.typeOf(node);
  return { type, problems: checker.problems };
}

class Checker {
  readonly problems: ExpressionProblem[] = [];
  readonly #scope: Scope;
  /** Within the braces of a cell reference, where `it.B2` is known. */
  #inCondition = false;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  typeOf(node: Node): ValueType {
    switch (node.type) {
      case 'literal':
        return literalType(node.value);
      case 'name':
      case 'index':
        return this.#name(node);
      case 'parameter':
        return this.#parameter(node);
      case 'unary':
        this.#need(node.operand, node.operator === 'not' ? 'boolean' : 'number', node.operator);
        return node.operator === 'not' ? 'boolean' : 'number';
      case 'binary':
        return this.#chain(node);
      case 'in':
        return this.#membership(node);
      case 'call':
        return this.#call(node);
      case 'cell':
        return this.#cell(node);
      case 'error':
        return 'any';
    }
  }

  #report(node: Node, finding: Finding): undefined {
    this.problems.push({ ...finding, from: node.from, to: node.to });
    return undefined;
  }

  #mismatch(node: Node, words: Words): undefined {
    return this.#report(node, { code: 'TYPE_MISMATCH', ...words });
  }

  #name(node: Node): ValueType {
    const path = pathOf(node);
    if (!path) {
      this.#report(node, {
        code: 'BAD_INDEX',
        message: 'Square brackets follow a name only, as in row["Unit price"].',
      });
      return 'any';
    }
    const [head = '', ...rest] = path;
    const type = this.#pathType(head, rest, path);
    if (type === undefined) this.#report(node, nameProblem(path, this.#scope));
    return type ?? 'any';
  }

  #parameter(node: Extract<Node, { type: 'parameter' }>): ValueType {
    const type = declaredType(this.#scope.parameter?.(node.name));
    if (type === undefined) this.#report(node, parameterProblem(node.name, this.#scope));
    return type ?? 'any';
  }

  #pathType(head: string, rest: readonly string[], path: readonly string[]): ValueType | undefined {
    if (path.includes('__proto__')) return undefined;
    if (head === 'user' && rest.length > 0) return rest.length === 1 ? userTypes.get(rest[0] ?? '') : undefined;
    if (head === 'datum' && rest.length > 0 && this.#scope.datum) return declaredType(this.#scope.datum(rest));
    if (this.#inCondition && head === 'it' && isCellAddress(rest[0] ?? '')) return 'any';
    return declaredType(this.#scope.field?.(path));
  }

  #cell(node: Extract<Node, { type: 'cell' }>): ValueType {
    if (node.condition) {
      const outer = this.#inCondition;
      this.#inCondition = true;
      this.#need(node.condition, 'boolean');
      this.#inCondition = outer;
    }
    return 'any';
  }

  /** Reports unless the operand is of the type, or may be; without an operator it is a condition in braces. */
  #need(node: Node, wanted: 'boolean' | 'number', operator?: string): void {
    const given = this.typeOf(node);
    if (isOpen(given) || given === wanted) return;
    const [needed, type] = [typeWord(wanted), typeWord(given)];
    const words =
      operator === undefined
        ? say`The condition in braces needs ${{ needed }}, and this is ${{ type }}.`
        : say`"${{ operator }}" needs ${{ needed }}, and this is ${{ type }}.`;
    this.#mismatch(node, words);
  }

  #chain(node: Binary): ValueType {
    const { first, steps } = leftSpine(node);
    let type = this.typeOf(first);
    let left = first;
    for (const step of steps) {
      type = this.#operation(step, type, left, this.typeOf(step.right));
      left = step;
    }
    return type;
  }

  #operation(step: Binary, left: ValueType, leftNode: Node, right: ValueType): ValueType {
    const { operator } = step;
    const sides = [[left, leftNode], [right, step.right]] as const; // prettier-ignore
    for (const [type, node] of sides) {
      if (type === 'list') {
        this.#mismatch(
          node,
          say`"${{ operator }}" needs one value, and this is a list; sum(…), first(…) or join(…) make it one.`,
        );
        return 'any';
      }
    }
    if (operator === '&') return 'text';
    if (operator === 'and' || operator === 'or') {
      for (const [type, node] of sides) {
        if (!isOpen(type) && type !== 'boolean') this.#mismatch(node, say`"${{ operator }}" needs conditions, and this is ${{ type: typeWord(type) }}.`); // prettier-ignore
      }
      return 'boolean';
    }
    if (COMPARISONS.has(operator)) {
      if (!areComparable(left, right)) this.#mismatch(step, incomparable(operator, left, right));
      return 'boolean';
    }
    for (const [type, node] of sides) {
      if (isOpen(type) || type === 'number') continue;
      const words = say`"${{ operator }}" needs numbers, and this is ${{ type: typeWord(type) }}.`;
      this.#mismatch(node, hinted(words, arithmeticHint(type)));
      break;
    }
    return 'number';
  }

  #membership(node: Extract<Node, { type: 'in' }>): ValueType {
    const type = this.typeOf(node.operand);
    if (type === 'list') this.#mismatch(node.operand, say`"in" looks for one value, and this is a list.`);
    for (const item of node.items) {
      const other = this.typeOf(item);
      if (type === 'list' || other === 'list' || areComparable(type, other)) continue;
      this.#mismatch(item, incomparable('in', type, other));
    }
    return 'boolean';
  }

  #call(node: Call): ValueType {
    const answered = this.#scope.call?.(node.name, node.arguments);
    if (answered !== undefined) return answered;
    const definition = this.#scope.functions.find(node.name);
    const types = node.arguments.map((argument) => this.typeOf(argument));
    if (!definition) return this.#report(node, functionProblem(node.name, this.#scope)) ?? 'any';
    const wrong = countProblem(definition, node.arguments.length);
    if (wrong !== undefined) this.#report(node, { code: 'ARGUMENT_COUNT', ...wrong });
    node.arguments.forEach((argument, index) => {
      const parameter = parameterAt(definition, index);
      const type = types[index] ?? 'any';
      if (!parameter || takes(parameter, type)) return;
      const isText = parameter.type === 'date' && type === 'text';
      const [needed, given] = [typeWord(parameter.type), typeWord(type)];
      const words = say`"${{ parameter: parameter.name }}" of "${{ name: definition.id }}" must be ${{ needed }}, and this is ${{ type: given }}.`;
      this.#mismatch(argument, hinted(words, isText ? say`Use date(…) to read a date from text.` : undefined));
    });
    if (wrong !== undefined) return 'any';
    return typeof definition.returns === 'function' ? definition.returns(types) : definition.returns;
  }
}

/** The parameter an argument belongs to; a repeated last one takes all further arguments. */
export function parameterAt(
  definition: FunctionDefinition,
  index: number,
): FunctionDefinition['parameters'][number] | undefined {
  const last = definition.parameters.at(-1);
  return definition.parameters[index] ?? (last?.repeat ? last : undefined);
}

function countProblem({ id: name, parameters }: FunctionDefinition, given: number): Words | undefined {
  const least = parameters.filter((parameter) => !parameter.optional).length;
  const most = parameters.at(-1)?.repeat ? Infinity : parameters.length;
  if (given >= least && given <= most) return undefined;
  if (most === Infinity) {
    return least === 1
      ? say`"${{ name }}" takes at least 1 value, not ${{ given }}.`
      : say`"${{ name }}" takes at least ${{ least }} values, not ${{ given }}.`;
  }
  if (least !== most) return say`"${{ name }}" takes ${{ least }} to ${{ most }} values, not ${{ given }}.`;
  return most === 1
    ? say`"${{ name }}" takes 1 value, not ${{ given }}.`
    : say`"${{ name }}" takes ${{ most }} values, not ${{ given }}.`;
}

function literalType(value: null | boolean | number | string): ValueType {
  if (value === null) return 'null';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

const isDay = (type: ValueType): boolean => type === 'date' || type === 'datetime';

function incomparable(operator: string, left: ValueType, right: ValueType): Words {
  const [a, b] = [typeWord(left), typeWord(right)];
  return hinted(say`"${{ operator }}" compares ${{ a }} with ${{ b }}.`, comparisonHint(left, right));
}

function comparisonHint(a: ValueType, b: ValueType): Words {
  if (isDay(a) && isDay(b)) return say`Write date(…) around the date-time to compare its day.`;
  if ((isDay(a) && b === 'text') || (isDay(b) && a === 'text')) return say`Write a date as date(2026, 11, 21).`;
  return say`They are never equal.`;
}

function arithmeticHint(type: ValueType): Words | undefined {
  if (type === 'text') return say`Texts are joined by "&".`;
  return isDay(type) ? say`Use addDays, addMonths or daysBetween.` : undefined;
}
