/** Whether bringing rows in is offered; of single rows and fields the server decides. */
import type { Entity } from '../../metadata/model/model.js';
import type { Host } from '../host/host.js';

export function mayImport({ app }: Pick<Host, 'app'>, { name, document }: Entity): boolean {
  const access = app.access(name);
  // Accounts and departments are more than their records.
  return document.features?.import !== false && access?.import === true && access.create && !/^(user|department)$/.test(name); // prettier-ignore
}
