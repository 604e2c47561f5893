/**
 * Records that look-ups of a form point to, with the fields that defaults read through them. What is asked for and not here
 * is loaded by `load`, each record once: one request for all of an entity. A record that cannot be read stays unknown.
 */
import type { Entity } from '../../metadata/model/model.js';
import { behind } from '../../metadata/model/foreign.js';
import { firstField } from '../../metadata/model/parts.js';
import { defaultExpression, lookUpTexts } from '../../metadata/rules/defaults.js';
import type { Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { RecordPage, Reference, WireRecord } from '../data/record.js';
import { labelOf } from '../data/search-references.js';
import type { Host } from '../host/host.js';
import type { LinkedValues } from './defaults.js';
import type { Values } from './record-draft.js';
import type { Rules } from './rules.js';

/** Ids in one request. */
const most = 100;

export class LinkedRecords implements LinkedValues {
  /** Paths by the entity that they begin at. */
  readonly #paths: ReadonlyMap<string, ReadonlySet<string>>;
  /** By entity and id; null is asked for already. */
  readonly #records = new Map<string, WireRecord | null>();
  readonly #missing = new Map<string, Set<string>>();
  /** What was looked up, by entity, field and values; null is nothing, undefined is asked for already. */
  readonly #found = new Map<string, Value | undefined>();
  readonly #wanted = new Map<string, { readonly entity: string; readonly body: object }>();

  constructor(
    private readonly host: Host,
    rules: Rules,
    entity: Entity,
  ) {
    this.#paths = pathsBehindLookups(rules, entity);
  }

  find(entity: string, id: string): Values | undefined {
    return this.#get(entity, id);
  }

  reference(entity: string, id: string): Reference | undefined {
    const { user } = this.host.app.document;
    if (id === user.id) return { id, label: user.name };
    const record = this.#get(entity, id);
    const names = this.host.app.entity(entity)?.nameFields ?? [];
    return record && { id, label: labelOf(record, names) };
  }

  lookUp(entity: string, field: string, values: readonly Value[]): Value | undefined {
    const body = { field, values };
    const key = `${entity} ${JSON.stringify(body)}`;
    if (!this.#found.has(key)) this.#wanted.set(key, { entity, body });
    return this.#found.get(key);
  }

  /** Asks for what was missed since the last time; true when something came. Failures are quiet: the server decides. */
  async load(): Promise<boolean> {
    const asked = [...this.#missing].flatMap(([entity, ids]) => {
      const all = [...ids];
      return Array.from({ length: Math.ceil(all.length / most) }, (_, page) =>
        this.#fetch(entity, all.slice(page * most, (page + 1) * most)),
      );
    });
    this.#missing.clear();
    const looked = [...this.#wanted].map(([key, wanted]) => this.#lookUp(key, wanted));
    this.#wanted.clear();
    return (await Promise.all([...asked, ...looked])).some(Boolean);
  }

  async #lookUp(key: string, { entity, body }: { readonly entity: string; readonly body: object }): Promise<boolean> {
    this.#found.set(key, undefined);
    try {
      const { value } = await this.host.api.post<{ value: Value }>(
        `/records/${encodeURIComponent(entity)}/look-up`,
        body,
      );
      this.#found.set(key, value);
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return false;
    }
  }

  #get(entity: string, id: string): WireRecord | undefined {
    const held = this.#records.get(`${entity} ${id}`);
    if (held !== undefined) return held ?? undefined;
    if (!this.host.app.access(entity)?.read) return undefined;
    const ids = this.#missing.get(entity) ?? new Set();
    this.#missing.set(entity, ids.add(id));
    return undefined;
  }

  async #fetch(entity: string, ids: readonly string[]): Promise<boolean> {
    for (const id of ids) this.#records.set(`${entity} ${id}`, null);
    try {
      const { rows } = await this.host.api.get<RecordPage>(`/records/${encodeURIComponent(entity)}`, {
        fields: this.#fieldsOf(entity).join(','),
        filter: JSON.stringify({ field: 'id', op: 'in', value: ids }),
        limit: ids.length,
      });
      for (const row of rows) this.#records.set(`${entity} ${row.id}`, row);
      return rows.length > 0;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return false;
    }
  }

  #fieldsOf(name: string): readonly string[] {
    const { app } = this.host;
    const wanted = [...(app.entity(name)?.nameFields ?? []), ...(this.#paths.get(name) ?? [])];
    return [...new Set(wanted)].filter((path) => {
      const found = app.path(name, path);
      return found && [...found.hops, found.field].every((field) => app.fieldClass(field) !== 'mask');
    });
  }
}

/** What defaults of the entity and of its rows read through look-ups: paths by the entity that the first look-up leads to. */
function pathsBehindLookups(rules: Rules, entity: Entity): ReadonlyMap<string, ReadonlySet<string>> {
  const { model } = rules.surroundings;
  const paths = new Map<string, Set<string>>();
  const walk = (at: Entity, steps: readonly string[], whole?: { field: string; entity: Entity }): void => {
    const found = firstField(at, steps);
    if (!found) return;
    const { field, rest } = found;
    if (field.foreign) return walk(at, behind(field.foreign, rest), whole);
    if (rest.length === 0) return;
    if (whole?.field === field.name) return walk(whole.entity, rest);
    const child = model.entities.get(field.children?.entity ?? '');
    if (child) return walk(child, rest);
    if (field.target === undefined) return;
    paths.set(field.target, (paths.get(field.target) ?? new Set()).add(rest.join('.')));
  };
  const collect = (at: Entity, whole?: { field: string; entity: Entity }): void => {
    for (const field of at.fields.values()) {
      const text = defaultExpression(field);
      for (const each of [...(text === undefined ? [] : [text]), ...lookUpTexts(field)])
        for (const path of rules.compiled(at, each)?.dependencies.fields ?? []) walk(at, path.split('.'), whole);
    }
  };
  collect(entity);
  for (const { children } of entity.fields.values()) {
    const child = model.entities.get(children?.entity ?? '');
    if (child) collect(child, { field: children!.field, entity });
  }
  return paths;
}
