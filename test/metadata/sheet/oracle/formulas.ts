/** Values of cells, references and the functions that look along copies. */
import { Decimal } from 'decimal.js';
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import type { Coordinate, Node } from '../../../../metadata/expression/ast.js';
import { compileExpression, type CompiledExpression } from '../../../../metadata/expression/compile.js';
import type { Environment, EvaluationContext } from '../../../../metadata/expression/environment.js';
import { ExpressionError } from '../../../../metadata/expression/errors.js';
import { compileEvaluator } from '../../../../metadata/expression/evaluate.js';
import { createRegistry, type Registry } from '../../../../metadata/registry.js';
import { labelText, type Value } from '../../../../metadata/value.js';
import { agree, compareValues, isBlank, same, type Instances } from './instances.js';
import { Fault, named, on, owner, path, Refused, type Cell, type Copy, type Model, type Side } from './model.js';

/** A cell at a crossing. */
export interface Spot {
  readonly cell: Cell;
  readonly down: Copy;
  readonly right: Copy;
}
interface Place extends Spot {
  readonly dataset?: string;
  readonly row?: number;
  readonly over?: readonly number[];
  readonly own?: Value;
  readonly it?: Spot;
}
type CellNode = Extract<Node, { type: 'cell' }>;

const aggregates = ['sum', 'avg', 'count', 'countDistinct', 'min', 'max', 'first', 'last'];
const along: readonly [string, readonly string[]][] = [
  ['rank', ['cell', 'within*']], ['share', ['cell', 'within*']], ['running', ['cell', 'within*']],
  ['prev', ['cell', 'along']], ['offset', ['cell', 'along', 'steps', 'across?']],
  ['samePeriod', ['cell', 'outer', 'inner']], ['index', ['cell']], ['all', ['cell']],
]; // prettier-ignore

export class Formulas {
  readonly #functions: Registry<FunctionDefinition>;
  readonly #known = new Map<string, Value | Fault>();
  readonly #busy = new Set<string>();
  readonly #names = new Map<Copy, number>();
  readonly #texts = new Map<string, CompiledExpression>();

  constructor(
    readonly model: Model,
    readonly instances: Instances,
    functions: Registry<FunctionDefinition>,
    readonly context: EvaluationContext,
  ) {
    this.#functions = createRegistry<FunctionDefinition>('function');
    for (const each of functions.list()) this.#functions.add(each);
    for (const [id, parameters] of along)
      this.#functions.add({
        id, label: { en: id }, icon: 'x', returns: 'any', help: { en: id }, example: id, acceptsNull: true,
        parameters: parameters.map((name) => ({ name: name.replace(/\W/, ''), type: 'any' as const, ...(name.endsWith('?') ? { optional: true } : {}), ...(name.endsWith('*') ? { optional: true, repeat: true } : {}) })),
        call: () => { throw new Fault('#VALUE'); },
      }); // prettier-ignore
  }

  /** A name for a spot that two spots share only if they are one. */
  key({ cell, down, right }: Spot): string {
    const name = (copy: Copy) => {
      if (!this.#names.has(copy)) this.#names.set(copy, this.#names.size);
      return this.#names.get(copy)!;
    };
    return `${cell.address} ${name(down)} ${name(right)}`;
  }

  read(spot: Spot): Value {
    const key = this.key(spot);
    if (this.#busy.has(key)) throw new Fault('#CYCLE');
    let known = this.#known.get(key);
    if (known === undefined) {
      this.#busy.add(key);
      try {
        known = this.#compute(spot);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        known = error;
      }
      this.#busy.delete(key);
      this.#known.set(key, known);
    }
    if (known instanceof Fault) throw known;
    return known;
  }

  #compute({ cell, down, right }: Spot): Value {
    const own = cell.side === 'down' ? down : cell.side === 'right' ? right : undefined;
    if (own?.fault) throw own.fault;
    if (own) return own.value;
    return this.content(cell, down, right);
  }

  /** What a cell says, apart from its being expanded. */
  content(cell: Cell, down: Copy, right: Copy): Value {
    const { text, formula, bind } = cell.document;
    if (formula !== undefined) return this.run(formula, { cell, down, right });
    if (text !== undefined)
      return labelText(text, 'en').replace(/\{\{([^}]*)\}\}/g, (_, part: string) => plain(this.run(part, { cell, down, right }))); // prettier-ignore
    if (!bind) return null;
    return this.aggregate(bind.as, bind.dataset, bind.field, this.instances.rowsOf(cell, down, right));
  }

  aggregate(as: string, dataset: string, field: string | undefined, rows: readonly number[]): Value {
    if (field === undefined) return as === 'count' ? rows.length : null;
    const values = rows.map((row) => this.instances.value(dataset, field, row));
    if (rows.length === 0) this.#checkField(dataset, field);
    if (as === 'first') return values[0] ?? null;
    if (as === 'last') return values[values.length - 1] ?? null;
    const some = values.filter((value) => value !== null);
    const distinct = some.filter((value, i) => some.findIndex((other) => same(other, value)) === i);
    if (as === 'count') return some.length;
    if (as === 'countDistinct') return distinct.length;
    if (as === 'value' || as === 'group' || as === 'list')
      return distinct.length > 1 ? distinct.map(plain).join(', ') : (distinct[0] ?? null);
    if (as === 'min') return some.reduce<Value>((a, b) => (a === null || compareValues(b, a) < 0 ? b : a), null);
    if (as === 'max') return some.reduce<Value>((a, b) => (a === null || compareValues(b, a) > 0 ? b : a), null);
    const numbers = some.filter((value) => typeof value === 'number');
    const total = add(numbers);
    return total === null || as === 'sum' ? total : new Decimal(exact(numbers)).div(numbers.length).toSignificantDigits(15).toNumber(); // prettier-ignore
  }

  #checkField(dataset: string, field: string) {
    if (!this.instances.data.get(dataset)!.columns.includes(field)) throw new Refused(`no field ${field}`);
  }

  #compiled(text: string) {
    const known = this.#texts.get(text);
    if (known) return known;
    const compiled = compileExpression(text, { functions: this.#functions, cells: true, field: () => 'any', parameter: () => 'any', datum: () => 'any' }); // prettier-ignore
    if (compiled.problems.length > 0) throw new Refused(compiled.problems[0]!.message);
    this.#texts.set(text, compiled);
    return compiled;
  }

  cellsIn(text: string): readonly string[] {
    return this.#compiled(text).dependencies.cells;
  }

  run(text: string, place: Place): Value {
    const compiled = this.#compiled(text);
    try {
      return compiled.evaluate(this.#environment(place));
    } catch (error) {
      if (error instanceof ExpressionError) throw new Fault(error.code === 'TYPE' ? '#VALUE' : '#ERROR');
      throw error;
    }
  }

  #environment(place: Place): Environment {
    return {
      context: this.context,
      parameter: () => null,
      cell: (node) => this.#reference(node, place),
      field: (names) => this.#name(names, place),
      aggregate: (name, parts) => {
        const [first] = parts;
        if (first?.type === 'name' && aggregates.includes(name) && this.instances.data.has(first.path[0]!)) {
          const dataset = first.path[0]!;
          return { value: this.aggregate(name, dataset, first.path[1], this.#rows(dataset, place)) };
        }
        if (first?.type !== 'cell' || !along.some(([id]) => id === name)) return undefined;
        return { value: this.#call(name, parts, place) };
      },
    };
  }

  #rows(dataset: string, place: Place): readonly number[] {
    if (place.over && dataset === place.dataset) return place.over;
    const { down, right } = this.instances.roots;
    if (place.cell.document.detached) return this.instances.seen(dataset, down, right);
    return this.instances.seen(dataset, place.down, place.right);
  }

  #name(names: readonly string[], place: Place): Value {
    if (names[0] === 'it' && place.it) return this.#several(this.#bare(this.#cell(names[1]!), place.it));
    const qualified = names.length > 1 && this.instances.data.has(names[0]!);
    const dataset = qualified ? names[0]! : place.dataset;
    const field = qualified ? names[1]! : names[0]!;
    if (dataset === undefined) throw new Fault('#VALUE');
    if (place.row !== undefined && dataset === place.dataset) return this.instances.value(dataset, field, place.row);
    this.#checkField(dataset, field);
    const [row] = this.#rows(dataset, place);
    return row === undefined ? null : this.instances.value(dataset, field, row);
  }

  #cell(address: string): Cell {
    const cell = named(this.model, address);
    if (!cell) throw new Fault('#VALUE');
    return cell;
  }

  /** All spots of a cell in the order of the output, without fill. */
  spots(cell: Cell): readonly Spot[] {
    const copies = (side: Side) => {
      const key = owner(cell, side);
      return key ? this.instances.of(key).filter((copy) => !isBlank(copy)) : [this.instances.roots[side]];
    };
    return copies('down').flatMap((down) => copies('right').filter((right) => agree(down, right)).map((right) => ({ cell, down, right }))); // prettier-ignore
  }

  /** Spots that agree with a place on every ancestor both have, on one axis. */
  #agrees(spot: Spot, place: Spot, side: Side): boolean {
    return path(spot[side]).every((each) => !each.cell || !on(place[side], each.cell) || on(place[side], each.cell) === each); // prettier-ignore
  }

  #bare(cell: Cell, place: Spot): readonly Spot[] {
    return this.spots(cell).filter((spot) => this.#agrees(spot, place, 'down') && this.#agrees(spot, place, 'right'));
  }

  #several(spots: readonly Spot[]): Value {
    if (spots.length === 0) return null;
    return spots.length === 1 ? this.read(spots[0]!) : spots.map((spot) => this.read(spot));
  }

  #reference(node: CellNode, place: Place): Value {
    if (place.own !== undefined && node.address === place.cell.address) {
      if (node.field === undefined) return place.own;
      return this.#name([node.field], place);
    }
    let spots = this.#referred(node, place);
    if (node.condition) {
      const condition = compileEvaluator(node.condition, this.#functions);
      spots = spots.filter((spot) => condition(this.#environment({ cell: place.cell, down: place.down, right: place.right, it: spot })) === true); // prettier-ignore
    }
    if (node.field === undefined) return this.#several(spots);
    const fields = spots.map((spot) => this.#fieldOf(spot, node.field!));
    return fields.length === 0 ? null : fields.length === 1 ? fields[0]! : fields;
  }

  #fieldOf(spot: Spot, field: string): Value {
    const dataset = spot.cell.document.bind?.dataset;
    if (dataset === undefined) throw new Fault('#VALUE');
    this.#checkField(dataset, field);
    const own = spot.cell.side === 'down' ? spot.down : spot.cell.side === 'right' ? spot.right : undefined;
    if (own?.fault) throw own.fault;
    const [row] = own ? own.rows! : this.instances.rowsOf(spot.cell, spot.down, spot.right);
    return row === undefined ? null : this.instances.value(dataset, field, row);
  }

  #referred(node: CellNode, place: Spot): readonly Spot[] {
    const cell = this.#cell(node.address);
    for (const side of ['down', 'right'] as const) {
      const steps = (side === 'down' ? node.left : node.top).map(({ address }) => this.#cell(address));
      const depth = (step: Cell) => (side === 'down' ? step.left : step.top).length;
      for (const [i, step] of steps.entries()) {
        if (step.side !== side || (step !== cell && !(side === 'down' ? cell.left : cell.top).includes(step))) throw new Fault('#VALUE'); // prettier-ignore
        if (i > 0 && depth(step) <= depth(steps[i - 1]!)) throw new Fault('#VALUE');
      }
    }
    return this.spots(cell).filter((spot) =>
      (['down', 'right'] as const).every((side) => {
        const steps = side === 'down' ? node.left : node.top;
        if (steps.length > 0) return this.#fits(spot[side], steps, place[side]);
        return node.all || this.#agrees(spot, place, side);
      }),
    );
  }

  /** R19: whether a path passes through what the coordinates say, seen from another path. */
  #fits(target: Copy, steps: readonly Coordinate[], from: Copy): boolean {
    return steps.every(({ address, step, mode }, i) => {
      const cell = this.#cell(address);
      const there = on(target, cell);
      const now = on(from, cell);
      if (!there) return false;
      const index = this.#siblings(there).indexOf(there) + 1;
      if (mode === 'absolute') return index === step && (i > 0 || !now || this.#siblings(now).includes(there));
      if (!now) return false;
      return index === now.index + (mode === 'current' ? 0 : step) && (i > 0 || this.#siblings(now).includes(there));
    });
  }

  /** Copies of one cell under one parent, and under one copy of the other axis; fill left out. */
  #siblings(copy: Copy): readonly Copy[] {
    return this.instances.of(copy.cell!).filter((each) => each.above === copy.above && each.cross === copy.cross && !each.blank); // prettier-ignore
  }

  #call(name: string, parts: readonly Node[], place: Spot): Value {
    const node = parts[0] as CellNode;
    const cell = this.#cell(node.address);
    const argument = (i: number): Cell => {
      const part = parts[i];
      if (part?.type !== 'cell') throw new Fault('#VALUE');
      return this.#cell(part.address);
    };
    const expanding = (i: number): Cell => {
      const found = argument(i);
      if (found.side === 'none' || (found !== cell && ![...cell.left, ...cell.top].includes(found))) throw new Fault('#VALUE'); // prettier-ignore
      return found;
    };
    if (name === 'all') return this.spots(cell).map((spot) => this.read(spot));
    if (name === 'index') {
      const key = cell.side !== 'none' ? cell : (cell.left[0] ?? cell.top[0]);
      return (key && on(place[key.side as Side], key)?.index) ?? null;
    }
    if (name === 'prev') return this.#step(cell, expanding(1), -1, false, place);
    if (name === 'offset') {
      const across = parts[3]?.type === 'name' && parts[3].path[0] === 'across';
      const steps = parts[2]!;
      const number = steps.type === 'unary' && steps.operand.type === 'literal' ? -Number(steps.operand.value) : steps.type === 'literal' ? Number(steps.value) : NaN; // prettier-ignore
      if (Number.isNaN(number)) throw new Fault('#VALUE');
      return this.#step(cell, expanding(1), number, across, place);
    }
    if (name === 'samePeriod') return this.#samePeriod(cell, expanding(1), expanding(2), place);
    const withins = parts.slice(1).map((_, i) => expanding(i + 1));
    const scope = this.spots(cell).filter((spot) =>
      withins.every((within) => {
        const now = on(place[within.side as Side], within);
        return now !== undefined && on(spot[within.side as Side], within) === now;
      }),
    );
    const here = this.#referred(node, place);
    if (here.length !== 1 || withins.some((within) => !on(place[within.side as Side], within))) return null;
    const value = this.read(here[0]!);
    if (value === null || Array.isArray(value)) return name === 'running' ? this.#running(scope, here[0]!) : null;
    if (name === 'rank') {
      const others = scope.map((spot) => this.read(spot)).filter((each) => each !== null && !Array.isArray(each));
      return 1 + others.filter((other) => compareValues(other, value) > 0).length;
    }
    if (name === 'running') return this.#running(scope, here[0]!);
    if (typeof value !== 'number') return null;
    const numbers = scope.map((spot) => this.read(spot)).filter((each) => typeof each === 'number');
    const total = add(numbers);
    return total === null || total === 0 ? null : new Decimal(value).div(total).toSignificantDigits(15).toNumber();
  }

  #running(scope: readonly Spot[], here: Spot): Value {
    const end = scope.findIndex((spot) => this.key(spot) === this.key(here));
    if (end < 0) return null;
    return add(
      scope
        .slice(0, end + 1)
        .map((spot) => this.read(spot))
        .filter((each) => typeof each === 'number'),
    );
  }

  /** The cell at another copy of `along`: below it everything, the other axis as it is here. */
  #at(cell: Cell, target: Copy, place: Spot): Value {
    const side = target.cell!.side as Side;
    const other = side === 'down' ? 'right' : 'down';
    return this.#several(this.spots(cell).filter((spot) => on(spot[side], target.cell!) === target && this.#agrees(spot, place, other))); // prettier-ignore
  }

  #step(cell: Cell, step: Cell, steps: number, across: boolean, place: Spot): Value {
    const now = on(place[step.side as Side], step);
    if (!now) return null;
    const row = across ? this.instances.of(step).filter((copy) => !isBlank(copy) && copy.cross === now.cross) : this.#siblings(now); // prettier-ignore
    const target = row[row.indexOf(now) + steps];
    return target ? this.#at(cell, target, place) : null;
  }

  #samePeriod(cell: Cell, outer: Cell, inner: Cell, place: Spot): Value {
    const now = on(place[outer.side as Side], outer);
    const period = on(place[inner.side as Side], inner);
    if (!now || !period) return null;
    const row = this.#siblings(now);
    const before = row[row.indexOf(now) - 1];
    if (!before) return null;
    if (outer.side !== inner.side) return this.#at(cell, before, place);
    const twin = this.instances.of(inner).find((copy) => !isBlank(copy) && on(copy, outer) === before && same(copy.value, period.value)); // prettier-ignore
    return twin ? this.#at(cell, twin, place) : null;
  }
}

const exact = (numbers: readonly number[]): Decimal => numbers.reduce((sum, each) => sum.plus(each), new Decimal(0));
const add = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : exact(numbers).toSignificantDigits(15).toNumber();

export function plain(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? String(Number(value.toFixed(10))) : String(value);
}
