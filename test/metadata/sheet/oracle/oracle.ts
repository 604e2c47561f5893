/** Template and data to a grid, the slow way. Throws Refused for a template that is none. */
import type { SheetInput } from '../../../../metadata/sheet/types.js';
import { Formulas } from './formulas.js';
import { layOut } from './grid.js';
import { Instances, type Data } from './instances.js';
import { named, readModel, Refused, type Cell, type Model } from './model.js';

export function consult(input: Pick<SheetInput, 'sheet' | 'functions' | 'context'>, data: ReadonlyMap<string, Data>) {
  const model = readModel(input.sheet);
  const instances = new Instances(data);
  const formulas = new Formulas(model, instances, input.functions, input.context);
  instances.formulas = formulas;
  for (const { document } of model.cells)
    if (document.bind && !data.has(document.bind.dataset)) throw new Refused('no dataset');
  refuseCircles(model, formulas);
  for (const cell of model.cells) if (cell.side !== 'none') instances.of(cell);
  return layOut(model, instances, formulas);
}

/** R2: an expansion must not need itself, whatever its formulas would come to. */
function refuseCircles(model: Model, formulas: Formulas): void {
  const needs = (cell: Cell): readonly Cell[] => {
    const { bind, join = [], where, formula, text } = cell.document;
    const rows = [...join.map(({ to }) => to), where, ...(bind?.conditions ?? []).map((each) => each.if)];
    const own = [formula, ...[...String(text ?? '').matchAll(/\{\{([^}]*)\}\}/g)].map(([, inner]) => inner)];
    const texts = (bind ? rows : own).filter((each) => each !== undefined);
    return [...cell.left, ...cell.top, ...texts.flatMap((each) => formulas.cellsIn(each)).flatMap((address) => named(model, address) ?? [])]; // prettier-ignore
  };
  for (const cell of model.cells) {
    if (cell.side === 'none') continue;
    const reached = new Set<Cell>();
    const open = [...needs(cell)];
    while (open.length > 0) {
      const next = open.pop()!;
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...needs(next));
    }
    if (reached.has(cell)) throw new Refused('an expansion needs itself');
  }
}
