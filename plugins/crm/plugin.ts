/** The CRM: documents in metadata/, and rows of a made-up trading company to try them on. */
import type { Plugin } from '../../server/api.js';
import { makeCompany } from './sample/company.js';

export const plugin: Plugin = { id: 'crm', sample: makeCompany };
