/**
 * Types of the four programs (metadata, server, browser, tests) in one process: `node test/helper/check-types.mjs`.
 *
 * The programs lie within each other, and four runs of `tsc` would parse the product twice to four times and check each
 * file of it again. Here what was parsed is shared, and a file is checked in the narrowest program that holds it: there it
 * may use least. Ends with code 1 where something is wrong, said as `tsc` says it.
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** From the narrowest to the widest. */
const programs = ['metadata/tsconfig.json', 'server/tsconfig.json', 'runtime/tsconfig.json', 'tsconfig.json'];

const shown = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};
const isOurs = (file) => !file.fileName.includes('/node_modules/') && !file.isDeclarationFile;

/** Parsed files by name and by how they are read; all programs have the same rules for that. */
const parsed = new Map();

function sharingHost(options) {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, how, ...rest) => {
    const key = `${name} ${how.languageVersion} ${how.impliedNodeFormat}`;
    if (!parsed.has(key)) parsed.set(key, read.call(host, name, how, ...rest));
    return parsed.get(key);
  };
  return host;
}

function readProgram(file) {
  const unreadable = (problem) => {
    throw new Error(ts.formatDiagnostic(problem, shown));
  };
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, file),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: unreadable,
    },
  );
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    configFileParsingDiagnostics: config.errors,
    host: sharingHost(config.options),
  });
}

const checked = new Set();
let isWrong = false;
for (const file of programs) {
  const program = readProgram(file);
  const own = program.getSourceFiles().filter((each) => isOurs(each) && !checked.has(each.fileName));
  const problems = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...own.flatMap((each) => [...program.getSyntacticDiagnostics(each), ...program.getSemanticDiagnostics(each)]),
    ...program.getGlobalDiagnostics(),
  ];
  for (const each of own) checked.add(each.fileName);
  if (problems.length === 0) continue;
  isWrong = true;
  process.stdout.write(ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(problems), shown));
}
process.exitCode = isWrong ? 1 : 0;
