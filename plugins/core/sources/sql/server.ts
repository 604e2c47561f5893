import { loadSql, type SourceServer } from '../../../../server/api.js';

export const server: SourceServer = { id: 'sql', load: loadSql };
