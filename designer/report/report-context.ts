/** The commands of an open report, the same for all parts of its designer. */
import type { DesignSession } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';
import { datasetsOf } from './dataset-fields.js';
import { SheetCommands } from './sheet-commands.js';
import { deskOf } from './sheet-desk.js';

const known = new WeakMap<OpenDocument, SheetCommands>();

export function commandsOf(session: DesignSession, open: OpenDocument): SheetCommands {
  const held = known.get(open);
  if (held) return held;
  const desk = deskOf(open);
  const commands = new SheetCommands(desk, {
    host: session.host,
    words: session.words,
    fieldOf: (dataset, field) =>
      datasetsOf(open.value, desk.sheet, session)
        .find(({ name }) => name === dataset)
        ?.fields?.find((each) => each.field === field),
  });
  known.set(open, commands);
  return commands;
}
