/** The core: users, departments, the administrator's role, and the built-in contributions. No sample rows of its own. */
import type { Plugin } from '../../server/api.js';

export const plugin: Plugin = { id: 'core' };
