/** Keeps the defaults of an edited record and of its new rows as its values change, and loads what they are read from. */
import type { Entity, Field } from '../../metadata/model/model.js';
import type { Defaults } from './defaults.js';
import type { LinkedRecords } from './linked-records.js';
import type { RecordDraft, Values } from './record-draft.js';
import type { Whole } from './rules.js';

/** Look-ups of look-ups that defaults are read through. */
const rounds = 3;

interface Parts {
  readonly entity: Entity;
  readonly draft: RecordDraft;
  readonly defaults: Defaults;
  readonly linked: LinkedRecords;
  child(field: Field): Entity | undefined;
}

export class FormDefaults {
  constructor(private readonly parts: Parts) {}

  /** A value that the person gave, and all that follows it. */
  set(name: string, value: unknown): void {
    const { draft } = this.parts;
    const before = draft.values;
    draft.set(name, value);
    this.#follow(before);
  }

  setCell(parent: string, index: number, name: string, value: unknown): void {
    const { draft, defaults } = this.parts;
    const before = draft.values;
    const child = this.#childOf(parent);
    const whole = this.#whole(parent, before);
    draft.set(
      parent,
      rowsOf(draft, parent).map((row, at) => {
        if (at !== index) return row;
        const after = { ...row, [name]: value };
        return isNew(row) && child && whole
          ? defaults.follow(child, row, after, { before: whole, after: whole })
          : after;
      }),
    );
    this.#follow(before);
  }

  addRow(parent: string): void {
    const { draft, defaults } = this.parts;
    const before = draft.values;
    const child = this.#childOf(parent);
    const row = child ? defaults.fill(child, {}, this.#whole(parent, before)) : {};
    draft.set(parent, [...rowsOf(draft, parent), row]);
    this.#follow(before);
  }

  /** Asks for linked records that are missing and fills in what they tell; true when some came. */
  async load(): Promise<boolean> {
    let came = false;
    for (let round = 0; round < rounds && (await this.parts.linked.load()); round++) {
      came = true;
      this.#fill();
    }
    return came;
  }

  /** An unsaved edit was found again: its defaults follow only when it is known what they were. */
  async recall(): Promise<void> {
    this.#follow(this.parts.draft.values);
    await this.load();
  }

  #follow(before: Values): void {
    const { entity, draft, defaults } = this.parts;
    if (draft.isNew) this.#take(defaults.follow(entity, before, draft.values));
    this.#eachNewRow((child, row, parent) => {
      const wholes = { before: this.#whole(parent, before)!, after: this.#whole(parent, draft.values)! };
      return defaults.follow(child, row, row, wholes);
    });
  }

  #fill(): void {
    const { entity, draft, defaults } = this.parts;
    if (draft.isNew) this.#take(defaults.fill(entity, draft.values));
    this.#eachNewRow((child, row, parent) => defaults.fill(child, row, this.#whole(parent, draft.values)));
  }

  #take(values: Values): void {
    const { draft } = this.parts;
    const held = draft.values;
    for (const name of Object.keys(held)) if (!Object.hasOwn(values, name)) draft.unset(name);
    for (const [name, value] of Object.entries(values)) if (held[name] !== value) draft.set(name, value);
  }

  #eachNewRow(change: (child: Entity, row: Values, parent: string) => Values): void {
    const { entity, draft } = this.parts;
    for (const field of entity.fields.values()) {
      const child = field.children && draft.isChanged(field.name) ? this.#childOf(field.name) : undefined;
      if (!child) continue;
      const rows = rowsOf(draft, field.name);
      const changed = rows.map((row) => (isNew(row) ? change(child, row, field.name) : row));
      if (changed.some((row, at) => row !== rows[at])) draft.set(field.name, changed);
    }
  }

  #childOf(parent: string): Entity | undefined {
    const field = this.parts.entity.fields.get(parent);
    return field && this.parts.child(field);
  }

  #whole(parent: string, values: Values): Whole | undefined {
    const { entity } = this.parts;
    const pointer = entity.fields.get(parent)?.children?.field;
    return pointer === undefined ? undefined : { field: pointer, entity, values };
  }
}

const isNew = (row: Values): boolean => row['id'] === undefined;
const rowsOf = (draft: RecordDraft, parent: string): readonly Values[] => {
  const value = draft.get(parent);
  return Array.isArray(value) ? (value as Values[]) : [];
};
