/** `npm run drill -- kills --minutes n`: the drill of row R1 by its plain name. */
import './R1.drill.js';
