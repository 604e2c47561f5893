/**
 * Counts inside the write transaction: the row of the counter is locked until it ends, so numbers are unique, rise in
 * the order of creation, and leave no gap when a creation fails.
 */
import type { FieldServer } from '../../../../server/api.js';
import { patternOf, sequenceName, writeAutonumber } from './shared.js';

export const server: FieldServer = {
  id: 'autonumber',
  async generate(context, transaction, field) {
    const year = context.evaluation.today().slice(0, 4);
    const name = sequenceName(field.entity, field.document, year);
    await transaction('sys_sequence')
      .insert({ name, value: 1 })
      .onConflict('name')
      .merge({ value: transaction.raw('?? + 1', ['sys_sequence.value']) });
    const row = await transaction('sys_sequence').where({ name }).first<{ value: number } | undefined>('value');
    if (!row) throw new Error(`The counter ${name} vanished inside its own transaction.`);
    return writeAutonumber(patternOf(field.document), year, Number(row.value));
  },
};
