/**
 * Options that depend on the record: a code that does not fit the other fields, a record outside the field's filter. Asked
 * when the value or what it depends on changes, so that neither can be changed past the other.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { fitsCode, optionFilter, type OptionRecord, type OptionRules } from '../../../metadata/rules/options.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { say } from '../../../metadata/words.js';
import { prepareFor, systemView, toolsFor } from '../prepare.js';
import { compileQuery } from '../sql/compile-query.js';
import { selectRows } from '../sql/fragment.js';
import { isSame, type Draft } from './draft.js';
import { rulesOf } from './entity-rules.js';
import { loadChildren } from './store.js';
import type { Surroundings } from './surroundings.js';
import type { Write } from './write.js';

/** A record chosen for a field, and where a finding about it belongs. */
interface Chosen {
  readonly id: string;
  readonly path: string;
  readonly draft: Draft;
  readonly field: Field;
}

/** Adds NOT_AN_OPTION to drafts. One statement for each field and filter. */
export async function checkOptions(write: Write, drafts: readonly Draft[], surroundings: Surroundings): Promise<void> {
  const { release, registries, evaluation } = write.context;
  const asked = new Map<string, { entity: Entity; filter: Filter; chosen: Chosen[] }>();
  for (const draft of drafts) {
    if (draft.action === 'delete' || draft.action === 'restore') continue;
    for (const [name, rules] of rulesOf(release.model, draft.entity, registries.function).options) {
      const field = draft.entity.fields.get(name)!;
      const path = `${draft.pointer}/${name}`;
      if (draft.problems.some((problem) => problem.path === path) || !isTouched(draft, field, rules)) continue;
      const record: OptionRecord = { context: evaluation, read: (at) => surroundings.read(draft, at) };
      if (field.dictionary !== undefined) checkCodes(write, draft, field, rules, record);
      const filter = optionFilter(rules, record);
      const entity = release.model.entities.get(field.target ?? field.links?.target ?? '');
      if (!filter || !entity) continue;
      const key = `${entity.name} ${JSON.stringify(filter)}`;
      const held = asked.get(key) ?? { entity, filter, chosen: [] };
      held.chosen.push(...(await chosenOf(write, draft, field)));
      asked.set(key, held);
    }
  }
  for (const { entity, filter, chosen } of asked.values()) await checkChosen(write, entity, filter, chosen);
}

function isTouched(draft: Draft, field: Field, rules: OptionRules): boolean {
  if (draft.action === 'create' || draft.children.some((rows) => rows.field === field.name)) return true;
  const names = [field.name, ...rules.reads.map((path) => path.split('.')[0]!)];
  return names.some((name) => !isSame(draft.before?.values[name], draft.values[name]));
}

function checkCodes(write: Write, draft: Draft, field: Field, rules: OptionRules, record: OptionRecord): void {
  const value = draft.values[field.name] ?? null;
  const dictionary = write.context.release.model.dictionaries.get(field.dictionary ?? '');
  const codes = value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
  const wrong = codes.find((code) => !fitsCode(rules, code, dictionary, record));
  if (wrong !== undefined) draft.problems.push(notAnOption(`${draft.pointer}/${field.name}`, field));
}

const notAnOption = (path: string, field: Field) => ({
  path,
  code: 'NOT_AN_OPTION',
  ...say`The value of "${{ field: field.label }}" does not fit the other fields of the record: choose another.`,
});

async function chosenOf(write: Write, draft: Draft, field: Field): Promise<readonly Chosen[]> {
  const path = `${draft.pointer}/${field.name}`;
  const id = draft.values[field.name];
  if (!field.links) return typeof id === 'string' ? [{ id, path, draft, field }] : [];
  const { entity: name, own, other } = field.links;
  const given = draft.children.find((rows) => rows.field === field.name);
  if (given) {
    const added = given.drafts.filter((link) => link.action !== 'delete' && link.problems.length === 0);
    const ids = [...given.kept!, ...added.map((link) => String(link.values[other]))];
    return ids.map((id) => ({ id, path, draft, field }));
  }
  const entity = write.context.release.model.entities.get(name)!;
  const links = draft.action === 'create' ? [] : await loadChildren(write, entity, own, [draft.id]);
  return links.map((link) => ({ id: String(link.values[other]), path, draft, field }));
}

const chunkSize = 500;

async function checkChosen(write: Write, entity: Entity, filter: Filter, chosen: readonly Chosen[]): Promise<void> {
  const { context } = write;
  const ids = [...new Set(chosen.map((each) => each.id))];
  const fitting = new Set<string>();
  for (let from = 0; from < ids.length; from += chunkSize) {
    const among: Filter = { field: 'id', op: 'in', value: ids.slice(from, from + chunkSize) };
    const query = { entity: entity.name, select: [{ path: 'id' }], where: { and: [among, filter] } };
    const compiled = compileQuery(toolsFor(context), prepareFor(context, query, { access: systemView(context) }));
    for (const row of await selectRows(write.transaction, compiled.statement))
      fitting.add(String(compiled.read(row)[0]));
  }
  for (const { id, path, draft, field } of chosen) {
    // One finding for each field; a record that is not there, or not to be seen, was told already.
    if (!fitting.has(id) && !draft.problems.some((problem) => problem.path === path))
      draft.problems.push(notAnOption(path, field));
  }
}
