/**
 * Shares by hand and membership of departments as SQL. The shared records are a list that stands by itself (`id in
 * (select …)`), not a question per row: both engines read it once, and SQLite can still use an index for the other half
 * of `own or shared`.
 */
import { levelsFor, type ShareReceiver } from '../../../metadata/query/share.js';
import { treeFieldOf } from '../../../metadata/query/tree.js';
import type { Bound, Condition, Receiver } from '../../../metadata/query/types.js';
import { joinFragments, raw, sql, valueList, type Fragment } from './fragment.js';
import { alive, columnOf, pathColumn, tableAs, valueColumn, type Rows, type SqlTools } from './tools.js';

type Shared = Extract<Condition<Bound>, { kind: 'shared' }>;
type MemberOf = Extract<Condition<Bound>, { kind: 'memberOf' }>;

export function compileShared(tools: SqlTools, rows: Rows, condition: Shared): Fragment {
  const { receiver, level, entity } = condition;
  const ways = receiver ? receivedBy(tools, receiver) : [];
  if (!receiver || ways.length === 0) return raw('1 = 0');
  const alias = tools.nextAlias();
  const column = (name: string) => columnOf(tools, alias, name);
  const reached = ways.map(
    ({ kind, grantee }) => sql`(${column('kind')} = ${kind} and ${column('grantee')} ${grantee})`,
  );
  const where = joinFragments(
    [
      sql`${column('entity')} = ${entity}`,
      sql`${column('level')} in ${valueList([...levelsFor[level]])}`,
      sql`(${column('until')} is null or ${column('until')} >= ${receiver.today})`,
      sql`(${joinFragments(reached, ' or ')})`,
    ],
    ' and ',
  );
  const records = sql`select ${column('record_id')} from ${raw(`${tools.dialect.quote('sys_share')} as ${alias}`)} where ${where}`;
  return sql`${pathColumn(tools, rows, condition.path)} in (${records})`;
}

interface Way {
  readonly kind: ShareReceiver;
  /** What the column `grantee` is tested with. */
  readonly grantee: Fragment;
}

/** The ways in which a share can reach somebody; a person without a department is reached by fewer. */
function receivedBy(tools: SqlTools, { user, roles, department }: Receiver): readonly Way[] {
  return [
    ...(user === null ? [] : [{ kind: 'user', grantee: sql`= ${user}` } as const]),
    ...(roles.length === 0 ? [] : [{ kind: 'role', grantee: sql`in ${valueList([...roles])}` } as const]),
    ...(department === null
      ? []
      : [
          { kind: 'department', grantee: sql`= ${department}` } as const,
          { kind: 'below', grantee: sql`in (${upFrom(tools, department)})` } as const,
        ]),
  ];
}

export function compileMemberOf(tools: SqlTools, { department, receiver }: MemberOf): Fragment {
  const mine = receiver?.department ?? null;
  if (mine === null) return raw('null');
  return sql`${department} in (${upFrom(tools, mine)})`;
}

/** A department and those above it, by id. `union` ends a circle in the data. */
function upFrom(tools: SqlTools, department: string): Fragment {
  const entity = tools.model.entities.get('department');
  const parent = entity && treeFieldOf(entity);
  if (!entity || !parent) return sql`select ${department}`;
  const [up, at] = [tools.nextAlias(), tools.nextAlias()];
  const above = columnOf(tools, at, valueColumn(parent).name);
  const on = sql`${columnOf(tools, at, 'id')} = ${raw(`${up}.id`)} and ${alive(tools, at)}`;
  const next = sql`select ${above} from ${tableAs(tools, entity, at)} join ${raw(up)} on ${on} where ${above} is not null`;
  return sql`with recursive ${raw(`${up}(id)`)} as (select ${department} union ${next}) select id from ${raw(up)}`;
}
