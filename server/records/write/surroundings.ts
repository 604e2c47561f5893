/**
 * The records around the drafts of a write, as expressions read them: `customer.discount` needs the customer,
 * `sum(lines.amount)` the lines. Loaded level by level before anything is evaluated, one statement per entity and
 * level; drafts stand in their own place, so that a line sees the order as it will be.
 */
import type { CompiledExpression } from '../../../metadata/expression/compile.js';
import { ExpressionError } from '../../../metadata/expression/errors.js';
import type { Entity, Field, Links, Model } from '../../../metadata/model/model.js';
import { behind } from '../../../metadata/model/foreign.js';
import { firstField, valueOfField } from '../../../metadata/model/parts.js';
import { fit } from '../../../metadata/rules/defaults.js';
import type { Value } from '../../../metadata/value.js';
import type { Draft, Values } from './draft.js';
import { rulesOf } from './entity-rules.js';
import { loadChildren, loadRows } from './store.js';
import type { Write } from './write.js';

interface Near {
  readonly entity: Entity;
  readonly id: string;
  readonly values: Values;
}

export class Surroundings {
  readonly #rows = new Map<string, Near | null>();
  readonly #children = new Map<string, readonly Near[]>();
  readonly #evaluating = new Set<string>();
  readonly #model: Model;
  readonly #write: Write;

  constructor(write: Write) {
    this.#write = write;
    this.#model = write.context.release.model;
  }

  /** Makes a draft (and its children as the body gives them) what expressions see. */
  place(draft: Draft): void {
    this.#rows.set(key(draft.entity, draft.id), draft.action === 'delete' ? null : draft);
    for (const { field, drafts, kept } of draft.children) {
      // Linked records are loaded when something reads them.
      if (kept) continue;
      this.#children.set(
        childKey(draft, field),
        drafts.filter((child) => child.action !== 'delete'),
      );
    }
  }

  /** Loads what `paths` of these drafts walk through. */
  async load(drafts: readonly Draft[], paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.#walk(drafts, path.split('.'));
  }

  /** Value of a path of a record; a path through children is a list. Rows that are not there read as null. */
  read(near: Near, path: readonly string[]): Value {
    const found = firstField(near.entity, path);
    if (!found) return null;
    const { field, rest } = found;
    if (field.foreign) return this.read(near, behind(field.foreign, rest));
    if (field.children || field.links) {
      const rows = this.#children.get(childKey(near, field.name)) ?? [];
      return rows.map((row) => (rest.length === 0 ? row.id : this.read(row, rest))).flat();
    }
    const value = this.#valueOf(near, field);
    if (rest.length === 0 || field.target === undefined || typeof value !== 'string') {
      return rest.length === 0 ? value : null;
    }
    const target = this.#rows.get(`${field.target} ${value}`);
    return target ? this.read(target, rest) : null;
  }

  evaluate(near: Near, expression: CompiledExpression): Value {
    if (expression.problems.length > 0) return null;
    const { evaluation } = this.#write.context;
    return valueOrNull(() => expression.evaluate({ context: evaluation, field: (path) => this.read(near, path) }));
  }

  /** Formulas are computed where they are read: stored ones of the drafts may not have been yet. */
  #valueOf(near: Near, field: Field): Value {
    if (field.sealed) return null;
    if (!field.formula) return valueOfField(field, near.values);
    const isDraft = 'action' in near;
    if (!isDraft && field.formula.stored) return near.values[field.name] ?? null;
    const mark = `${key(near.entity, near.id)} ${field.name}`;
    // A formula that needs itself has no value; publish refuses such a release.
    if (this.#evaluating.has(mark)) return null;
    const formula = this.#rules(near.entity).formulas.get(field.name);
    if (!formula) return null;
    this.#evaluating.add(mark);
    try {
      return fit(field, this.evaluate(near, formula));
    } finally {
      this.#evaluating.delete(mark);
    }
  }

  #rules(entity: Entity) {
    return rulesOf(this.#model, entity, this.#write.context.registries.function);
  }

  async #walk(rows: readonly Near[], path: readonly string[]): Promise<void> {
    const first = rows[0];
    const field = first?.entity.fields.get(path[0] ?? '');
    if (!first || !field) return;
    if (field.foreign) return this.#walk(rows, behind(field.foreign, path.slice(1)));
    if (field.formula && !(field.formula.stored && !('action' in first))) {
      const formula = this.#rules(first.entity).formulas.get(field.name);
      for (const inner of formula?.dependencies.fields ?? [])
        if (inner !== field.name) await this.#walk(rows, inner.split('.'));
      return;
    }
    if (field.children) return this.#walk(await this.#loadChildren(rows, field), path.slice(1));
    if (field.links) return this.#walk(await this.#loadLinked(rows, field, field.links), path.slice(1));
    if (path.length > 1 && field.target !== undefined) {
      return this.#walk(await this.#loadTargets(rows, field, field.target), path.slice(1));
    }
  }

  async #loadTargets(rows: readonly Near[], field: Field, target: string): Promise<readonly Near[]> {
    const entity = this.#model.entities.get(target);
    if (!entity) return [];
    const ids = [...new Set(rows.map((row) => row.values[field.name]).filter((id) => typeof id === 'string'))];
    const missing = ids.filter((id) => !this.#rows.has(`${target} ${id}`));
    for (const row of await loadRows(this.#write, entity, missing)) {
      this.#rows.set(`${target} ${row.id}`, { entity, id: row.id, values: row.values });
    }
    return ids.map((id) => this.#rows.get(`${target} ${id}`)).filter((row) => row !== undefined && row !== null);
  }

  async #loadChildren(rows: readonly Near[], field: Field): Promise<readonly Near[]> {
    const entity = this.#model.entities.get(field.children!.entity);
    if (!entity) return [];
    const missing = rows.filter((row) => !this.#children.has(childKey(row, field.name)));
    const pointer = field.children!.field;
    const loaded = await loadChildren(
      this.#write,
      entity,
      pointer,
      missing.map((row) => row.id),
    );
    for (const row of missing) {
      const own = loaded.filter((child) => child.values[pointer] === row.id);
      const near = own.map(
        (child) => this.#rows.get(key(entity, child.id)) ?? { entity, id: child.id, values: child.values },
      );
      this.#children.set(childKey(row, field.name), near);
    }
    return rows.flatMap((row) => this.#children.get(childKey(row, field.name)) ?? []);
  }

  /** The records linked to these rows, as the drafts leave the links. */
  async #loadLinked(rows: readonly Near[], field: Field, links: Links): Promise<readonly Near[]> {
    const [entity, target] = [links.entity, links.target].map((name) => this.#model.entities.get(name));
    if (!entity || !target) return [];
    const missing = rows.filter((row) => !this.#children.has(childKey(row, field.name)));
    const stored = await loadChildren(this.#write, entity, links.own, missing.map((row) => row.id)); // prettier-ignore
    const idsOf = (row: Near): readonly string[] => {
      const given = 'children' in row ? (row as Draft).children.find((each) => each.field === field.name) : undefined;
      if (!given?.kept)
        return stored.filter((link) => link.values[links.own] === row.id).map((link) => String(link.values[links.other])); // prettier-ignore
      const added = given.drafts.filter((link) => link.action !== 'delete');
      return [...given.kept, ...added.map((link) => String(link.values[links.other]))];
    };
    const ids = new Map(missing.map((row) => [row, idsOf(row)]));
    const wanted = [...ids.values()].flat().filter((id) => !this.#rows.has(key(target, id)));
    for (const row of await loadRows(this.#write, target, wanted))
      this.#rows.set(key(target, row.id), { entity: target, id: row.id, values: row.values });
    for (const [row, own] of ids) {
      const near = own.flatMap((id) => this.#rows.get(key(target, id)) ?? []);
      this.#children.set(childKey(row, field.name), near);
    }
    return rows.flatMap((row) => this.#children.get(childKey(row, field.name)) ?? []);
  }
}

/** An expression that cannot be computed for these values (out of range, too long) has none. */
export function valueOrNull(compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

const key = (entity: Entity, id: string): string => `${entity.name} ${id}`;
const childKey = (near: { readonly entity: Entity; readonly id: string }, field: string): string =>
  `${near.entity.name} ${near.id} ${field}`;
