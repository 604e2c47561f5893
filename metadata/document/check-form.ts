/** What paths alone do not say about a form: that its related lists can be sorted as they state. */
import type { Model } from '../model/model.js';
import { checkQuery } from '../query/check.js';
import type { FormDocument, FormNode } from '../schema/entity.js';
import type { Problem } from '../value.js';
import { problem } from '../words.js';
import { below } from './pointer.js';

export function checkForm(form: FormDocument, model: Model): readonly Problem[] {
  return form.nodes.flatMap((node, i) => checkNode(node, below('/nodes', i), model));
}

function checkNode(node: FormNode, at: string, model: Model): readonly Problem[] {
  if ('nodes' in node) return node.nodes.flatMap((inner, i) => checkNode(inner, below(at, 'nodes', i), model));
  if (node.type !== 'related' || !node.sort) return [];
  return node.sort.flatMap((sort, i) => {
    const checked = checkQuery({ entity: node.entity, select: [{ path: 'id' }], sort: [sort] }, model);
    const found = 'problems' in checked ? checked.problems : [];
    // Paths that lead nowhere are told where they stand.
    return found
      .filter(({ status }) => status === 422)
      .map((each) => problem(below(at, 'sort', i, 'by'), each.code, each));
  });
}
