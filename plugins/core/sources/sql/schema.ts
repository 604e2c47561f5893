/** One SELECT over entities, or over the tables of a connection (docs/decisions/018-sql-reads-entities.md). */
import { outputFields, sqlEntities } from '../../../../metadata/dataset/sql-columns.js';
import { sourceType } from '../../../../metadata/dataset/source-type.js';
import { sqlStandIn } from '../../../../metadata/dataset/sql-stand-in.js';
import { readSql } from '../../../../metadata/dataset/sql-statement.js';
import { SqlRefused } from '../../../../metadata/dataset/sql-tokens.js';
import { statementOf } from '../../../../metadata/dataset/statement-of.js';
import { SqlSourceSchema, type SqlSource } from '../../../../metadata/schema/dataset.js';
import { problem } from '../../../../metadata/words.js';
import { sqlSites } from './sites.js';

export const definition = sourceType<SqlSource>({
  id: 'sql',
  label: { en: 'SQL', 'zh-CN': 'SQL', 'zh-TW': 'SQL', es: 'SQL' },
  icon: 'code',
  schema: SqlSourceSchema,
  editor: 'sql',
  begin: { type: 'sql', sql: 'select count(*) as n from user' },
  sites: sqlSites,
  reads: (source) => statementOf(source)?.parameters ?? [],
  /** What a connection reads is as far as its author says, so the right to all rows is needed, too. */
  rights: ({ connection }) => (connection === undefined ? ['report.sql'] : ['report.sql', 'report.sql.all']),
  standIn: sqlStandIn,
  entities(source, model) {
    const statement = source.connection === undefined ? statementOf(source) : undefined;
    const named = (source.rows ?? []).map(({ entity }) => entity);
    return [...(statement ? sqlEntities(statement, model).map(({ name }) => name) : []), ...named];
  },
  columns(source, model) {
    const statement = statementOf(source);
    if (!statement || statement.outputs.some(({ name }) => name === undefined)) return undefined;
    const fields = outputFields(statement, model, source.fields);
    return new Map(
      statement.outputs.map(({ name }) => {
        const field = fields.get(name!);
        return [name!, (field && field.entity.fields.get(field.path)?.valueType) ?? 'any'];
      }),
    );
  },
  /** SQL that is no reading statement is no document: no such text is ever stored, whoever sends it. */
  check({ sql, connection }) {
    try {
      readSql(sql, { foreign: connection !== undefined });
      return [];
    } catch (error) {
      if (!(error instanceof SqlRefused)) throw error;
      return [{ ...problem('/sql', 'DATASET_SQL', error.words), from: error.from, to: error.to }];
    }
  },
});
