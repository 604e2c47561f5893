/** Compares the type a column should have with the one the engine reports: engines spell their types in their own way. */
import type { Column } from '../../metadata/contributions.js';
import type { Dialect } from '../database/database.js';

/** `VARCHAR(120) CHARACTER SET utf8mb4 …` and `varchar(120)`, `BIGINT` and `bigint(20)`, `DECIMAL(15, 2)` and `decimal(15,2)`. */
const plain = (type: string): string =>
  type
    .toLowerCase()
    .replace(/ character set .*$/, '')
    .replaceAll(' ', '')
    .replace(/^bigint\(\d+\)$/, 'bigint')
    .replace(/^(tiny|medium|long)?text\(\d+\)$/, '$1text');

export const isPhysicalType = (dialect: Dialect, column: Column, actual: string): boolean =>
  plain(dialect.columnType(column)) === plain(actual);
