/** The instances that a path of the grid names: `A3:2,B3:1;C1:4` is a row path, then a column path. */
import { agree, downKey, rightKey } from './references.js';
import type { CellInstance, Expansion, Instance, TemplateCell } from './types.js';

/** Undefined where the sheet has no such spot. */
export function spotAt(cell: TemplateCell, at: string, expansion: Expansion): CellInstance | undefined {
  const [down, right, ...more] = at.split(';');
  if (down === undefined || right === undefined || more.length > 0) return undefined;
  const rights = walk(expansion.right, right, rightKey(cell));
  const downs = walk(expansion.down, down, downKey(cell));
  for (const d of downs) for (const r of rights) if (agree(d, r)) return { cell, down: d, right: r };
  return undefined;
}

/** Below a ragged list several instances have one path: one under each instance of the other axis. */
function walk(root: Instance, path: string, key: TemplateCell | undefined): readonly Instance[] {
  let found: readonly Instance[] = [root];
  for (const step of path === '' ? [] : path.split(',')) {
    const [address, index] = step.split(':');
    found = found.flatMap((instance) =>
      [...(instance.children ?? [])].flatMap(([cell, { seen }]) =>
        cell.address === address ? nth(seen.list, seen.from, seen.to, Number(index)) : [],
      ),
    );
  }
  return found.filter((instance) => instance.cell === key);
}

function nth(list: readonly Instance[], from: number, to: number, index: number): readonly Instance[] {
  // Of a list that is read by pages the first one here is not the first of all.
  const place = from + index - (list[from]?.index ?? 1);
  const direct = list[place];
  if (direct && place < to && !direct.cross) return direct.index === index ? [direct] : [];
  return list.slice(from, to).filter((instance) => instance.index === index);
}
