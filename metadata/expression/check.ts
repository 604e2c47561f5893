/**
 * Names and types of a tree: what each part gives, and what is wrong, where, in words for people. Nothing is refused
 * that might be right: an unknown type (`any`) fits everywhere and is checked when the value is there.
 */
import type { FunctionDefinition } from '../contributions.js';
import type { ValueType } from '../value.js';
import type { ExpressionProblem, Node } from './ast.js';
import { nameProblem, parameterProblem, functionProblem, type Finding } from './check-names.js';
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
        this.#need(node.operand, node.operator === 'not' ? 'boolean' : 'number', `"${node.operator}"`);
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

  #mismatch(node: Node, message: string): undefined {
    return this.#report(node, { code: 'TYPE_MISMATCH', message });
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
      this.#need(node.condition, 'boolean', 'the condition in braces');
      this.#inCondition = outer;
    }
    return 'any';
  }

  /** Reports unless the operand is of the type, or may be. */
  #need(node: Node, wanted: 'boolean' | 'number', where: string): void {
    const type = this.typeOf(node);
    if (!isOpen(type) && type !== wanted) {
      this.#mismatch(node, `${capital(where)} needs ${typeWord(wanted)}, and this is ${typeWord(type)}.`);
    }
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
          `"${operator}" needs one value, and this is a list; sum(…), first(…) or join(…) make it one.`,
        );
        return 'any';
      }
    }
    if (operator === '&') return 'text';
    if (operator === 'and' || operator === 'or') {
      for (const [type, node] of sides) {
        if (!isOpen(type) && type !== 'boolean') this.#mismatch(node, `"${operator}" needs conditions, and this is ${typeWord(type)}.`); // prettier-ignore
      }
      return 'boolean';
    }
    if (COMPARISONS.has(operator)) {
      if (!areComparable(left, right)) this.#mismatch(step, `"${operator}" compares ${typeWord(left)} with ${typeWord(right)}.${comparisonHint(left, right)}`); // prettier-ignore
      return 'boolean';
    }
    for (const [type, node] of sides) {
      if (isOpen(type) || type === 'number') continue;
      this.#mismatch(node, `"${operator}" needs numbers, and this is ${typeWord(type)}.${arithmeticHint(type)}`);
      break;
    }
    return 'number';
  }

  #membership(node: Extract<Node, { type: 'in' }>): ValueType {
    const type = this.typeOf(node.operand);
    if (type === 'list') this.#mismatch(node.operand, '"in" looks for one value, and this is a list.');
    for (const item of node.items) {
      const other = this.typeOf(item);
      if (type === 'list' || other === 'list' || areComparable(type, other)) continue;
      this.#mismatch(item, `"in" compares ${typeWord(type)} with ${typeWord(other)}.${comparisonHint(type, other)}`);
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
    if (wrong !== undefined) this.#report(node, { code: 'ARGUMENT_COUNT', message: wrong });
    node.arguments.forEach((argument, index) => {
      const parameter = parameterAt(definition, index);
      const type = types[index] ?? 'any';
      if (!parameter || takes(parameter, type)) return;
      const hint = parameter.type === 'date' && type === 'text' ? ' Use date(…) to read a date from text.' : '';
      this.#mismatch(
        argument,
        `"${parameter.name}" of ${definition.id} must be ${typeWord(parameter.type)}, and this is ${typeWord(type)}.${hint}`,
      );
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

function countProblem({ id, parameters }: FunctionDefinition, given: number): string | undefined {
  const least = parameters.filter((parameter) => !parameter.optional).length;
  const most = parameters.at(-1)?.repeat ? Infinity : parameters.length;
  if (given >= least && given <= most) return undefined;
  const count = most === Infinity ? `at least ${least}` : least === most ? String(least) : `${least} to ${most}`;
  const one = count === '1' || count === 'at least 1';
  return `${id} takes ${count} ${one ? 'value' : 'values'}, not ${given}.`;
}

function literalType(value: null | boolean | number | string): ValueType {
  if (value === null) return 'null';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

const isDay = (type: ValueType): boolean => type === 'date' || type === 'datetime';

function comparisonHint(a: ValueType, b: ValueType): string {
  if (isDay(a) && isDay(b)) return ' Write date(…) around the date-time to compare its day.';
  if ((isDay(a) && b === 'text') || (isDay(b) && a === 'text')) return ' Write a date as date(2026, 11, 21).';
  return ' They are never equal.';
}

function arithmeticHint(type: ValueType): string {
  if (type === 'text') return ' Texts are joined by "&".';
  return isDay(type) ? ' Use addDays, addMonths or daysBetween.' : '';
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
