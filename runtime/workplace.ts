/**
 * What every signed-in page needs, as one lazy part of the program: shell, lists, plugins. Parts that are always loaded
 * together are imported together, since each further split point costs requests on the first page.
 */
export { loadFieldLabels, loadFunctions, loadPlugins, loadViewModes, loadWidgets } from './registries.js';
import './shell/shell.js';
import './list/list-page.js';
