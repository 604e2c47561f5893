/** Records below one another, by a look-up of the entity to itself: a region's region, a company's company. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';
import { Name } from '../../../../metadata/schema/common.js';
import { problem, say } from '../../../../metadata/words.js';

const options = Type.Object(
  {
    /** The look-up to the record above: a field of the entity itself. */
    parent: Name,
  },
  { additionalProperties: false },
);

export interface TreeOptions {
  readonly parent: string;
}

const optionsOf = (given: Readonly<Record<string, unknown>>) => given as unknown as TreeOptions;

export const definition: ViewMode = {
  id: 'tree',
  label: { en: 'Tree', 'zh-CN': '树', 'zh-TW': '樹狀', es: 'Árbol' },
  icon: 'network',
  options,
  needs(given, columns) {
    const { parent } = optionsOf(given);
    return { fields: [parent, ...columns.filter((path) => path !== parent)], groups: { by: parent, sums: [] } };
  },
  paths: (given) => [{ at: '/parent', path: optionsOf(given).parent, needed: true }],
  check(given, entity) {
    const { parent } = optionsOf(given);
    const field = entity.fields.get(parent);
    if (!field || (field.target === entity.name && !field.links)) return [];
    const words = say`"${{ field: parent }}" does not lead to another record of "${{ entity: entity.name }}": name a look-up to it.`;
    return [problem('/parent', 'BAD_TREE_FIELD', words)];
  },
};
