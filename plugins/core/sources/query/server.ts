import { loadQuery, type SourceServer } from '../../../../server/api.js';

export const server: SourceServer = { id: 'query', load: loadQuery, loadsAnywhere: () => true };
