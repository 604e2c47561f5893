/**
 * The command line's document commands, over the same services as HTTP:
 *
 *   validate <folder>            is every file a document, and do they hold together with what is live
 *   export <folder>              the live documents as files
 *   diff <folder> [--mirror]     what applying the folder would change
 *   apply <folder> [--mirror] [--yes]   publishes it; without --yes only the plan is shown
 *
 * `--mirror` also removes what the folder does not have. Nothing is printed but by `print`; the number is the exit code.
 */
import type { Registries } from '../../metadata/contributions.js';
import { hasErrors } from '../../metadata/document/check.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Problem } from '../../metadata/value.js';
import { ApiError } from '../errors.js';
import type { Proposal } from '../releases/propose.js';
import type { Publisher } from '../releases/publish.js';
import type { ReleaseStore } from '../releases/store.js';
import { readFolder, writeFolder } from './documents-folder.js';
import { checkMeaning, combine, readDocumentFiles, type FileProblem } from './read-documents.js';

export interface CommandServices {
  readonly registries: Registries;
  readonly validator: DocumentValidator;
  readonly releases: ReleaseStore;
  readonly publisher: Publisher;
  print(line: string): void;
}

export interface DocumentCommand {
  readonly usage: string;
  readonly summary: string;
  run(services: CommandServices, options: CommandOptions): Promise<number>;
}

export interface CommandOptions {
  readonly folder: string;
  readonly mirror: boolean;
  readonly yes: boolean;
}

export const documentCommands: Readonly<Record<string, DocumentCommand>> = {
  validate: {
    usage: 'validate <folder>',
    summary: 'Checks the documents in a folder, together with those that are live.',
    run: validate,
  },
  export: { usage: 'export <folder>', summary: 'Writes the live documents as files.', run: exportDocuments },
  diff: {
    usage: 'diff <folder> [--mirror]',
    summary: 'Shows what applying a folder would change.',
    run: async (services, options) => {
      const folder = await load(services, options);
      if (!folder) return 1;
      printProposal(services, await services.publisher.plan(folder));
      return 0;
    },
  },
  apply: {
    usage: 'apply <folder> [--mirror] [--yes]',
    summary: 'Publishes the documents of a folder; without --yes only the plan is shown.',
    run: apply,
  },
};

/** Runs one of the commands; a wrong call or a refusal is told in words and gives a code other than 0. */
export async function runDocumentCommand(
  name: string,
  arguments_: readonly string[],
  services: CommandServices,
): Promise<number> {
  const command = Object.hasOwn(documentCommands, name) ? documentCommands[name] : undefined;
  const options = command && readOptions(arguments_);
  if (!command || !options) {
    services.print(command ? `Usage: ${command.usage}` : `There is no command "${name}".`);
    return 2;
  }
  try {
    await services.releases.refresh();
    return await command.run(services, options);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    services.print(`${error.code}: ${error.message}`);
    printProblems(services, error.data.details);
    return 1;
  }
}

function readOptions(arguments_: readonly string[]): CommandOptions | undefined {
  const flags = arguments_.filter((each) => each.startsWith('--'));
  const [folder, ...more] = arguments_.filter((each) => !each.startsWith('--'));
  if (folder === undefined || more.length > 0 || !flags.every((flag) => ['--mirror', '--yes'].includes(flag)))
    return undefined;
  return { folder, mirror: flags.includes('--mirror'), yes: flags.includes('--yes') };
}

/* ------------------------------------------------------------ commands */

async function validate(services: CommandServices, { folder }: CommandOptions): Promise<number> {
  const { documents, problems } = readDocumentFiles(await readFolder(folder), services.validator);
  const meaning = checkMeaning(combine(liveDocuments(services), documents, false), documents, services.registries);
  const all = [...problems, ...meaning];
  for (const problem of all) services.print(problemLine(problem, problem.file));
  const errors = all.filter((problem) => hasErrors([problem])).length;
  services.print(`${documents.length} document(s), ${errors} error(s), ${all.length - errors} warning(s).`);
  return errors > 0 ? 1 : 0;
}

async function exportDocuments(services: CommandServices, { folder }: CommandOptions): Promise<number> {
  const { written, removed, unchanged } = await writeFolder(folder, liveDocuments(services));
  for (const file of written) services.print(`wrote   ${file}`);
  for (const file of removed) services.print(`removed ${file}`);
  services.print(
    `Release ${services.releases.current().number}: ${written.length} written, ${removed.length} removed, ${unchanged} unchanged.`,
  );
  return 0;
}

async function apply(services: CommandServices, options: CommandOptions): Promise<number> {
  const folder = await load(services, options);
  if (!folder) return 1;
  const proposal = await services.publisher.plan(folder);
  printProposal(services, proposal);
  if (proposal.problems.length > 0) return 1;
  if (proposal.changes.length === 0) return 0;
  if (!options.yes) {
    services.print('Nothing was changed. Run it again with --yes to publish this.');
    return 0;
  }
  const { number } = await services.publisher.publish(async () => folder, {
    note: 'Applied from a folder',
    plan: proposal.hash,
    consents: proposal.consents.map((consent) => consent.id),
  });
  services.print(`Release ${number} is live.`);
  return 0;
}

const liveDocuments = ({ releases }: CommandServices): readonly Document[] =>
  releases.current().documents.map((stored) => stored.document);

/** The documents to publish; undefined when a file is none, which was told. */
async function load(services: CommandServices, options: CommandOptions) {
  const files = await readFolder(options.folder);
  const { documents, problems } = readDocumentFiles(files, services.validator);
  for (const problem of problems) services.print(problemLine(problem, problem.file));
  if (files.length === 0) services.print(`There are no documents in ${options.folder}.`);
  if (files.length === 0 || problems.length > 0) return undefined;
  return { documents: combine(liveDocuments(services), documents, options.mirror) };
}

/* ------------------------------------------------------------ words */

const marks = { added: '+', removed: '-', changed: '~' } as const;

function printProposal(services: CommandServices, proposal: Proposal): void {
  for (const { kind, name, change, details } of proposal.changes) {
    services.print(`${marks[change]} ${kind}/${name}`);
    for (const detail of details) services.print(`    ${detail.words}`);
  }
  for (const { id, rows } of proposal.steps) services.print(`  step ${id}${rows > 0 ? ` (${rows} rows)` : ''}`);
  for (const consent of proposal.consents) services.print(`! ${consent.message}`);
  for (const problem of [...proposal.problems, ...proposal.warnings])
    services.print(problemLine(problem, problem.document));
  if (proposal.changes.length === 0) services.print('Nothing to change.');
}

const problemLine = (problem: Problem | FileProblem, where: string): string =>
  `${problem.severity === 'warning' ? 'warning' : 'error'} ${where}${problem.path} ${problem.code}: ${problem.message}`;

function printProblems(services: CommandServices, details: unknown): void {
  if (!Array.isArray(details)) return;
  for (const each of details as readonly (Problem & { document?: string })[]) {
    if (typeof each.code === 'string') services.print(problemLine(each, each.document ?? ''));
  }
}
