import { loadSql, type SourceServer } from '../../../../server/api.js';

export const server: SourceServer = {
  id: 'sql',
  load: loadSql,
  // The password of another database is kept from work processes until one is asked to read there.
  loadsAnywhere: (source) => !('connection' in source),
};
