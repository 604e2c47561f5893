import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Node } from '../../../metadata/expression/ast.js';
import { checkExpression } from '../../../metadata/expression/check.js';
import { dependenciesOf } from '../../../metadata/expression/dependencies.js';
import { compileEvaluator } from '../../../metadata/expression/evaluate.js';
import { parseExpression } from '../../../metadata/expression/parse.js';
import { printExpression } from '../../../metadata/expression/print.js';
import { nodesOf } from '../../../metadata/expression/walk.js';
import { environment, functions, goldenRows, scope } from './helper.js';
import { anyNode, bare } from './random.js';

/** A tree in brackets, as the golden file writes it. */
function sketch(node: Node): string {
  switch (node.type) {
    case 'literal':
      return JSON.stringify(node.value);
    case 'name':
      return node.path.join('.');
    case 'index':
      return `${sketch(node.object)}[${JSON.stringify(node.key)}]`;
    case 'parameter':
      return `$${node.name}`;
    case 'unary':
      return `(${node.operator} ${sketch(node.operand)})`;
    case 'binary':
      return `(${sketch(node.left)} ${node.operator} ${sketch(node.right)})`;
    case 'in':
      return `(${sketch(node.operand)} in ${node.items.map(sketch).join(' ')})`;
    case 'call':
      return `${node.name}(${node.arguments.map(sketch).join(' ')})`;
    case 'cell': {
      const marks = { relative: '~', absolute: '#', current: '@' };
      const axis = (coordinates: typeof node.left) =>
        coordinates
          .map(({ address, step, mode }) => ` ${address}${marks[mode]}${mode === 'current' ? '' : step}`)
          .join('');
      const parts = [node.all ? ' all' : '', axis(node.left), node.top.length > 0 ? ` |${axis(node.top)}` : ''];
      if (node.field !== undefined) parts.push(` .${node.field}`);
      if (node.condition) parts.push(` {${sketch(node.condition)}}`);
      return `C(${node.address}${parts.join('')})`;
    }
    case 'error':
      return 'ERROR';
  }
}

const golden = readFileSync(new URL('../../golden/expression/parse.txt', import.meta.url), 'utf8');

describe('expression/parse', () => {
  for (const [text, expected] of goldenRows(golden)) {
    it(`reads ${text}`, () => {
      const { node, problems } = parseExpression(text, { cells: true });
      expect(problems).to.deep.equal([]);
      expect(sketch(node)).to.equal(expected);
    });
  }

  it('reads capitals with digits as names where there are no cells', () => {
    expect(sketch(parseExpression('A1.id + C2').node)).to.equal('(A1.id + C2)');
  });

  it('takes any white space between tokens', () => {
    const { node, problems } = parseExpression('\n\t a\u00a0+\r\n b ');
    expect(problems).to.deep.equal([]);
    expect(sketch(node)).to.equal('(a + b)');
  });

  it('gives every node the text it was read from', () => {
    const text = 'if( a >= 1, (b + "x""y") & $p, f( customer.name )) in (row["Unit price"], -2^2)';
    for (const node of nodesOf(parseExpression(text).node)) {
      const again = parseExpression(text.slice(node.from, node.to));
      expect(again.problems).to.deep.equal([]);
      expect(bare(again.node)).to.deep.equal(bare(node));
    }
  });

  it('reads what it prints', () => {
    fc.assert(
      fc.property(anyNode, (node) => {
        const text = printExpression(node);
        const parsed = parseExpression(text, { cells: true });
        expect(parsed.problems, text).to.deep.equal([]);
        expect(bare(parsed.node), text).to.deep.equal(bare(node));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives a tree and problems within the text for any text at all', () => {
    const word = fc.constantFrom(
      'a', '1', '"', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '!', '$', '+', '-', '^', '=', '<', '>', 'and', 'not',
      'in', ' ', 'C2', 'f(', '\\', '中', '，', '😀', "'", '0',
    ); // prettier-ignore
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
          fc.string(),
        ),
        (text) => {
          const { node, problems } = parseExpression(text, { cells: true });
          const places = [...nodesOf(node), ...problems];
          for (const { from, to } of places) expect(0 <= from && from <= to && to <= text.length, text).to.equal(true);
          const hasError = [...nodesOf(node)].some((each) => each.type === 'error');
          if (hasError) expect(problems.length, text).to.be.greaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('expression/parse: problems', () => {
  /** Text, then `CODE from-to` of each problem. */
  const rows: readonly (readonly [string, ...string[]])[] = [
    ['', 'EMPTY 0-0'],
    ['   ', 'EMPTY 0-3'],
    ['1 +', 'MISSING_VALUE 3-3'],
    ['* 2', 'MISSING_VALUE 0-1'],
    ['a + * b', 'MISSING_VALUE 4-5'],
    ['a b', 'UNEXPECTED 2-3'],
    ['1 2 3', 'UNEXPECTED 2-3'],
    ['(1 + 2', 'MISSING_BRACKET 6-6'],
    ['1 + 2)', 'UNEXPECTED 5-6'],
    ['f(1', 'MISSING_BRACKET 3-3'],
    ['f(1,)', 'MISSING_VALUE 4-5'],
    ['f(,1)', 'MISSING_VALUE 2-3'],
    ['f(a b, c d)', 'UNEXPECTED 4-5', 'UNEXPECTED 9-10'],
    ['f(a; b)', 'FOREIGN_SIGN 3-4'],
    ['a in ()', 'MISSING_VALUE 6-7'],
    ['"abc', 'UNCLOSED_TEXT 0-4'],
    ['"a\\qb"', 'BAD_ESCAPE 2-4'],
    ["'abc'", 'FOREIGN_SIGN 0-1'],
    ['“abc”', 'FOREIGN_SIGN 0-1'],
    ['a == b', 'FOREIGN_SIGN 2-4'],
    ['a && b || c', 'FOREIGN_SIGN 2-4', 'FOREIGN_SIGN 7-9'],
    ['a != b', 'FOREIGN_SIGN 2-4'],
    ['a AND b', 'FOREIGN_SIGN 2-5'],
    ['f（a，b）', 'FOREIGN_SIGN 1-2', 'FOREIGN_SIGN 3-4', 'FOREIGN_SIGN 5-6'],
    ['=a', 'LEADING_EQUALS 0-1'],
    ['a ? b', 'BAD_CHARACTER 2-3', 'UNEXPECTED 4-5'],
    ['a.', 'MISSING_NAME 2-2'],
    ['a.1', 'MISSING_NAME 2-3'],
    ['$', 'BAD_PARAMETER 0-1'],
    ['12abc', 'BAD_NUMBER 0-5'],
    ['1.2.3', 'UNEXPECTED 3-5'],
    ['1e999', 'BAD_NUMBER 0-5'],
    ['1234567890123456', 'BAD_NUMBER 0-16'],
    ['row[1]', 'BAD_INDEX 4-5'],
    ['row["a"', 'MISSING_BRACKET 7-7'],
    ['"".constructor', 'UNEXPECTED 2-3'],
    ['"abc"[0]', 'UNEXPECTED 5-6'],
    ['a()()', 'UNEXPECTED 3-4'],
    ['f().x', 'UNEXPECTED 3-4'],
    ['C2[A2]', 'BAD_COORDINATE 5-6'],
    ['C2[x:1]', 'BAD_COORDINATE 3-4'],
    ['C2[A2:1.5]', 'BAD_COORDINATE 6-9'],
    ['C2[!1]', 'BAD_COORDINATE 4-5'],
    ['C2[A2:-1', 'MISSING_BRACKET 8-8'],
    ['C2{it.B2', 'MISSING_BRACKET 8-8'],
    ['C2{}', 'MISSING_VALUE 3-4'],
    ['A1.', 'MISSING_NAME 3-3'],
  ];
  for (const [text, ...expected] of rows) {
    it(`tells what is wrong in ${text || 'an empty text'}`, () => {
      const { problems } = parseExpression(text, { cells: true });
      expect(problems.map(({ code, from, to }) => `${code} ${from}-${to}`)).to.deep.equal(expected);
      for (const { message } of problems) expect(message).to.match(/^[A-Z"].*[.]$/);
    });
  }

  it('goes on behind a mistake', () => {
    expect(sketch(parseExpression('f(1 +, g(2)) * 3').node)).to.equal('(f((1 + ERROR) g(2)) * 3)');
    expect(sketch(parseExpression('a = = 3 and b').node)).to.equal('(((a = ERROR) = 3) and b)');
  });

  it('keeps what was read of an unfinished path, for completion', () => {
    expect(sketch(parseExpression('customer.').node)).to.equal('customer');
  });

  it('refuses texts over 4,000 characters', () => {
    const { node, problems } = parseExpression('1'.repeat(4001));
    expect(node.type).to.equal('error');
    expect(problems.map((problem) => problem.code)).to.deep.equal(['TOO_LONG']);
  });

  it('refuses 2,000 levels without exhausting the stack', () => {
    const deep = ['(', '-', 'f(', '2^', 'C1{', 'a in (', 'f(1,', '(1+'];
    for (const part of deep) {
      const { problems } = parseExpression(part.repeat(Math.min(2000, Math.floor(4000 / part.length))), {
        cells: true,
      });
      expect(problems.map((problem) => problem.code), part).to.deep.equal(['TOO_DEEP']); // prettier-ignore
    }
    expect(parseExpression('not '.repeat(1000)).problems[0]?.code).to.equal('TOO_DEEP');
  });

  it('reads 199 levels', () => {
    const text = `${'('.repeat(199)}1${')'.repeat(199)}`;
    expect(parseExpression(text).problems).to.deep.equal([]);
  });

  it('lets chains be as long as the text, and everything that walks them copes', () => {
    const chains = [
      `1${'+1'.repeat(1999)}`, `a${'&a'.repeat(1999)}`, `a${' in a'.repeat(790)}`, `row${'["a"]'.repeat(790)}`,
      `a${' not in a'.repeat(440)}`, `a${'.a'.repeat(1999)}`, `true${' and true'.repeat(440)}`,
    ]; // prettier-ignore
    for (const text of chains) {
      const { node, problems } = parseExpression(text);
      expect(problems, text.slice(0, 12)).to.deep.equal([]);
      checkExpression(node, scope);
      dependenciesOf(node);
      expect(printExpression(node).length).to.be.greaterThan(1000);
      compileEvaluator(node, functions);
    }
    const sum = parseExpression(chains[0] ?? '').node;
    expect(compileEvaluator(sum, functions)(environment)).to.equal(2000);
  });
});
