/** The cells of a run that take input: what each of them is a field of, by cell and by key. */
import type { Field } from '../../metadata/model/model.js';
import { textOf } from '../../metadata/sheet/format.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { isReference } from '../data/record.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost, FieldView } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { CellKey } from './input-draft.js';
import type { GridAnswer, GridInputs } from './report-run.js';

export interface OpenCell {
  readonly key: CellKey;
  readonly mark: string;
  readonly cell: GridCell;
  readonly field: Field;
  readonly view: FieldView;
  readonly format: string | undefined;
  /** What the record has, as it is sent: of a look-up the id, of a choice the code; of all else what the cell shows. */
  readonly stored: Value;
}

export class OpenCells {
  readonly #byPlace = new Map<string, OpenCell>();
  readonly #byKey = new Map<CellKey, OpenCell>();
  readonly fieldHost: FieldHost;

  constructor(
    private readonly host: Host,
    { cells, inputs }: Pick<GridAnswer, 'cells' | 'inputs'>,
  ) {
    this.fieldHost = createFieldHost(host);
    const marks = new Map<string, GridInputs[string] & { readonly index: number }>(
      Object.entries(inputs).flatMap(([source, input]) =>
        input.places.map((at, index) => [`${source} ${at}`, { ...input, index }] as const),
      ),
    );
    for (const cell of cells) {
      const place = `${cell.source} ${cell.at}`;
      const input = marks.get(place);
      const field = input && host.app.entity(input.entity)?.fields.get(input.field);
      const view = field && host.fields.get(field.type.id);
      // What its own editor cannot take is closed, and so is a cell that shows no value.
      if (!input || !field || !view?.edit || cell.kind !== undefined) continue;
      const mark = input.marks[input.index]!;
      const key = `${cell.source} ${mark}`;
      const stored = input.stored ? input.stored[input.index]! : cell.value;
      const open = { key, mark, cell, field, view, format: input.format, stored };
      this.#byPlace.set(place, open);
      this.#byKey.set(key, open);
    }
  }

  get size(): number {
    return this.#byPlace.size;
  }

  at({ source, at }: Pick<GridCell, 'source' | 'at'>): OpenCell | undefined {
    return this.#byPlace.get(`${source} ${at}`);
  }

  find(key: CellKey): OpenCell | undefined {
    return this.#byKey.get(key);
  }

  /** What a value of the field's editor is sent as. */
  bodyOf({ view, field }: OpenCell, value: unknown): unknown {
    return view.toBody ? view.toBody(value, field) : (value ?? null);
  }

  /** A value as the cell shows it. */
  textOf({ view, field, format }: OpenCell, value: unknown): string {
    if (value === null || value === undefined || value === '') return '';
    if (isReference(value)) return value.label;
    const isPlain = typeof value === 'number' || (typeof value === 'string' && format !== undefined);
    return isPlain ? textOf(value as Value, format, this.host.i18n.language) : view.text(value, field, this.fieldHost);
  }

  /** What the editor opens with: of a reference its name too. */
  editedOf({ field }: OpenCell, value: unknown, text: string): unknown {
    return field.target !== undefined && typeof value === 'string' ? { id: value, label: text } : value;
  }
}
