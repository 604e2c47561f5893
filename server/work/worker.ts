/** Program of a work process. */
import { serveTasks } from './serve-tasks.js';
import { tasks } from './tasks.js';

serveTasks(tasks);
