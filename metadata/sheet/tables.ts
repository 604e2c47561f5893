/** The datasets of a sheet by name, and what to say where there is no such one, or no such field, or no access. */
import { say } from '../words.js';
import { columnsOf, type Column, type Columns } from './columns.js';
import { noAccess } from './no-access.js';
import { SheetError, type SheetInput, type TemplateCell } from './types.js';

export class Tables {
  constructor(readonly datasets: SheetInput['datasets']) {}

  has(name: string): boolean {
    return this.datasets.has(name);
  }

  find(name: string, cell: TemplateCell): Columns {
    const found = this.datasets.get(name);
    if (found) return columnsOf(found);
    const known = [...this.datasets.keys()].join(', ') || say`none`;
    throw new SheetError(
      'UNKNOWN_DATASET',
      [cell.address],
      say`${{ cell: cell.address }}: there is no dataset ${{ name }}. Known: ${{ known }}.`,
    );
  }

  /** Asked also where there is no row to read a value from. Throws CellError `#NO_ACCESS`. */
  refuseWithheld(name: string, field: string, cell: TemplateCell): void {
    const { table, names } = this.find(name, cell);
    if (table.closed || (table.withheld?.has(field) && !names.includes(field))) throw noAccess(cell.address);
  }

  column(name: string, field: string, cell: TemplateCell): Column {
    const columns = this.find(name, cell);
    const found = columns.find(field);
    if (found) return found;
    this.refuseWithheld(name, field, cell);
    const known = columns.names.join(', ');
    throw new SheetError(
      'UNKNOWN_FIELD',
      [cell.address],
      say`${{ cell: cell.address }}: ${{ name }} has no field ${{ field }}. Known: ${{ known }}.`,
    );
  }
}
