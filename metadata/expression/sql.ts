/**
 * The subset of the language that databases can answer, as SQL that gives exactly what the evaluator gives, null for
 * null: comparisons, three-valued logic, sums and products, null tests, `in`, `if`, and functions that bring their own
 * SQL. What reads no field is computed beforehand. Whatever might differ has no translation (undefined): the caller
 * then computes in memory or refuses.
 */
import type { Scalar, Value, ValueType } from '../value.js';
import type { Node } from './ast.js';
import { applyOperator, isList, textOf } from './operators.js';
import { arithmetic } from './sql-arithmetic.js';
import { callToSql } from './sql-call.js';
import { evaluateConstant, findVariable } from './sql-constants.js';
import { align, constant, decimalsOf, boundOf, familyOf, joinPieces, LARGEST, piece, plain, typed, writeConstant } from './sql-fragment.js'; // prettier-ignore
import type { Fragment, Sql, SqlTarget, SqlText } from './sql-fragment.js';
import { leftSpine, pathOf, type Binary } from './walk.js';

export type { SqlField, SqlTarget } from './sql-fragment.js';

export interface SqlExpression {
  /** With one `?` for each binding. Of type boolean it can stand in a WHERE: only rows for which it is true count. */
  readonly sql: string;
  readonly bindings: readonly Scalar[];
  readonly type: ValueType;
  /** Of a number. On SQLite the result is a whole number, the value times 10^scale. */
  readonly scale?: number;
}

/** Undefined when the expression, in part or whole, has no exact translation. */
export function expressionToSql(node: Node, target: SqlTarget): SqlExpression | undefined {
  const fragment = new Translator(target, node).translate(node);
  if (!fragment) return undefined;
  const whole = fragment.kind === 'sql' ? fragment : writeWhole(fragment.value, target);
  if (!whole) return undefined;
  const { sql, bindings, type, scale } = whole;
  return { sql, bindings, type, ...(type === 'number' ? { scale } : {}) };
}

function writeWhole(value: Value, target: SqlTarget): Sql | undefined {
  if (isList(value)) return undefined;
  const isNumber = typeof value === 'number';
  const type = value === null ? 'null' : isNumber ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
  const scale = isNumber ? decimalsOf(value) : 0;
  const text = writeConstant(value, type, scale, target);
  return text && typed(text, type, scale, isNumber ? boundOf(value) : 0n);
}

class Translator {
  readonly #target: SqlTarget;
  /** Nodes that read a field; all others are constants of this run. */
  readonly #variable: ReadonlySet<Node>;

  constructor(target: SqlTarget, root: Node) {
    this.#target = target;
    this.#variable = findVariable(root);
  }

  translate(node: Node): Fragment | undefined {
    if (!this.#variable.has(node)) return evaluateConstant(node, this.#target);
    switch (node.type) {
      case 'name':
      case 'index':
        return this.#field(pathOf(node) ?? []);
      case 'unary':
        return this.#unary(node);
      case 'binary':
        return this.#chain(node);
      case 'in':
        return this.#membership(node);
      case 'call': {
        if (node.name === 'if') return this.#choice(node.arguments);
        const fragments = this.#all(node.arguments);
        return fragments && callToSql(node.name, fragments, this.#target);
      }
      default:
        return undefined;
    }
  }

  #all(nodes: readonly Node[]): Fragment[] | undefined {
    const fragments: Fragment[] = [];
    for (const node of nodes) {
      const fragment = this.translate(node);
      if (!fragment) return undefined;
      fragments.push(fragment);
    }
    return fragments;
  }

  #field(path: readonly string[]): Fragment | undefined {
    const field = this.#target.field(path);
    if (!field || familyOf(field.type) === undefined) return undefined;
    if (field.type !== 'number') return typed(plain(field.sql), field.type);
    const { scale, precision } = field;
    if (scale === undefined || !Number.isInteger(scale) || scale < 0) return undefined;
    const widest = scale === 0 && precision === undefined ? BigInt(Number.MAX_SAFE_INTEGER) : LARGEST;
    const bound = precision === undefined ? widest : 10n ** BigInt(precision) - 1n;
    return typed(plain(field.sql), 'number', scale, bound);
  }

  #unary({ operator, operand }: Extract<Node, { type: 'unary' }>): Fragment | undefined {
    const inner = this.translate(operand);
    if (operator === 'not') {
      const condition = inner && this.#condition(inner);
      return condition && typed(piece`(NOT ${condition})`, 'boolean');
    }
    if (inner?.kind !== 'sql' || inner.type !== 'number') return undefined;
    return operator === '+' ? inner : typed(piece`(-${inner})`, 'number', inner.scale, inner.bound);
  }

  /** A boolean, or a constant that is one or null. */
  #condition(fragment: Fragment): SqlText | undefined {
    if (fragment.kind === 'constant') return writeConstant(fragment.value, 'boolean', 0, this.#target);
    return fragment.type === 'boolean' ? fragment : undefined;
  }

  #chain(node: Binary): Fragment | undefined {
    const { first, steps } = leftSpine(node);
    const from = steps.findIndex((step) => this.#variable.has(step));
    let left = this.translate(steps[from - 1] ?? first);
    for (const step of steps.slice(from)) {
      const right = left && this.translate(step.right);
      left = left && right && this.#binary(step, left, right);
      if (!left) return undefined;
    }
    return left;
  }

  #binary({ operator }: Binary, left: Fragment, right: Fragment): Fragment | undefined {
    const target = this.#target;
    switch (operator) {
      case 'and':
      case 'or': {
        const [a, b] = [this.#condition(left), this.#condition(right)];
        return a && b && typed(piece`(${a} ${plain(operator.toUpperCase())} ${b})`, 'boolean');
      }
      case '=':
        return this.#equality(left, right);
      case '<>': {
        const same = this.#equality(left, right);
        if (same?.kind === 'constant') return constant(same.value !== true);
        return same && typed(piece`(NOT ${same})`, 'boolean');
      }
      case '<':
      case '<=':
      case '>':
      case '>=': {
        if (isNull(left) || isNull(right)) return constant(null);
        const both = align([left, right], target);
        const [a, b] = both?.parts ?? [];
        return a && b && typed(piece`(${a} ${plain(operator)} ${b})`, 'boolean');
      }
      case '&':
        return this.#joined(left, right);
      default:
        if (left.kind === 'constant' && right.kind === 'constant') {
          return constant(applyOperator(operator, left.value, right.value));
        }
        return arithmetic(operator, left, right, target);
    }
  }

  /** Never null: null equals null. */
  #equality(left: Fragment, right: Fragment): Fragment | undefined {
    if (left.kind === 'constant' && right.kind === 'constant') return constant(left.value === right.value);
    const operator = plain(this.#target.engine === 'sqlite' ? 'IS' : '<=>');
    const both = align([left, right], this.#target);
    const [a, b] = both?.parts ?? [];
    return a && b && typed(piece`(${a} ${operator} ${b})`, 'boolean');
  }

  #joined(left: Fragment, right: Fragment): Fragment | undefined {
    const parts: SqlText[] = [];
    for (const side of [left, right]) {
      if (side.kind === 'constant') parts.push({ sql: '?', bindings: [textOf(side.value)] });
      else if (familyOf(side.type) === 'text') parts.push(piece`COALESCE(${side}, '')`);
      else return undefined;
    }
    const isSqlite = this.#target.engine === 'sqlite';
    return typed(isSqlite ? piece`(${joinPieces(parts, ' || ')})` : piece`CONCAT(${joinPieces(parts, ', ')})`, 'text');
  }

  #membership(node: Extract<Node, { type: 'in' }>): Fragment | undefined {
    const operand = this.translate(node.operand);
    const items = this.#all(node.items);
    if (!operand || !items || (operand.kind === 'constant' && isList(operand.value))) return undefined;
    const values = items.flatMap((item): Fragment[] => {
      return item.kind === 'constant' && isList(item.value) ? item.value.map(constant) : [item];
    });
    const isListed = (item: Fragment): boolean => item.kind === 'constant' && item.value !== null;
    const tests: (SqlText | undefined)[] = [];
    const listed = operand.kind === 'sql' ? values.filter((item) => isListed(item) && this.#fits(item, operand)) : [];
    for (const item of values) {
      if (operand.kind === 'sql' && isListed(item)) continue;
      const same = this.#equality(operand, item);
      tests.push(same?.kind === 'constant' ? plain(same.value === true ? '1' : '0') : same);
    }
    if (listed.length > 0) {
      const [whole, ...list] = align([operand, ...listed], this.#target)?.parts ?? [];
      tests.push(whole && piece`(${whole} IN (${joinPieces(list, ', ')}) AND ${whole} IS NOT NULL)`);
    }
    const known = tests.filter((test) => test !== undefined);
    if (known.length < tests.length) return undefined;
    return known.length === 0 ? constant(false) : typed(piece`(${joinPieces(known, ' OR ')})`, 'boolean');
  }

  /** A constant of another type is never equal; it is left out of the list. */
  #fits(item: Fragment, operand: Fragment): boolean {
    if (item.kind !== 'constant' || operand.kind !== 'sql') return false;
    const { value } = item;
    if (typeof value === 'number') return operand.type === 'number';
    return writeConstant(value, operand.type, 0, this.#target) !== undefined;
  }

  #choice([test, then, otherwise]: readonly Node[]): Fragment | undefined {
    const condition = test && this.translate(test);
    if (!condition || !then) return undefined;
    const branch = (node: Node | undefined): Fragment | undefined => (node ? this.translate(node) : constant(null));
    if (condition.kind === 'constant') {
      return condition.value === null || typeof condition.value === 'boolean'
        ? branch(condition.value === true ? then : otherwise)
        : undefined;
    }
    const [a, b] = [branch(then), branch(otherwise)];
    const tested = this.#condition(condition);
    if (!a || !b || !tested) return undefined;
    if (a.kind === 'constant' && b.kind === 'constant') return this.#constants(tested, a.value, b.value);
    const both = align([a, b], this.#target);
    const [x, y] = both?.parts ?? [];
    return both && x && y && typed(piece`(CASE WHEN ${tested} THEN ${x} ELSE ${y} END)`, both.type, both.scale, both.bound); // prettier-ignore
  }

  /** `if(field > 5, 1, 2)`: two constants, which must be of one type. */
  #constants(tested: SqlText, a: Value, b: Value): Fragment | undefined {
    if (a === b) return constant(a);
    const known = writeWhole(a ?? b, this.#target);
    if (!known || (a !== null && b !== null && typeof a !== typeof b)) return undefined;
    const both = align([known, constant(a), constant(b)], this.#target);
    const [, x, y] = both?.parts ?? [];
    return both && x && y && typed(piece`(CASE WHEN ${tested} THEN ${x} ELSE ${y} END)`, both.type, both.scale, both.bound); // prettier-ignore
  }
}

function isNull(fragment: Fragment): boolean {
  return fragment.kind === 'constant' && fragment.value === null;
}
