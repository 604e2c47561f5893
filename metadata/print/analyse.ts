/**
 * Reads the parsed templates of a document without running them: everything that is not on the lists is refused with its
 * line and column, and what the templates need of the records comes out, with notes for whoever runs them.
 *
 *   syntax tree -> statements (by scope) -> { needs, notes, problems }
 */
import type { Entity, Model } from '../model/model.js';
import { hinted, meant } from '../document/nearest.js';
import type { Label, Words } from '../value.js';
import { say } from '../words.js';
import { spotKey, type BlockStatement, type Call, type Expression, type MustacheStatement, type PathExpression, type Program, type Spot } from './ast.js'; // prettier-ignore
import { dataNames, findHelper, helpers, pageData, rowData, type HelperShape, type Taken } from './helpers.js';
import { NeedsBuilder, type Needs } from './needs.js';
import { resolve, type Meaning, type Scope } from './scope.js';

export interface TemplateProblem extends Words {
  readonly code: string;
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** What whoever runs a template must know about a path of it, by `line:column`. */
export type Notes = Readonly<Record<string, { readonly split: number } | { readonly label: Label }>>;

export interface Analysis {
  readonly notes: Notes;
  readonly problems: readonly TemplateProblem[];
}

export interface AnalyseOptions {
  readonly model: Model;
  readonly entity: Entity;
  /** The template is one document over many records. */
  readonly list: boolean;
  /** Header or foot of a page. */
  readonly onPage: boolean;
  /** Gathers what is read; several templates of a document share it. */
  readonly needs: NeedsBuilder;
}

/** Blocks and calls within each other. */
const deepest = 20;
const mostNodes = 5000;

export function analyseTemplate(program: Program, options: AnalyseOptions): Analysis {
  const { entity, needs, list } = options;
  const top: Scope = list ? { is: 'records', entity, needs } : { is: 'record', entity, needs, prefix: '' };
  const analyser = new Analyser(options);
  analyser.program(program, { scopes: [top], names: new Map(), inRows: false });
  return { notes: analyser.notes, problems: analyser.problems };
}

export { NeedsBuilder, type Needs };

interface Place {
  /** Innermost first: `../` goes one on. */
  readonly scopes: readonly Scope[];
  /** Block parameters: `{{#each lines as |line|}}`. */
  readonly names: ReadonlyMap<string, Scope | 'number'>;
  /** Inside of `each`. */
  readonly inRows: boolean;
}

class Analyser {
  readonly notes: Record<string, { split: number } | { label: Label }> = {};
  readonly problems: TemplateProblem[] = [];
  #nodes = 0;
  #depth = 0;

  constructor(readonly options: AnalyseOptions) {}

  program(program: Program, place: Place): void {
    for (const statement of program.body) {
      this.#nodes += 1;
      if (this.#nodes === mostNodes) this.#tell(statement.loc.start, 'TEMPLATE_TOO_LARGE', say`The template has more than ${{ most: mostNodes }} parts.`); // prettier-ignore
      if (this.#nodes >= mostNodes) return;
      if (statement.type === 'MustacheStatement') this.#mustache(statement, place);
      else if (statement.type === 'BlockStatement') this.#block(statement, place);
      else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement') this.#refuse(statement);
    }
  }

  #mustache(statement: MustacheStatement, place: Place): void {
    if (!statement.escaped) {
      this.#tell(statement.loc.start, 'TEMPLATE_UNESCAPED', say`Write two braces instead of three: text is always escaped. Formatted text is shown by "${{ helper: 'rich' }}".`); // prettier-ignore
      return;
    }
    const { path } = statement;
    if (path.type !== 'PathExpression') return this.#value(path, place);
    const isCall = statement.params.length > 0 || statement.hash !== undefined;
    if (isCall) this.#call(statement, place, path.loc.start);
    else this.#value(path, place);
  }

  #block(block: BlockStatement, place: Place): void {
    this.#within(block.loc.start, () => this.#openBlock(block, place));
  }

  /** Whatever is nested: a template may be long, but not so deep that walking it takes the stack. */
  #within(at: Spot, work: () => void): void {
    if (this.#depth === deepest) {
      this.#tell(at, 'TEMPLATE_TOO_DEEP', say`There is more nested here than ${{ most: deepest }} blocks or calls.`);
      return;
    }
    this.#depth += 1;
    work();
    this.#depth -= 1;
  }

  #openBlock(block: BlockStatement, place: Place): void {
    const helper = this.#helper(block);
    if (!helper) return;
    if (!helper.block) {
      this.#tell(block.loc.start, 'TEMPLATE_NO_BLOCK', say`"${{ name: nameOf(block) }}" opens no block: write it without "#".`); // prettier-ignore
      return;
    }
    const name = nameOf(block);
    if (block.params.length !== 1 || block.hash) {
      this.#tell(block.loc.start, 'TEMPLATE_PARAMETERS', say`"${{ name }}" takes one value here.`);
      return;
    }
    const [given] = block.params as [Expression];
    const inside = name === 'each' || name === 'with' ? this.#opened(name, given, place, block) : place;
    if (name === 'if' || name === 'unless') this.#value(given, place);
    if (block.program && inside) this.program(block.program, inside);
    if (block.inverse) this.program(block.inverse, place);
  }

  /** What a block over rows or over a record is inside; undefined where that cannot be told. */
  #opened(name: string, given: Expression, place: Place, block: BlockStatement): Place | undefined {
    const meaning = given.type === 'PathExpression' && !given.data ? this.#path(given, place) : undefined;
    if (meaning?.is === 'nothing') return undefined;
    const scope = opens(name, meaning);
    if (!scope) {
      const words = name === 'each'
        ? say`"${{ name }}" goes over rows or a list: name a field that has them.`
        : say`"${{ name }}" goes to one other record: name a look-up.`; // prettier-ignore
      this.#tell(given.loc.start, 'TEMPLATE_NO_LIST', words);
      return undefined;
    }
    const [first, second] = block.program?.blockParams ?? [];
    const names = new Map(place.names);
    if (first !== undefined) names.set(first, scope);
    if (second !== undefined) names.set(second, 'number');
    return { scopes: [scope, ...place.scopes], names, inRows: place.inRows || name === 'each' };
  }

  #value(expression: Expression, place: Place): void {
    this.#nodes += 1;
    switch (expression.type) {
      case 'PathExpression':
        return this.#refuseRows(expression, this.#path(expression, place));
      case 'SubExpression':
        return this.#within(expression.loc.start, () => this.#call(expression, place, expression.loc.start));
      case 'StringLiteral':
      case 'NumberLiteral':
      case 'BooleanLiteral':
      case 'NullLiteral':
        return;
      default:
        this.#refuse(expression);
    }
  }

  /** A column of rows is a list: it must be summed, counted or joined. */
  #refuseRows(path: PathExpression, meaning: Meaning | undefined): void {
    if (meaning?.is !== 'column') return;
    this.#tell(path.loc.start, 'TEMPLATE_ROWS', say`"${{ path: path.original }}" are the values of many rows: go over them with "each", or use sum, count, min, max or join.`); // prettier-ignore
  }

  #call(call: Call, place: Place, at: Spot): void {
    const helper = this.#helper(call);
    if (!helper) return;
    const name = nameOf(call);
    if (helper.block) {
      this.#tell(at, 'TEMPLATE_BLOCK', say`"${{ name }}" opens a block: write it with "#".`);
      return;
    }
    const least = helper.least ?? helper.takes.length;
    const most = helper.more ? Infinity : helper.takes.length;
    if (call.params.length < least || call.params.length > most) {
      this.#tell(at, 'TEMPLATE_PARAMETERS', say`"${{ name }}" takes ${{ count: least }} value(s) here.`);
      return;
    }
    call.params.forEach((given, i) => this.#given(given, helper.takes[Math.min(i, helper.takes.length - 1)]!, place));
    for (const { key, value, loc } of call.hash?.pairs ?? []) {
      const known = helper.hash ?? [];
      if (known.includes(key)) this.#value(value, place);
      else {
        const finding = say`"${{ name }}" does not know "${{ key }}".`;
        this.#tell(loc.start, 'TEMPLATE_PARAMETERS', hinted(finding, meant(key, known)));
      }
    }
  }

  #given(given: Expression, takes: Taken, place: Place): void {
    if (takes === 'value') return this.#value(given, place);
    const meaning = given.type === 'PathExpression' && !given.data ? this.#path(given, place, takes === 'field') : undefined; // prettier-ignore
    if (meaning?.is === 'nothing') return;
    if (takes === 'field') {
      const label = labelOf(meaning);
      if (label !== undefined) this.notes[spotKey(given.loc.start)] = { label };
      else this.#tell(given.loc.start, 'TEMPLATE_NO_FIELD', say`Here the path of a field is needed.`);
      return;
    }
    if (meaning?.is === 'column') this.notes[spotKey(given.loc.start)] = { split: meaning.split };
    else if (meaning?.is !== 'rows' && meaning?.is !== 'words') {
      this.#tell(given.loc.start, 'TEMPLATE_NO_LIST', say`Here rows or a field of rows are needed, such as "${{ example: 'lines.amount' }}".`); // prettier-ignore
    }
  }

  #helper(call: Call): HelperShape | undefined {
    const name = nameOf(call);
    const helper = call.path.type === 'PathExpression' && !call.path.data ? findHelper(name) : undefined;
    if (helper) return helper;
    const finding = say`There is no helper "${{ name }}".`;
    this.#tell(call.path.loc.start, 'TEMPLATE_NO_HELPER', hinted(finding, meant(name, Object.keys(helpers))));
    return undefined;
  }

  /** `only`: the field is named, its value is not read. */
  #path(path: PathExpression, place: Place, only = false): Meaning | undefined {
    if (path.data) return void this.#data(path, place);
    const named = path.depth === 0 ? place.names.get(path.parts[0] ?? '') : undefined;
    if (named === 'number') return undefined;
    const scope = named ?? place.scopes[path.depth];
    const parts = named ? path.parts.slice(1) : path.parts;
    if (!scope) {
      this.#tell(path.loc.start, 'TEMPLATE_NO_FIELD', say`"${{ path: path.original }}" goes further out than there are blocks.`); // prettier-ignore
      return undefined;
    }
    const { model } = this.options;
    const blind = only && scope.is !== 'word' ? { ...scope, needs: new NeedsBuilder(scope.entity.name) } : scope;
    const found = resolve(model, blind, parts);
    if (found.is === 'nothing') {
      const finding = found.inRows
        ? say`"${{ path: path.original }}" goes over rows of rows: use "each" for the outer ones.`
        : say`There is no field "${{ name: found.name }}" here, in "${{ path: path.original }}".`;
      this.#tell(path.loc.start, 'TEMPLATE_NO_FIELD', hinted(finding, meant(found.name, found.known)));
    }
    if (found.is === 'record' && !found.field && found.scope.prefix === '') {
      this.#tell(path.loc.start, 'TEMPLATE_NO_FIELD', say`"${{ path: path.original }}" is a whole record: name one of its fields.`); // prettier-ignore
    }
    // Block parameters are one name more.
    return found.is === 'column' && named ? { ...found, split: found.split + 1 } : found;
  }

  #data(path: PathExpression, place: Place): void {
    const [name = '', ...rest] = path.parts;
    const inner = Object.hasOwn(dataNames, name) ? dataNames[name] : undefined;
    const isKnown = inner && path.depth === 0 && (inner.length === 0 ? rest.length === 0 : rest.length === 1 && inner.includes(rest[0]!)); // prettier-ignore
    if (!isKnown) {
      const known = Object.entries(dataNames).flatMap(([each, of]) => (of.length === 0 ? [each] : of.map((one) => `${each}.${one}`))); // prettier-ignore
      const finding = say`There is no "${{ name: path.original }}".`;
      this.#tell(path.loc.start, 'TEMPLATE_NO_DATA', hinted(finding, meant(path.parts.join('.'), known)));
    } else if (rowData.has(name) && !place.inRows) {
      this.#tell(path.loc.start, 'TEMPLATE_NO_DATA', say`"${{ name: path.original }}" is known inside of "each" only.`);
    } else if (pageData.has(name) && !this.options.onPage) {
      this.#tell(path.loc.start, 'TEMPLATE_NO_DATA', say`"${{ name: path.original }}" is known in header and footer only.`); // prettier-ignore
    }
  }

  #refuse(node: { readonly type: string; readonly loc: { readonly start: Spot } }): void {
    const type = node.type.replace(/(?:Statement|Literal|Block)$/, '');
    this.#tell(node.loc.start, 'TEMPLATE_REFUSED', say`Templates may not have this: ${{ what: type }}.`);
  }

  #tell({ line, column }: Spot, code: string, words: Words): void {
    if (this.problems.length < 50) this.problems.push({ code, line, column: column + 1, ...words });
  }
}

const nameOf = ({ path }: Call): string => (path.type === 'PathExpression' ? path.original : '');

function opens(name: string, meaning: Meaning | undefined): Scope | undefined {
  if (name === 'each')
    return meaning?.is === 'rows' ? meaning.scope : meaning?.is === 'words' ? { is: 'word' } : undefined;
  return meaning?.is === 'record' ? meaning.scope : undefined;
}

function labelOf(meaning: Meaning | undefined): Label | undefined {
  if (meaning?.is === 'value' || meaning?.is === 'words' || meaning?.is === 'column') return meaning.field.label;
  return meaning?.is === 'record' || meaning?.is === 'rows' ? (meaning.field ?? meaning.scope.entity).label : undefined;
}
