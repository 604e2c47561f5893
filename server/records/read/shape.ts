/**
 * The shape of an answer's records, from the paths asked for: which columns are read and how they nest. Look-ups become
 * `{id,label}`, dotted paths nest in them, masked fields show their mask, fields that may not be seen are not there.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { maskValue } from '../../../metadata/access/mask.js';
import type { BoundQuery, BoundSelect, ResolvedPath } from '../../../metadata/query/types.js';
import type { Context } from '../../context.js';
import { behind } from '../../../metadata/model/foreign.js';
import { composeParts, firstField } from '../../../metadata/model/parts.js';
import { computedField, computedName, type Computed } from './computed.js';
import { AnswerJoins, selectOf } from './joins.js';

export type ShapeNode =
  | { readonly kind: 'value'; readonly key: string; readonly select: BoundSelect }
  | {
      /** A composite: its parts, all or those asked for; masked as a whole shows only that there is a value. */
      readonly kind: 'object';
      readonly key: string;
      readonly nested: PartNode[];
      readonly masked?: true;
    }
  | { readonly kind: 'computed'; readonly key: string; readonly value: ComputedNode }
  | {
      /** A record of one of several entities: its name is asked of its entity when the rows are there (any-references.ts). */
      readonly kind: 'any';
      readonly key: string;
      readonly entity: BoundSelect;
      readonly id: BoundSelect;
    }
  | {
      /** A look-up whose record finds no room among the joins: its name is read by its id (any-references.ts). */
      readonly kind: 'later';
      readonly key: string;
      readonly entity: string;
      readonly id: BoundSelect;
    }
  | {
      readonly kind: 'reference';
      readonly key: string;
      /** Id of the joined row: null when there is none, or it may not be seen. */
      readonly id: BoundSelect;
      /** Absent when only nested paths were asked for. */
      readonly label?: BoundSelect | ComputedNode | null;
      readonly nested: ShapeNode[];
    };

export interface PartNode {
  readonly kind: 'value';
  readonly key: string;
  readonly select: BoundSelect;
}

export interface ComputedNode {
  readonly inputs: ReadonlyMap<string, BoundSelect>;
  compute: Computed['compute'];
}

export interface Shape {
  /** The prepared query with every column and join the shape needs. */
  readonly query: BoundQuery;
  readonly nodes: readonly ShapeNode[];
}

export function isComputedNode(label: BoundSelect | ComputedNode): label is ComputedNode {
  return 'compute' in label;
}

/** Some value is computed when it is read: such a shape belongs to the request it was made for. */
export function hasComputed({ nodes }: Pick<Shape, 'nodes'>): boolean {
  return nodes.some(
    (node) =>
      node.kind === 'computed' ||
      (node.kind === 'reference' &&
        ((node.label && isComputedNode(node.label)) || hasComputed({ nodes: node.nested }))),
  );
}

/** `bound.select` are the paths asked for, in their order. */
export function buildShape(context: Context, bound: BoundQuery): Shape {
  return new ShapeBuilder(context, bound).build();
}

/** Ids and names of the query's own records, as references under one key. */
export function buildNames(context: Context, bound: BoundQuery, key: string): Shape {
  return new ShapeBuilder(context, bound).buildNames(key);
}

/** Flat columns: each select of the query as it stands, or how it is computed. */
export function buildColumns(
  context: Context,
  bound: BoundQuery,
): { readonly query: BoundQuery; readonly columns: readonly (BoundSelect | ComputedNode)[] } {
  return new ShapeBuilder(context, bound).buildColumns();
}

class ShapeBuilder {
  readonly #context: Context;
  readonly #bound: BoundQuery;
  readonly #joins: AnswerJoins;
  readonly #selects: BoundSelect[] = [];

  constructor(context: Context, bound: BoundQuery) {
    this.#context = context;
    this.#bound = bound;
    this.#joins = new AnswerJoins(context, bound);
  }

  build(): Shape {
    const nodes: ShapeNode[] = [];
    for (const select of this.#bound.select) if (select.path) this.#place(nodes, select);
    const query = { ...this.#bound, select: this.#selects, joins: this.#joins.list() };
    return { query, nodes };
  }

  buildNames(key: string): Shape {
    const { entity } = this.#bound;
    const id = this.#add(selectOf('', '', [], entity.fields.get('id')!));
    const node: ShapeNode = { kind: 'reference', key, id, label: this.#label(entity, '', []), nested: [] };
    return { query: { ...this.#bound, select: this.#selects, joins: this.#joins.list() }, nodes: [node] };
  }

  buildColumns() {
    const columns = this.#bound.select.map((select) => {
      const { path } = select;
      if (path?.field.parts) return this.#composed(path, path.field.parts, select.masked === true);
      if (!path || select.masked || path.field.columns.length > 0) {
        this.#selects.push(select);
        if (select.target !== undefined) this.#joins.keep(select.target);
        return select;
      }
      const computed = computedField(this.#context, path.field) ?? { inputs: [], compute: () => null };
      return this.#inputs(computed, path.row, path.hops, path.field.entity);
    });
    // A query without a stored column still needs one to count its rows by.
    if (this.#selects.length === 0) this.#add(selectOf('', '', [], this.#bound.entity.fields.get('id')!));
    return { query: { ...this.#bound, select: this.#selects, joins: this.#joins.list() }, columns };
  }

  /** Walks the hops of a path into nested references, then adds its leaf. */
  #place(nodes: ShapeNode[], select: BoundSelect): void {
    const { hops, field, foreign } = select.path!;
    let level = nodes;
    let row = '';
    for (const [index, hop] of hops.entries()) {
      const key = foreign ? foreign.keys[index] : hop.name;
      const reference = key === undefined ? undefined : this.#reference(level, row, hops.slice(0, index), hop, key);
      const next = reference?.id.path!.row ?? this.#joins.follow(row, hop)?.row;
      if (next === undefined) return;
      level = reference?.nested ?? level;
      row = next;
    }
    this.#placeLeaf(level, select, row, foreign?.leaf?.name ?? field.name);
  }

  #placeLeaf(level: ShapeNode[], select: BoundSelect, row: string, key: string): void {
    const { hops, field, foreign } = select.path!;
    const whole = this.#anyReference(field);
    if (whole && !select.masked) {
      if (level.some((node) => node.kind === 'any' && node.key === whole.name)) return;
      const [entity, id] = whole.parts!.map((part) => this.#add(selectOf('', row, hops, part)));
      level.push({ kind: 'any', key: whole.name, entity: entity!, id: id! });
    } else if (field.parts) {
      for (const part of field.parts) this.#part(level, selectOf('', row, hops, part), select.masked);
    } else if (field.partOf && !foreign?.leaf) {
      this.#part(level, select);
    } else if (select.masked || (field.target === undefined && field.columns.length > 0)) {
      level.push({ kind: 'value', key, select: this.#add(select) });
    } else if (field.target !== undefined) {
      this.#named(level, row, hops, field, key);
    } else {
      const computed = computedField(this.#context, field);
      if (computed) level.push({ kind: 'computed', key, value: this.#inputs(computed, row, hops, field.entity) });
    }
  }

  /** The link to any record that a field is, or is a part of: by its parts alone it would tell of records not to be seen. */
  #anyReference(field: Field): Field | undefined {
    const { partOf, entity } = field;
    const whole = partOf ? this.#context.release.model.entities.get(entity)?.fields.get(partOf.field) : field;
    return whole?.targets ? whole : undefined;
  }

  #part(level: ShapeNode[], select: BoundSelect, masked?: true): void {
    const { field: key, part } = select.path!.field.partOf!;
    let node = level.find((each) => each.kind === 'object' && each.key === key);
    if (node?.kind !== 'object') {
      node = { kind: 'object', key, nested: [], ...(masked ? { masked } : {}) };
      level.push(node);
    }
    if (!node.nested.some((each) => each.key === part)) {
      node.nested.push({ kind: 'value', key: part, select: this.#add(select) });
    }
  }

  /** A composite as one column: the object of its parts. */
  #composed({ row, hops }: ResolvedPath, parts: readonly Field[], masked: boolean): ComputedNode {
    const inputs = new Map(parts.map((part) => [part.name, this.#add(selectOf('', row, hops, part))]));
    return {
      inputs,
      compute(read) {
        const value = composeParts(parts, (part) => read(part.name));
        return masked ? maskValue(value) : value;
      },
    };
  }

  #reference(level: ShapeNode[], row: string, hops: readonly Field[], hop: Field, key: string) {
    const held = level.find((node) => node.kind === 'reference' && node.key === key);
    if (held?.kind === 'reference') return held;
    const target = this.#joins.follow(row, hop);
    const id = target?.entity.fields.get('id');
    if (!target || !id) return undefined;
    const select = this.#add(selectOf('', target.row, [...hops, hop], id));
    const node: Extract<ShapeNode, { kind: 'reference' }> = {
      kind: 'reference',
      key,
      id: select,
      nested: [],
    };
    level.push(node);
    return node;
  }

  /** The look-up itself was asked for: its id and the name of its record. */
  #named(level: ShapeNode[], row: string, hops: readonly Field[], field: Field, key: string): void {
    if (!this.#joins.hasRoom(row, field, this.#behindName(field.target!))) {
      const id = this.#add(selectOf('', row, hops, field));
      if (!level.some((node) => node.key === key)) level.push({ kind: 'later', key, entity: field.target!, id });
      return;
    }
    const node = this.#reference(level, row, hops, field, key);
    if (!node || node.label !== undefined) return;
    const entity = this.#context.release.model.entities.get(field.target!)!;
    const label = this.#label(entity, node.id.path!.row, [...hops, field]);
    level[level.indexOf(node)] = { ...node, label };
  }

  /** Rows that the name of a record reads besides its own. */
  #behindName(target: string): number {
    const entity = this.#context.release.model.entities.get(target);
    const inputs = (entity && computedName(this.#context, entity)?.inputs) ?? [];
    return inputs.reduce((sum, input) => sum + input.split('.').length - 1, 0);
  }

  #label(entity: Entity, row: string, hops: readonly Field[]): BoundSelect | ComputedNode | null {
    const plain = entity.fields.get(entity.document.nameExpression.trim());
    if (plain && plain.columns.length > 0 && plain.valueType === 'text') {
      const fieldClass = this.#context.access.fieldClass(entity.name, plain.name);
      if (fieldClass === 'hidden') return null;
      const select = selectOf('', row, hops, plain);
      return this.#add(fieldClass === 'mask' ? { ...select, masked: true } : select);
    }
    const computed = computedName(this.#context, entity);
    return computed ? this.#inputs(computed, row, hops, entity.name) : null;
  }

  #inputs(computed: Computed, row: string, hops: readonly Field[], entityName: string): ComputedNode {
    const inputs = new Map<string, BoundSelect>();
    for (const input of computed.inputs) {
      const select = this.#input(input, row, hops, entityName);
      if (select) inputs.set(input, this.#add(select));
    }
    return { inputs, compute: computed.compute };
  }

  #input(path: string, from: string, hops: readonly Field[], entityName: string): BoundSelect | undefined {
    let entity = this.#context.release.model.entities.get(entityName);
    let row = from;
    const walked = [...hops];
    for (let names: readonly string[] = path.split('.'); entity;) {
      const found = firstField(entity, names);
      if (!found) return undefined;
      if (found.field.foreign) {
        names = behind(found.field.foreign, found.rest);
        continue;
      }
      if (found.rest.length === 0) return selectOf('', row, walked, found.field);
      const target = this.#joins.follow(row, found.field);
      if (!target) return undefined;
      walked.push(found.field);
      ({ row, entity } = target);
      names = found.rest;
    }
    return undefined;
  }

  /** One column for each path, however often it is used. */
  #add(select: BoundSelect): BoundSelect {
    const same = this.#selects.find(
      (held) =>
        held.path?.row === select.path?.row &&
        held.path?.field === select.path?.field &&
        held.masked === select.masked &&
        held.target === select.target,
    );
    if (same) return same;
    const named = { ...select, as: `s.${this.#selects.length}` };
    this.#selects.push(named);
    return named;
  }
}
