/** How the columns of a sub-table look and whether their cells can be edited. */
import type { Entity, Field } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { Host } from '../host/host.js';

export interface ColumnLook {
  readonly field: Field;
  readonly label: string;
  /** Figures stand at the end. */
  readonly end: boolean;
  /** Pixels; undefined takes what is left. */
  readonly width: number | undefined;
  readonly required: boolean;
  readonly editable: boolean;
}

/** Fields of the child that the person may see, in the form's order. */
export function subTableColumns(
  host: Host,
  child: Entity,
  node: Extract<FormNode, { type: 'subTable' }>,
): readonly ColumnLook[] {
  return node.columns.flatMap((column) => {
    const field = child.fields.get(column.field);
    const fieldClass = field && host.app.fieldClass(field);
    if (!field || fieldClass === 'hidden') return [];
    const view = host.fields.get(field.type.id);
    const editable = !field.computed && field.document.readOnly !== true && fieldClass === 'write';
    return [
      {
        field,
        label: host.i18n.label(field.label, field.name),
        end: (view.alignOf?.(field) ?? view.align) === 'end',
        width: column.width ?? (view.align === 'end' ? view.width : undefined),
        required: field.document.required === true,
        editable: editable && view.edit !== undefined,
      },
    ];
  });
}
