/**
 * Arithmetic in SQL that gives what the evaluator gives, digit for digit: scaled integers on SQLite, DECIMAL on MySQL.
 * Results that may have more than 15 digits are rounded in SQL as decimal.ts rounds them; beyond 64 bits, and for
 * quotients without end, there is no translation.
 */
import { Decimal } from 'decimal.js';
import {
  align,
  boundAt,
  boundOf,
  constant,
  decimalsOf,
  LARGEST,
  MAX_SCALED,
  piece,
  plain,
  typed,
  writeConstant,
} from './sql-fragment.js';
import type { Constant, Fragment, Sql, SqlTarget, SqlText } from './sql-fragment.js';

/** Text is repeated for rounding: only short pieces are. */
const MAX_REPEATED = 1500;

type Operator = '+' | '-' | '*' | '/' | '%' | '^';

export function arithmetic(
  operator: Operator,
  left: Fragment,
  right: Fragment,
  target: SqlTarget,
): Fragment | undefined {
  for (const side of [left, right]) {
    if (side.kind === 'constant' && side.value === null) return constant(null);
    const isNumber = side.kind === 'sql' ? side.type === 'number' : typeof side.value === 'number';
    if (!isNumber) return undefined;
  }
  switch (operator) {
    case '+':
    case '-':
    case '%':
      return aligned(operator, left, right, target);
    case '*':
      return multiply(left, right, target);
    case '/':
      return divide(left, right, target);
    case '^':
      return undefined;
  }
}

function aligned(operator: '+' | '-' | '%', left: Fragment, right: Fragment, target: SqlTarget): Sql | undefined {
  const both = align([left, right], target);
  const [a, b] = both?.parts ?? [];
  if (!both || !a || !b) return undefined;
  const [x, y] = [boundAt(left, both.scale), boundAt(right, both.scale)];
  const bound = operator === '%' ? (x < y ? x : y) : x + y;
  return rounded(piece`(${a} ${plain(operator)} ${b})`, both.scale, bound, target);
}

function multiply(left: Fragment, right: Fragment, target: SqlTarget): Sql | undefined {
  const [a, b] = [alone(left, target), alone(right, target)];
  if (!a || !b) return undefined;
  return rounded(piece`(${a} * ${b})`, a.scale + b.scale, a.bound * b.bound, target);
}

/** A number at its own scale. */
function alone(fragment: Fragment, target: SqlTarget): Sql | undefined {
  if (fragment.kind === 'sql') return fragment;
  if (typeof fragment.value !== 'number') return undefined;
  const scale = decimalsOf(fragment.value);
  const text = writeConstant(fragment.value, 'number', scale, target);
  return text && typed(text, 'number', scale, boundOf(fragment.value));
}

/** By a constant whose reciprocal ends: 100, 4, 0.25. Others (3, 7) are left to the evaluator. */
function divide(left: Fragment, right: Fragment, target: SqlTarget): Fragment | undefined {
  if (right.kind !== 'constant' || typeof right.value !== 'number') return undefined;
  if (right.value === 0) return constant(null);
  const reciprocal = new Decimal(1).div(right.value);
  if (reciprocal.decimalPlaces() > 12 || reciprocal.precision() > 15 || !reciprocal.times(right.value).eq(1))
    return undefined;
  const factor: Constant = constant(reciprocal.toNumber());
  return multiply(left, factor, target);
}

/** Half away from zero to 15 significant digits, where the bound says that there may be more. */
function rounded(value: SqlText, scale: number, bound: bigint, target: SqlTarget): Sql | undefined {
  if (bound <= LARGEST) return typed(value, 'number', scale, bound);
  if (bound > MAX_SCALED - 1000n || value.sql.length > MAX_REPEATED) return undefined;
  const digits = bound.toString().length;
  let text = piece`CASE WHEN ABS(${value}) < ${limit(15, scale, target)} THEN ${value}`;
  for (let size = 16; size <= digits; size++) {
    const condition =
      size === digits ? plain(' ELSE') : piece` WHEN ABS(${value}) < ${limit(size, scale, target)} THEN`;
    text = piece`${text}${condition} ${roundAt(value, size - 15, scale, target)}`;
  }
  return typed(piece`(${text} END)`, 'number', scale, bound + 1000n);
}

/** 10^digits in the number's own scale. */
function limit(digits: number, scale: number, target: SqlTarget): SqlText {
  return plain(target.engine === 'sqlite' ? `1${'0'.repeat(digits)}` : new Decimal(10).pow(digits - scale).toFixed());
}

function roundAt(value: SqlText, dropped: number, scale: number, target: SqlTarget): SqlText {
  if (target.engine === 'mysql') return piece`ROUND(${value}, ${plain(String(scale - dropped))})`;
  const unit = plain(`1${'0'.repeat(dropped)}`);
  const half = `5${'0'.repeat(dropped - 1)}`;
  return piece`(${value} + CASE WHEN ${value} < 0 THEN ${plain(`-${half}`)} ELSE ${plain(half)} END) / ${unit} * ${unit}`;
}
