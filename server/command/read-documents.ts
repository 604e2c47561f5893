/** From the files of a folder to documents, or to findings that name the file and the place in it. */
import { checkDocuments, documentKey } from '../../metadata/document/check.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import type { Registries } from '../../metadata/contributions.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Problem } from '../../metadata/value.js';
import { parseTemplate } from '../print/parse-template.js';
import { fileOf, type DocumentFile } from './documents-folder.js';

export interface FileProblem extends Problem {
  readonly file: string;
}

export interface ReadDocuments {
  readonly documents: readonly Document[];
  readonly problems: readonly FileProblem[];
}

/** Schema and file name of every file. */
export function readDocumentFiles(files: readonly DocumentFile[], validator: DocumentValidator): ReadDocuments {
  const documents: Document[] = [];
  const problems: FileProblem[] = [];
  for (const { file, value, fault } of files) {
    if (fault !== undefined) {
      problems.push({ file, ...fault });
      continue;
    }
    const read = validator.read(value);
    if ('problems' in read) problems.push(...read.problems.map((problem) => ({ ...problem, file })));
    else if (fileOf(read.document) !== file) {
      const message = `The document says it is ${documentKey(read.document)}, so its file is ${fileOf(read.document)}.`;
      problems.push({ file, path: '/name', code: 'NAME_MISMATCH', message });
    } else documents.push(read.document);
  }
  return { documents, problems };
}

/** The live documents with those of the folder in their place; `mirror` leaves out what the folder does not have. */
export function combine(live: readonly Document[], folder: readonly Document[], mirror: boolean): readonly Document[] {
  if (mirror) return folder;
  const keys = new Set(folder.map(documentKey));
  return [...live.filter((document) => !keys.has(documentKey(document))), ...folder];
}

/** What the documents mean together; only findings about those of the folder are told. */
export function checkMeaning(
  all: readonly Document[],
  folder: readonly Document[],
  registries: Registries,
): readonly FileProblem[] {
  const found = checkDocuments(all, registries, undefined, parseTemplate);
  return folder.flatMap((document) =>
    (found.get(documentKey(document)) ?? []).map((problem) => ({ ...problem, file: fileOf(document) })),
  );
}
