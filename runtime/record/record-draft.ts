/**
 * The state of an edited record: what the server said (`base`) and what the person changed. A value set back to what it
 * was is no change. Knows nothing of the page; pure but for its own state.
 */
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { isEmpty, isReference, type WireRecord } from '../data/record.js';

export type Values = Readonly<Record<string, unknown>>;
/** A row of a sub-table while it is edited; rows without `id` are new. */
export type ChildRow = Values & { readonly id?: string; readonly key: string };
type ToBody = (value: unknown, field: Field) => unknown;

/** Equal as stored: references by id, no value in any of its forms, rows by what a person can change. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isReference(a) && isReference(b) && !Array.isArray(a)) return a.id === b.id;
  return JSON.stringify(a) === JSON.stringify(b);
}

export class RecordDraft {
  #base: WireRecord | undefined;
  #changes = new Map<string, unknown>();
  /** What a new record began with, as text: defaults are no work of the person. */
  #given = '';
  /** Fields whose typed text cannot be read, with the reason; they stop saving. */
  readonly unreadable = new Map<string, string>();

  /** `defaulted`: fields of a new record that get a value unless it states one; emptied, they are sent as null. */
  constructor(
    base: WireRecord | undefined,
    values: Values = {},
    private readonly defaulted: ReadonlySet<string> = new Set(),
  ) {
    this.#base = base;
    for (const [name, value] of Object.entries(values)) this.set(name, value);
    this.#given = JSON.stringify(this.changes);
  }

  get base(): WireRecord | undefined {
    return this.#base;
  }
  get isNew(): boolean {
    return this.#base === undefined;
  }
  get changedNames(): readonly string[] {
    return [...this.#changes.keys()];
  }
  get isDirty(): boolean {
    return this.#changes.size > 0 || this.unreadable.size > 0;
  }
  /** The person changed something; a new record with its defaults only is not touched. */
  get isTouched(): boolean {
    if (!this.isNew || this.unreadable.size > 0) return this.isDirty;
    return JSON.stringify(this.changes) !== this.#given;
  }
  get changes(): Values {
    return Object.fromEntries(this.#changes);
  }
  /** The record as it stands in the form. */
  get values(): Values {
    return { ...this.#base, ...this.changes };
  }

  get(name: string): unknown {
    return this.#changes.has(name) ? this.#changes.get(name) : (this.#base?.[name] ?? null);
  }
  was(name: string): unknown {
    return this.#base?.[name] ?? null;
  }
  isChanged(name: string): boolean {
    return this.#changes.has(name);
  }

  set(name: string, value: unknown): void {
    const isEmptied = this.isNew && this.defaulted.has(name);
    if (isSameValue(value, this.was(name)) && !isEmptied) this.#changes.delete(name);
    else this.#changes.set(name, value);
  }

  /** Of a new record: the field has no value, not even none. */
  unset(name: string): void {
    this.#changes.delete(name);
  }

  /** A new state from the server; changes that it already holds vanish, the others stay. */
  rebase(base: WireRecord, drop: Iterable<string> = []): void {
    const kept = Object.entries(this.changes);
    this.#base = base;
    this.#changes.clear();
    const dropped = new Set(drop);
    for (const [name, value] of kept) if (!dropped.has(name)) this.set(name, value);
  }

  /** A new record with these values: own fields that a person may fill in; rows of sub-tables without their ids. */
  copy(entity: Entity, mayFill: (field: Field) => boolean): RecordDraft {
    const values: Record<string, unknown> = {};
    for (const field of entity.fields.values()) {
      const value = this.get(field.name);
      // An empty one that has a default is stated: a copy is no new beginning.
      if (field.computed || !mayFill(field) || (isEmpty(value) && field.document.default === undefined)) continue;
      values[field.name] = field.children
        ? ((value ?? []) as readonly Values[]).map(({ id: _id, version: _version, ...row }) => row)
        : value;
    }
    return new RecordDraft(undefined, values, new Set(Object.keys(values)));
  }

  discard(): void {
    this.#changes.clear();
    this.unreadable.clear();
    this.#given = JSON.stringify(this.changes);
  }

  /**
   * What a POST or PATCH carries: changed fields of the entity, references as ids, all rows of changed sub-tables. Defaults
   * of fields that the person may not write, and such fields of rows, are the server's to fill in.
   */
  body(model: Model, entity: Entity, toBody: ToBody, mayWrite: (field: Field) => boolean = () => true): Values {
    const body: Record<string, unknown> = {};
    for (const [name, value] of this.#changes) {
      const field = entity.fields.get(name);
      if (!field || field.computed || (this.isNew && this.defaulted.has(name) && !mayWrite(field))) continue;
      body[name] = field.children ? childBodies(model, field, value, toBody, mayWrite) : (toBody(value, field) ?? null);
    }
    return body;
  }
}

function childBodies(
  model: Model,
  field: Field,
  value: unknown,
  toBody: ToBody,
  mayWrite: (field: Field) => boolean,
): readonly Values[] {
  const child = model.entities.get(field.children!.entity);
  return (Array.isArray(value) ? (value as Values[]) : []).map((row) => {
    const body: Record<string, unknown> = typeof row['id'] === 'string' ? { id: row['id'] } : {};
    for (const own of child?.fields.values() ?? []) {
      if (own.computed || own.system || own.name === field.children!.field || !(own.name in row)) continue;
      if (mayWrite(own)) body[own.name] = toBody(row[own.name], own) ?? null;
    }
    return body;
  });
}
