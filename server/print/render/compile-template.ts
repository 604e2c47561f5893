/**
 * Templates compiled by Handlebars, in a work process. The text was read and checked by the server with the same parser
 * (metadata/print/analyse.ts); here its tree is brought into the form that runs, and whatever is not on the list is refused a
 * second time:
 *
 *   {{total}} -> {{show total}}    sum lines.amount -> sum (pluck lines "amount")    label total -> "Total"
 */
import type Handlebars from 'handlebars';
import {
  spotKey,
  type Call,
  type Expression,
  type PathExpression,
  type Program,
  type Statement,
} from '../../../metadata/print/ast.js';
import type { Notes } from '../../../metadata/print/analyse.js';
import { dataNames, helpers as allowed } from '../../../metadata/print/helpers.js';
import { say } from '../../../metadata/words.js';
import { unprocessable } from '../../errors.js';
import { lazyPackage } from '../../lazy-package.js';
import { createBlocks, createHelpers, type HelperSurroundings } from './template-helpers.js';

const load = lazyPackage<typeof Handlebars>('handlebars');

/** Rows that all loops of one rendering go over, and characters that come of it. */
const mostSteps = 500_000;
const mostText = 20_000_000;

export interface TemplateText {
  readonly text: string;
  readonly notes: RenderNotes;
}
/** As the analysis made them, labels in the language of the document. */
export type RenderNotes = Readonly<Record<string, { readonly split: number } | { readonly label: string }>>;

export interface CompiledTemplate {
  (context: unknown, data: Readonly<Record<string, unknown>>): string;
}

export interface TemplateEngine {
  /** `plain`: no markup, nothing is escaped (names of files). */
  compile(template: TemplateText, plain?: boolean): CompiledTemplate;
}

export type { Notes };

export function createEngine(language: Omit<HelperSurroundings, 'markup' | 'isMarkup' | 'escape'>): TemplateEngine {
  const engine = load().create();
  for (const name of Object.keys(engine.helpers)) engine.unregisterHelper(name);
  const budget = createBudget();
  const helpers = createHelpers({
    ...language,
    markup: (html) => new engine.SafeString(html),
    isMarkup: (value) => value instanceof engine.SafeString,
    escape: (text) => engine.escapeExpression(text),
  });
  engine.registerHelper(helpers as never);
  engine.registerHelper(
    createBlocks(budget, (data) => engine.createFrame(data as object) as Record<string, unknown>) as never,
  );
  const known = Object.fromEntries([...Object.keys(allowed), 'show', 'pluck'].map((name) => [name, true]));
  return {
    compile({ text, notes }, plain = false) {
      const program = rewriteProgram(engine.parse(text) as unknown as Program, notes);
      const run = engine.compile(program as never, {
        knownHelpers: known as never,
        knownHelpersOnly: true,
        strict: true,
        noEscape: plain,
        preventIndent: true,
      });
      return (context, data) => {
        const made = run(context, { data, allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
        budget.write(made.length);
        return made;
      };
    },
  };
}

function createBudget() {
  let [steps, characters] = [0, 0];
  const tooMuch = () =>
    unprocessable('PRINT_TOO_LARGE', say`This template makes more than can be printed at once. Print fewer records, or have its loops looked at.`); // prettier-ignore
  return {
    spend(count: number): void {
      steps += count;
      if (steps > mostSteps) throw tooMuch();
    },
    write(length: number): void {
      characters += length;
      if (characters > mostText) throw tooMuch();
    },
  };
}

/* ------------------------------------------------------------ the tree in the form that runs */

const refused = (what: string): Error =>
  unprocessable('TEMPLATE_REFUSED', say`Templates may not have this: ${{ what }}.`);

function rewriteProgram(program: Program, notes: RenderNotes): Program {
  return { ...program, body: program.body.map((statement) => rewriteStatement(statement, notes)) };
}

function rewriteStatement(statement: Statement, notes: RenderNotes): Statement {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return statement;
    case 'BlockStatement': {
      const { program, inverse } = statement;
      return {
        ...statement,
        ...rewriteCall(statement, notes, true),
        ...(program ? { program: rewriteProgram(program, notes) } : {}),
        ...(inverse ? { inverse: rewriteProgram(inverse, notes) } : {}),
      };
    }
    case 'MustacheStatement': {
      if (!statement.escaped) throw refused('{{{');
      const { hash: _hash, ...rest } = statement;
      const isCall = statement.params.length > 0 || statement.hash !== undefined;
      const shown = isCall
        ? rewrite({ type: 'SubExpression', path: statement.path, params: statement.params, ...(statement.hash ? { hash: statement.hash } : {}), loc: statement.loc }, notes)
        : rewrite(statement.path, notes); // prettier-ignore
      return { ...rest, path: pathTo('show', statement.path), params: [shown] };
    }
    default:
      throw refused((statement as { type: string }).type);
  }
}

function rewriteCall<C extends Call>(
  call: C,
  notes: RenderNotes,
  isBlock = false,
): Pick<Call, 'path' | 'params' | 'hash'> {
  const { path, params, hash } = call;
  const name = path.type === 'PathExpression' && !path.data ? path.original : '';
  const helper = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
  if (!helper || (helper.block === true) !== isBlock) throw refused(name);
  return {
    path,
    params: params.map((each) => rewrite(each, notes)),
    ...(hash
      ? { hash: { ...hash, pairs: hash.pairs.map((pair) => ({ ...pair, value: rewrite(pair.value, notes) })) } }
      : {}),
  };
}

function rewrite(expression: Expression, notes: RenderNotes): Expression {
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return expression;
    case 'SubExpression': {
      const [first] = expression.params;
      const note = first && notes[spotKey(first.loc.start)];
      if (note && 'label' in note) return text(note.label, expression);
      return { ...expression, ...rewriteCall(expression, notes) };
    }
    case 'PathExpression': {
      if (expression.data && !Object.hasOwn(dataNames, expression.parts[0] ?? '')) throw refused(expression.original);
      const note = notes[spotKey(expression.loc.start)];
      return note && 'split' in note ? plucked(expression, note.split) : expression;
    }
    default:
      throw refused((expression as { type: string }).type);
  }
}

const text = (value: string, { loc }: Expression): Expression =>
  ({ type: 'StringLiteral', value, original: value, loc }) as Expression;

function plucked(path: PathExpression, split: number): Expression {
  const rows = { ...path, parts: path.parts.slice(0, split) };
  const column = text(path.parts.slice(split).join('.'), path);
  return { type: 'SubExpression', path: pathTo('pluck', path), params: [rows, column], loc: path.loc };
}

const pathTo = (name: string, { loc }: Expression): PathExpression => ({
  type: 'PathExpression',
  data: false,
  depth: 0,
  parts: [name],
  original: name,
  loc,
});
