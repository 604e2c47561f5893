/**
 * `<tr-any-reference>`: a link to a record of any of some entities: first its kind, then the record. The value is
 * `{entity,id,label}`; while only the kind is chosen its id is null, which the server tells as incomplete.
 */
import type { PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isReference } from '../data/record.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { referenceEditor, selectEditor } from './field-parts.js';
import { TrPartsBox, type PartEditor } from './parts-box.js';
import './later-strings.js';

export interface AnyReference {
  readonly entity: string | null;
  readonly id: string | null;
  readonly label?: string | null;
}

@customElement('tr-any-reference')
export class TrAnyReference extends TrPartsBox {
  @property({ attribute: false }) held: AnyReference | null = null;
  /** Names of the entities; those that the person may not read are not offered. */
  @property({ attribute: false }) targets: readonly string[] = [];
  /** What the two parts are called: the kind and the record. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) give: OnChange = () => undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { held, give } = this;
    const entity = held?.entity ?? null;
    this.parts = this.#editors(entity);
    this.value = { entity, record: held?.id ? { id: held.id, label: held.label ?? held.id } : null };
    this.change = (next) => give(joined(next, entity));
  }

  #editors(entity: string | null): readonly PartEditor[] {
    const [kind = '', record = ''] = this.names;
    const items = this.targets.flatMap((name) => {
      const known = this.edit.entity(name);
      return known ? [{ value: name, label: known.label }] : [];
    });
    return [
      {
        name: 'entity',
        label: kind,
        span: 2,
        draw: (value, inner, change) => selectEditor(value, items, inner, change),
      },
      {
        name: 'record',
        label: record,
        span: 4,
        draw(value, inner, change) {
          const edit: EditHost = { ...inner, readOnly: inner.readOnly || entity === null };
          return referenceEditor(value, entity ?? '', edit, change);
        },
      },
    ];
  }
}

/** What the two editors say, as a value: another kind begins without a record. */
function joined(next: unknown, before: string | null): AnyReference | null {
  const { entity = null, record } = (next ?? {}) as { entity?: string | null; record?: unknown };
  if (entity === null) return null;
  const kept = entity === before && isReference(record) ? record : undefined;
  return { entity, id: kept?.id ?? null, label: kept?.label ?? null };
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-any-reference': TrAnyReference;
  }
}
