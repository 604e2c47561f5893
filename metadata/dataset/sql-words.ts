/**
 * What may stand in the SQL of a dataset: everything else is refused, so that the same statement means the same on both
 * engines and reads nothing but rows. No function here tells of the server, waits, reads a file, or gives another answer
 * at another time (a report's day is a parameter, `today()`).
 */

/** Followed by a bracket they open something of the language, not the arguments of a function. */
export const wordsBeforeBracket: ReadonlySet<string> = new Set([
  'select', 'distinct', 'all', 'any', 'some', 'from', 'join', 'on', 'using', 'where', 'having', 'by', 'limit', 'offset',
  'union', 'intersect', 'except', 'values', 'in', 'exists', 'as', 'and', 'or', 'not', 'like', 'between', 'is', 'when',
  'then', 'else', 'case', 'over', 'filter', 'materialized', 'escape', 'div', 'mod', 'xor', 'regexp', 'interval', 'with',
]); // prettier-ignore

/** Functions, and types that take a size. Some are known to one engine only; the database then says so. */
export const functions: ReadonlySet<string> = new Set([
  'count', 'sum', 'avg', 'min', 'max', 'total', 'group_concat', 'string_agg', 'stddev', 'stddev_pop', 'stddev_samp',
  'variance', 'var_pop', 'var_samp', 'std', 'median', 'percentile_cont', 'percentile_disc',
  'row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile', 'lag', 'lead', 'first_value', 'last_value', 'nth_value',
  'coalesce', 'ifnull', 'nullif', 'if', 'iif', 'greatest', 'least', 'cast', 'interval',
  'abs', 'ceil', 'ceiling', 'floor', 'round', 'truncate', 'trunc', 'mod', 'pow', 'power', 'sqrt', 'exp', 'ln', 'log', 'log10', 'log2', 'sign',
  'concat', 'concat_ws', 'length', 'char_length', 'character_length', 'lower', 'upper', 'trim', 'ltrim', 'rtrim', 'left', 'right', 'substr',
  'substring', 'substring_index', 'replace', 'instr', 'locate', 'lpad', 'rpad', 'reverse', 'repeat', 'field', 'elt', 'format', 'printf',
  'date', 'datetime', 'time', 'julianday', 'strftime', 'unixepoch', 'year', 'quarter', 'month', 'week', 'weekofyear', 'yearweek', 'weekday',
  'day', 'dayofmonth', 'dayofweek', 'dayofyear', 'dayname', 'monthname', 'hour', 'minute', 'second', 'date_format', 'date_add', 'date_sub',
  'adddate', 'subdate', 'datediff', 'timestampdiff', 'timestampadd', 'last_day', 'makedate', 'str_to_date', 'to_days', 'from_days', 'timediff',
  'json_extract', 'json_value', 'json_array_length', 'json_length', 'json_contains', 'json_unquote', 'json_type',
  'decimal', 'numeric', 'char', 'varchar', 'float', 'double',
]); // prettier-ignore

/** Bare words that only other statements than a reading one have, or that lock, store or tell the time of the server. */
export const refusedWords: ReadonlySet<string> = new Set([
  'insert', 'update', 'delete', 'merge', 'drop', 'alter', 'create', 'truncate', 'into', 'outfile', 'dumpfile', 'for', 'lock',
  'procedure', 'table', 'attach', 'detach', 'pragma', 'vacuum', 'call', 'set', 'returning', 'lateral', 'handler', 'grant', 'revoke',
  'current_date', 'current_time', 'current_timestamp', 'current_user', 'current_role', 'session_user', 'system_user',
  'localtime', 'localtimestamp', 'utc_date', 'utc_time', 'utc_timestamp',
]); // prettier-ignore

/** Names of tables that are never an entity's: those of the platform, of its storage, of the databases themselves. */
export const closedTable =
  /^(?:sys_|d_|l_|sqlite_|pragma_|json_each$|json_tree$|dbstat$|dual$|information_schema$|mysql$|performance_schema$|sys$)/i;

/** Words after which a name is no alias of what stands before it. */
export const clauseWords: ReadonlySet<string> = new Set([
  'where', 'group', 'having', 'order', 'limit', 'offset', 'window', 'union', 'intersect', 'except', 'on', 'using', 'join',
  'inner', 'left', 'right', 'full', 'outer', 'cross', 'natural', 'straight_join', 'from', 'select', 'as', 'indexed', 'not', 'with',
]); // prettier-ignore

/** Words of expressions and clauses: as bare words they are never columns. */
export const languageWords: ReadonlySet<string> = new Set([
  ...wordsBeforeBracket, ...clauseWords, 'end', 'null', 'true', 'false', 'asc', 'desc', 'nulls', 'first', 'last', 'partition',
  'rows', 'range', 'groups', 'preceding', 'following', 'unbounded', 'current', 'row', 'recursive', 'collate', 'binary',
  'integer', 'real', 'text', 'signed', 'unsigned', 'separator', 'ties', 'exclude',
]); // prettier-ignore
