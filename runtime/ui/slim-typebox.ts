/** The module that takes the place of `@sinclair/typebox` in the browser program. */
import * as Type from './schema-builders.js';

export { Type };
