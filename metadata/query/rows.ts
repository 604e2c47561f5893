/**
 * Rows of a source reached the way a query reaches them: look-ups joined (through guards), relations by an index,
 * trees climbed. Indexes are made on first use and live as long as one evaluation.
 */
import type { Entity, Field, Model } from '../model/model.js';
import { valueOfField } from '../model/parts.js';
import type { Value } from '../value.js';
import { evaluateCondition, type ConditionReader, type Truth } from './condition.js';
import { receives, type Share } from './share.js';
import { treeFieldOf, treeOf } from './tree.js';
import type { Bound, BoundJoin, Condition, ResolvedPath } from './types.js';

/** A record: canonical values by field name, the system fields among them (`id` may be left to `id`). */
export interface Row {
  readonly id: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** The rows an entity has (deleted ones are not among them). */
export interface RowSource {
  rows(entity: string): Iterable<Row>;
  /** What was shared by hand; nothing when absent. */
  shares?(): Iterable<Share>;
}

export interface RowOptions {
  readonly model: Model;
  readonly fold: (text: string) => string;
}

const valueOf = (row: Row, field: Field): Value => (field.name === 'id' ? row.id : valueOfField(field, row.values));

/** Indexes over one source. */
export class RowStore {
  readonly #source: RowSource;
  readonly #byId = new Map<string, Map<string, Row>>();
  readonly #byParent = new Map<string, Map<string, Row[]>>();
  readonly #guarded = new Map<BoundJoin, Map<string, Row | null>>();

  constructor(
    source: RowSource,
    readonly options: RowOptions,
  ) {
    this.#source = source;
  }

  find(entity: string, id: string): Row | undefined {
    let index = this.#byId.get(entity);
    if (!index) {
      index = new Map([...this.#source.rows(entity)].map((row) => [row.id, row] as const));
      this.#byId.set(entity, index);
    }
    return index.get(id);
  }

  /** The rows of an entity whose look-up points to a record. */
  pointingTo(entity: Entity, field: string, id: string): readonly Row[] {
    const key = `${entity.name} ${field}`;
    let index = this.#byParent.get(key);
    if (!index) {
      index = new Map<string, Row[]>();
      for (const row of this.#source.rows(entity.name)) {
        const parent = row.values[field];
        if (typeof parent !== 'string') continue;
        const held = index.get(parent);
        if (held) held.push(row);
        else index.set(parent, [row]);
      }
      this.#byParent.set(key, index);
    }
    return index.get(id) ?? [];
  }

  /** The target of a join; null when there is none or the reader may not see it. */
  target(join: BoundJoin, id: string): Row | null {
    const row = this.find(join.entity.name, id) ?? null;
    if (!row || !join.guard) return row;
    let known = this.#guarded.get(join);
    if (!known) this.#guarded.set(join, (known = new Map<string, Row | null>()));
    const held = known.get(id);
    if (held !== undefined) return held;
    const seen = evaluateCondition(join.guard, new RowReader(row, join.guardJoins ?? [], this)) === true ? row : null;
    known.set(id, seen);
    return seen;
  }

  isShared(condition: Extract<Condition<Bound>, { kind: 'shared' }>, record: string): boolean {
    const { receiver, entity, level } = condition;
    if (!receiver) return false;
    for (const share of this.#source.shares?.() ?? []) {
      if (share.entity !== entity || share.record !== record) continue;
      if (receives(share, receiver, level, (mine, above) => this.isBelow(mine, above))) return true;
    }
    return false;
  }

  isBelow(department: string, ancestor: string): boolean {
    const entity = this.options.model.entities.get('department');
    const parent = entity && treeFieldOf(entity);
    return entity && parent ? this.#climb({ entity, parent }, department, ancestor) : department === ancestor;
  }

  isUnder(field: Field, value: string, ancestor: string): Truth {
    const tree = treeOf(field, this.options.model);
    return tree ? this.#climb(tree, value, ancestor) : null;
  }

  /** A loop in the data ends the climb. */
  #climb(tree: { readonly entity: Entity; readonly parent: Field }, value: string, ancestor: string): boolean {
    const seen = new Set<string>();
    for (let id: string | null = value; id !== null && !seen.has(id);) {
      if (id === ancestor) return true;
      seen.add(id);
      const row = this.find(tree.entity.name, id);
      const above: Value = row ? valueOf(row, tree.parent) : null;
      id = typeof above === 'string' ? above : null;
    }
    return false;
  }
}

/** One row with the to-one rows joined to it, read as conditions and columns read it. */
export class RowReader implements ConditionReader {
  readonly #joined = new Map<string, Row | null>();
  readonly fold: (text: string) => string;

  constructor(
    readonly row: Row,
    readonly joins: readonly BoundJoin[],
    readonly store: RowStore,
  ) {
    this.fold = store.options.fold;
  }

  value(path: ResolvedPath): Value {
    const row = this.#at(path.row);
    return row ? valueOf(row, path.field) : null;
  }

  /** Whether a row is there and may be seen. */
  has(row: string): boolean {
    return this.#at(row) !== null;
  }

  *#related(condition: Extract<Condition<Bound>, { kind: 'exists' | 'measure' }>): Iterable<ConditionReader> {
    const from = this.#at(condition.row);
    if (!from) return;
    const { entity, joins } = condition.inner;
    for (const row of this.store.pointingTo(entity, condition.relation.field, from.id))
      yield new RowReader(row, joins, this.store);
  }

  related(condition: Extract<Condition<Bound>, { kind: 'exists' | 'measure' }>): Iterable<ConditionReader> {
    return this.#related(condition);
  }

  isUnder(path: ResolvedPath, value: string, ancestor: string): Truth {
    return this.store.isUnder(path.field, value, ancestor);
  }

  isShared(condition: Extract<Condition<Bound>, { kind: 'shared' }>, record: string): Truth {
    return this.store.isShared(condition, record);
  }

  isBelow(department: string, ancestor: string): Truth {
    return this.store.isBelow(department, ancestor);
  }

  #at(row: string): Row | null {
    if (row === '') return this.row;
    const held = this.#joined.get(row);
    if (held !== undefined) return held;
    const join = this.joins.find((one) => one.path === row);
    const from = join && this.#at(join.parent);
    const id = join && from ? valueOf(from, join.field) : null;
    const found = join && typeof id === 'string' ? this.store.target(join, id) : null;
    this.#joined.set(row, found);
    return found;
  }
}
