import { expect } from 'chai';
import { compileExpression, type Scope } from '../../../metadata/expression/compile.js';
import type { ValueType } from '../../../metadata/value.js';
import { functions, scope } from './helper.js';

const typeOf = (text: string): ValueType => {
  const { type, problems } = compileExpression(text, scope);
  expect(problems, text).to.deep.equal([]);
  return type;
};
const problemsOf = (text: string, within: Scope = scope): string[] =>
  compileExpression(text, within).problems.map(({ code, from, to }) => `${code} ${from}-${to}`);
const messagesOf = (text: string, within: Scope = scope): string[] =>
  compileExpression(text, within).problems.map((problem) => problem.message);

describe('expression/check: types', () => {
  const rows: readonly (readonly [string, ValueType])[] = [
    ['1', 'number'], ['"a"', 'text'], ['true', 'boolean'], ['null', 'null'], ['amount', 'number'], ['owner', 'id'],
    ['created_at', 'datetime'], ['tags', 'list'], ['$from', 'date'], ['datum.month', 'date'], ['user.id', 'id'],
    ['user.name', 'text'], ['row["Unit price"]', 'number'], ['customer.region.name', 'text'], ['1 + amount', 'number'],
    ['missing * null', 'number'], ['-amount', 'number'], ['not active', 'boolean'], ['amount & name', 'text'],
    ['amount > 1', 'boolean'], ['name = null', 'boolean'], ['owner = "01J"', 'boolean'], ['active and locked', 'boolean'],
    ['amount in (1, 2)', 'boolean'], ['name in $codes', 'boolean'], ['today()', 'date'], ['now()', 'datetime'],
    ['if(active, 1, 2)', 'number'], ['if(active, 1, null)', 'number'], ['if(active, 1)', 'number'],
    ['if(active, 1, "a")', 'any'], ['if(active, owner, name)', 'text'], ['coalesce(closed_on, today())', 'date'],
    ['coalesce(null)', 'null'], ['max(ordered_on, today())', 'date'], ['min(1, 2)', 'number'], ['max(tags)', 'any'],
    ['sum(figures, 1)', 'number'], ['first(tags)', 'any'], ['last(1, "a")', 'text'], ['year(created_at)', 'number'],
    ['addDays(created_at, 1)', 'date'], ['anything', 'any'], ['anything + 1', 'number'],
  ]; // prettier-ignore
  for (const [text, type] of rows) it(`${text} is ${type}`, () => expect(typeOf(text)).to.equal(type));

  it('types parts of a broken expression all the same', () => {
    expect(compileExpression('1 + + ', scope).type).to.equal('number');
    expect(compileExpression('(', scope).type).to.equal('any');
  });
});

describe('expression/check: problems', () => {
  const rows: readonly (readonly [string, ...string[]])[] = [
    ['nowhere', 'UNKNOWN_NAME 0-7'],
    ['1 + nowhere + gone', 'UNKNOWN_NAME 4-11', 'UNKNOWN_NAME 14-18'],
    ['customer.region.nane', 'UNKNOWN_NAME 0-20'],
    ['$form', 'UNKNOWN_PARAMETER 0-5'],
    ['user.password', 'UNKNOWN_NAME 0-13'],
    ['user.department.name', 'UNKNOWN_NAME 0-20'],
    ['datum.year', 'UNKNOWN_NAME 0-10'],
    ['it.B2', 'UNKNOWN_NAME 0-5'],
    ['rund(1)', 'UNKNOWN_FUNCTION 0-7'],
    ['abs()', 'ARGUMENT_COUNT 0-5'],
    ['abs(1, 2)', 'ARGUMENT_COUNT 0-9'],
    ['sum()', 'ARGUMENT_COUNT 0-5'],
    ['today(1)', 'ARGUMENT_COUNT 0-8'],
    ['if(active, 1, 2, 3)', 'ARGUMENT_COUNT 0-19'],
    ['abs("a")', 'TYPE_MISMATCH 4-7'],
    ['upper(amount)', 'TYPE_MISMATCH 6-12'],
    ['upper(tags)', 'TYPE_MISMATCH 6-10'],
    ['year("2026-01-01")', 'TYPE_MISMATCH 5-17'],
    ['if(amount, 1, 2)', 'TYPE_MISMATCH 3-9'],
    ['sum(1, "a", 2)', 'TYPE_MISMATCH 7-10'],
    ['name + 1', 'TYPE_MISMATCH 0-4'],
    ['1 + name', 'TYPE_MISMATCH 4-8'],
    ['ordered_on + 1', 'TYPE_MISMATCH 0-10'],
    ['active * 2', 'TYPE_MISMATCH 0-6'],
    ['-name', 'TYPE_MISMATCH 1-5'],
    ['not amount', 'TYPE_MISMATCH 4-10'],
    ['active and amount', 'TYPE_MISMATCH 11-17'],
    ['name or 1', 'TYPE_MISMATCH 0-4', 'TYPE_MISMATCH 8-9'],
    ['amount = "12"', 'TYPE_MISMATCH 0-13'],
    ['amount < name', 'TYPE_MISMATCH 0-13'],
    ['ordered_on = "2026-01-01"', 'TYPE_MISMATCH 0-25'],
    ['created_at >= today()', 'TYPE_MISMATCH 0-21'],
    ['amount in (1, "a")', 'TYPE_MISMATCH 14-17'],
    ['tags in ("a")', 'TYPE_MISMATCH 0-4'],
    ['tags = "a"', 'TYPE_MISMATCH 0-4'],
    ['tags & "a"', 'TYPE_MISMATCH 0-4'],
    ['1 + + name', 'TYPE_MISMATCH 6-10'],
    ['1 + "a" +', 'MISSING_VALUE 9-9', 'TYPE_MISMATCH 4-7'],
  ];
  for (const [text, ...expected] of rows) {
    it(`finds what is wrong in ${text}`, () => {
      expect(problemsOf(text)).to.deep.equal(expected);
      for (const message of messagesOf(text)) expect(message).to.match(/^[A-Za-z"$].*[.?]$/);
    });
  }

  const suggestions: readonly (readonly [string, string])[] = [
    ['amonut', 'There is no field "amonut" here. Did you mean "amount"?'],
    ['Amount', 'There is no field "Amount" here. Did you mean "amount"?'],
    ['TRUE', 'There is no field "TRUE" here. Did you mean "true"?'],
    ['customer.regoin.name', '"customer" has no field "regoin". Did you mean "region"?'],
    ['customer.region.nane', '"customer.region" has no field "nane". Did you mean "name"?'],
    ['$form', 'There is no parameter "form". Did you mean "from"?'],
    ['datum.mnth', 'There is no value "mnth" here. Did you mean "month"?'],
    ['Sum(1)', 'There is no function "Sum". Did you mean "sum"?'],
    ['isnull(1)', 'There is no function "isnull". Did you mean "isNull"?'],
    ['rond(1)', 'There is no function "rond". Did you mean "round"?'],
    ['NOT(active)', 'There is no function "NOT". Did you mean "not"?'],
    ['today', 'There is no field "today" here. "today" is a function: write today(…).'],
    ['C2', 'There is no field "C2" here. Cells can be read in sheets only.'],
    ['user.nme', '"user.nme" is not known; there are user.id, user.login, user.name, user.department.'],
    ['zzzzzzzz', 'There is no field "zzzzzzzz" here.'],
    ['name + 1', '"+" needs numbers, and this is a text. Texts are joined by "&".'],
    ['ordered_on + 1', '"+" needs numbers, and this is a date. Use addDays, addMonths or daysBetween.'],
    ['ordered_on < "2026-01-01"', '"<" compares a date with a text. Write a date as date(2026, 11, 21).'],
    [
      'created_at < today()',
      '"<" compares a date-time with a date. Write date(…) around the date-time to compare its day.',
    ],
    ['amount = name', '"=" compares a number with a text. They are never equal.'],
    ['round(1, 2, 3)', '"round" takes 1 to 2 values, not 3.'],
    ['sum()', '"sum" takes at least 1 value, not 0.'],
    ['year("a")', '"date" of "year" must be a date, and this is a text. Use date(…) to read a date from text.'],
  ];
  for (const [text, message] of suggestions) {
    it(`says of ${text} what to do`, () => expect(messagesOf(text)[0]).to.equal(message));
  }

  it('knows no fields, parameters or datum where the scope has none', () => {
    const empty = { functions };
    expect(messagesOf('amount', empty)).to.deep.equal(['There is no field "amount" here.']);
    expect(messagesOf('$from', empty)).to.deep.equal(['There are no parameters here: take "$from" out.']);
    expect(messagesOf('datum.x', empty)).to.deep.equal(['There is no field "datum.x" here.']);
    expect(messagesOf('user.name & "!"', empty)).to.deep.equal([]);
  });

  it('takes a field named user or datum for a field when it stands alone', () => {
    const own: Scope = { functions, field: (path) => (path.length === 1 ? 'id' : undefined) };
    expect(problemsOf('user = datum', own)).to.deep.equal([]);
  });

  it('knows it.B2 only within the braces of a cell', () => {
    const sheet: Scope = { functions, cells: true };
    expect(problemsOf('C2[!0]{it.B2 = B2}', sheet)).to.deep.equal([]);
    expect(problemsOf('C2[!0]{it.B2 = B2} + it.B2', sheet)).to.deep.equal(['UNKNOWN_NAME 21-26']);
    expect(problemsOf('C2{1}', sheet)).to.deep.equal(['TYPE_MISMATCH 3-4']);
  });

  it('leaves calls to the scope that answers them itself', () => {
    const sheet: Scope = {
      functions,
      cells: true,
      call: (name, parts) => (name === 'rank' && parts.length > 0 ? 'number' : undefined),
    };
    expect(problemsOf('rank(C2, A2, across) + 1', sheet)).to.deep.equal([]);
    expect(problemsOf('rank() + 1', sheet)).to.deep.equal(['UNKNOWN_FUNCTION 0-6']);
  });
});
