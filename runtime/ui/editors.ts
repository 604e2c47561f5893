/** Editors of values: everything that a form needs and a list does not, as one lazy part of the program. */
import '@vaadin/checkbox';
import '@vaadin/select';
import '@vaadin/text-area';
import '@vaadin/text-field';
import './date-input.js';
import './reference-box.js';
import './reference-list.js';
import './typed-input.js';
import './later-strings.js';
