/**
 * How well duplicate rules find what people labelled, and what it costs: precision and recall of pairs, pairs compared of
 * all there are, time. Over the real data sets, beside the project or where TRELLIS_DATA_SETS says; without them it says so
 * and is over.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { agreement, keysOf, type DuplicateAlternative, type DuplicateComparison } from '../../metadata/duplicates/compile-rules.js'; // prettier-ignore
import type { Field } from '../../metadata/model/model.js';
import { realData } from '../helper/real-data.js';
import { milliseconds } from './helper/table.js';

type Row = Readonly<Record<string, string>>;
interface DataSet {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What is the same in two records that are one. */
  truth(row: Row): string;
}
type Part = readonly [column: string, by: DuplicateComparison['by'], least?: number];

const folder = join(realData, 'dedupe');
const read = (file: string): readonly Row[] =>
  parse(readFileSync(join(folder, file)), { columns: true, bom: true, trim: true });

/** Compares through the keys of `sys_duplicate_key`, as the server does, without its limits. */
function measure({ rows, truth }: DataSet, rule: readonly (readonly Part[])[]) {
  const alternatives = rule.map((all, index): DuplicateAlternative => ({
    id: `m${index}`,
    all: all.map(([name, by, least = 1]) => ({ field: { name } as Field, by, least })),
  }));
  const readers = rows.map((row) => (field: Field) => row[field.name] || null);
  const began = performance.now();
  const found = new Set<number>();
  let compared = 0;
  for (const alternative of alternatives) {
    const places = new Map<string, number[]>();
    readers.forEach((reader, at) => {
      const keys = keysOf(alternative, reader);
      if (!keys) return;
      const near = new Set<number>();
      for (const key of [keys.same, ...keys.alike]) {
        const held = places.get(key) ?? [];
        places.set(key, held);
        for (const other of held) near.add(other);
        held.push(at);
      }
      for (const other of near) {
        compared += 1;
        if (agreement(alternative, reader, readers[other]!) !== undefined) found.add(at * rows.length + other);
      }
    });
  }
  const time = performance.now() - began;
  let right = 0;
  for (const pair of found) if (truth(rows[Math.floor(pair / rows.length)]!) === truth(rows[pair % rows.length]!)) right += 1; // prettier-ignore
  const groups = new Map<string, number>();
  for (const row of rows) groups.set(truth(row), (groups.get(truth(row)) ?? 0) + 1);
  const all = [...groups.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  return { precision: right / found.size, recall: right / all, found: found.size, compared, time };
}

function show(set: DataSet, rules: Readonly<Record<string, readonly (readonly Part[])[]>>): void {
  const { rows, title } = set;
  const pairs = (rows.length * (rows.length - 1)) / 2;
  console.log(`\n${title}: ${rows.length} records, ${pairs} pairs`);
  console.log(`${'rule'.padEnd(52)} precision    recall     found  compared       time`);
  for (const [words, rule] of Object.entries(rules)) {
    const { precision, recall, found, compared, time } = measure(set, rule);
    const cells = [precision.toFixed(3), recall.toFixed(3), String(found), String(compared), milliseconds(time)];
    console.log(`${words.padEnd(52)} ${cells.map((cell) => cell.padStart(9)).join(' ')}`);
  }
}

if (existsSync(folder)) {
  const organisations: DataSet = {
    title: 'Organisations (chicago_early_childhood, labelled by hand)',
    rows: read('chicago_early_childhood_true_ids.csv').filter((row) => row['Site name']),
    truth: (row) => row['True Id']!,
  };
  const persons: DataSet = {
    title: 'Persons (febrl_3, synthetic)',
    rows: read('febrl_3.csv').map((row) => ({ ...row, name: `${row['given_name']} ${row['surname']}`.trim() })),
    truth: (row) => row['rec_id']!.split('-')[1]!,
  };
  const [name, phone] = [['Site name', 'company', 0.85] as const, ['Phone', 'phone'] as const];
  show(organisations, {
    'name 0.85': [[name]],
    'name 0.80': [[['Site name', 'company', 0.8]]],
    'name 0.85 and the same phone': [[name, phone]],
    'name 0.85 and address 0.70': [[name, ['Address', 'text', 0.7]]],
    'name 0.85, or the same phone': [[name], [phone]],
    'name 0.85 and address 0.70, or address and phone': [
      [name, ['Address', 'text', 0.7]],
      [['Address', 'text'], phone],
    ],
  });
  const person = ['name', 'person', 0.85] as const;
  show(persons, {
    'name 0.85': [[person]],
    'name 0.80': [[['name', 'person', 0.8]]],
    'name 0.80 and the same date of birth': [[['name', 'person', 0.8], ['date_of_birth', 'exact']]],
    'name 0.80 and date of birth, or the same number': [[['name', 'person', 0.8], ['date_of_birth', 'exact']], [['soc_sec_id', 'exact']]],
  }); // prettier-ignore
} else {
  console.log('The real data set "dedupe" is not in ../shared/data (or TRELLIS_DATA_SETS): nothing is measured.');
}
