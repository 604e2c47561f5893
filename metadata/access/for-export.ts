/** The same rights for what leaves the product in a file: a masked field may be shown masked, it is never exported. */
import type { Access } from './types.js';

const made = new WeakMap<Access, Access>();

/** Masked fields count as hidden: asking for one is refused, a report's cell bound to one says "no access". */
export function forExport(access: Access): Access {
  const held = made.get(access);
  if (held) return held;
  const fieldClass: Access['fieldClass'] = (entity, field) => {
    const known = access.fieldClass(entity, field);
    return known === 'mask' ? 'hidden' : known;
  };
  const narrowed: Access = {
    ...access,
    fingerprint: `${access.fingerprint}.export`,
    fieldClass,
    visibleFields: (entity) =>
      access.visibleFields(entity).filter((field) => fieldClass(field.entity, field.name) !== 'hidden'),
  };
  made.set(access, narrowed);
  return narrowed;
}
