/** Names of all icons, for pickers and for the check of documents; whoever asks for them loads the rare ones too. */
import { interfaceIcons } from './icons/interface.js';
import { rareIcons } from './icons/rare.js';
import { subjectIcons } from './icons/subjects.js';

export const iconNames: readonly string[] = [interfaceIcons, subjectIcons, rareIcons].flatMap(Object.keys).sort();
