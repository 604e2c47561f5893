/** What only the view modes can tell about a view: that its mode is there, and that its options fit the entity. */
import type { Registries } from '../contributions.js';
import type { Model } from '../model/model.js';
import type { ViewDocument } from '../schema/entity.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { hinted, meant } from './nearest.js';

/** Findings about mode and options; none where no mode is registered (a tool that reads documents without plugins). */
export function checkView(
  view: ViewDocument,
  model: Model,
  { view: modes }: Pick<Registries, 'view'>,
): readonly Problem[] {
  const known = modes.list().map((mode) => mode.id);
  if (known.length === 0) return [];
  const mode = modes.find(view.mode);
  if (!mode) {
    const hint = meant(view.mode, known) ?? say`Known: ${{ known: known.join(', ') }}.`;
    const words = hinted(say`There is no view mode "${{ mode: view.mode }}".`, hint);
    return [problem('/mode', 'UNKNOWN_VIEW_MODE', words)];
  }
  const entity = model.entities.get(view.entity);
  if (!entity) return [];
  return (mode.check?.(view.options ?? {}, entity) ?? []).map((each) => ({ ...each, path: `/options${each.path}` }));
}
