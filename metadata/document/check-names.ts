/** Names and ids inside one document: unique where they must be, and none that the platform or the language keeps. */
import { reservedFieldNames } from '../model/system-fields.js';
import type { EntityDocument } from '../schema/entity.js';
import type { Document } from '../schema/kinds.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { below } from './pointer.js';

/** Words that no expression could read as a name, and keys that reach into prototypes. */
const neverNames: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'true',
  'false',
  'null',
  'constructor',
  'prototype',
]);
/** Names that mean something else in expressions: a field of that name can only be read through another record. */
const shadowedNames: ReadonlySet<string> = new Set(['user', 'datum', 'row', 'it']);
const cellAddress = /^[A-Z]{1,3}[1-9][0-9]{0,3}$/;

/** Lists whose items are told apart by another key than `id`, per kind of list. */
const uniqueKeys: Readonly<Record<string, string>> = {
  fields: 'name',
  parameters: 'name',
  datasets: 'name',
  values: 'code',
  grants: 'entity',
  stages: 'value',
  actions: 'name',
  creates: 'as',
};

export function checkNames(document: Document): readonly Problem[] {
  const problems: Problem[] = [];
  if (neverNames.has(document.name)) problems.push(reserved('/name', document.name));
  if (document.kind === 'settings' && document.name !== 'site') {
    problems.push(problem('/name', 'RESERVED_NAME', 'There is only one document of settings, "site": name it so.'));
  }
  const ids = new Map<string, Set<unknown>>();
  visitLists(document, '', (list, key, at) => {
    const seen = ids.get(key) ?? new Set<unknown>();
    ids.set(key, seen);
    problems.push(...duplicates(list, 'id', at, seen, 'DUPLICATE_ID'));
    const name = uniqueKeys[key];
    if (name !== undefined) problems.push(...duplicates(list, name, at, new Set(), 'DUPLICATE_NAME'));
  });
  return [...problems, ...checkDeclared(document)];
}

type Item = Readonly<Record<string, unknown>>;
const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Visits every list of objects; lists of one key (`nodes` inside `nodes`) share their ids. */
function visitLists(value: unknown, at: string, visit: (list: readonly Item[], key: string, at: string) => void): void {
  if (!isItem(value)) return;
  for (const [key, held] of Object.entries(value)) {
    const here = below(at, key);
    if (Array.isArray(held)) {
      if (held.every(isItem)) visit(held, key, here);
      held.forEach((item, i) => visitLists(item, below(here, i), visit));
    } else {
      visitLists(held, here, visit);
    }
  }
}

function duplicates(
  list: readonly Item[],
  key: string,
  at: string,
  seen: Set<unknown>,
  code: string,
): readonly Problem[] {
  return list.flatMap((item, i) => {
    const value = item[key];
    if (typeof value !== 'string') return [];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [problem(below(at, i, key), code, say`"${{ value }}" is there twice: give this one another "${{ key }}".`)];
  });
}

function checkDeclared(document: Document): readonly Problem[] {
  if (document.kind === 'entity') return checkFieldNames(document);
  if (document.kind !== 'dashboard' && document.kind !== 'report') return [];
  const parameters = (document.parameters ?? []).flatMap(({ name }, i) =>
    neverNames.has(name) ? [reserved(below('/parameters', i, 'name'), name)] : [],
  );
  const datasets = document.datasets.flatMap(({ name }, i) => {
    const at = below('/datasets', i, 'name');
    if (neverNames.has(name)) return [reserved(at, name)];
    if (!cellAddress.test(name)) return [];
    return [
      problem(at, 'RESERVED_NAME', say`A dataset named "${{ name }}" would read as a cell: choose another name.`),
    ];
  });
  return [...parameters, ...datasets];
}

function checkFieldNames(entity: EntityDocument): readonly Problem[] {
  return entity.fields.flatMap(({ name, column }, i): readonly Problem[] => {
    const at = below('/fields', i, 'name');
    if (neverNames.has(name)) return [reserved(at, name)];
    if (reservedFieldNames.has(name) || (column !== undefined && reservedFieldNames.has(column))) {
      return [
        problem(
          at,
          'RESERVED_NAME',
          say`"${{ name }}" is a field that every record has by itself: choose another name.`,
        ),
      ];
    }
    if (!shadowedNames.has(name)) return [];
    const words = say`In expressions "${{ name }}" means something else, so this field cannot be read there: choose another name.`;
    return [{ ...problem(at, 'SHADOWED_NAME', words), severity: 'warning' }];
  });
}

const reserved = (path: string, name: string): Problem =>
  problem(path, 'RESERVED_NAME', say`"${{ name }}" cannot be used as a name: choose another.`);
