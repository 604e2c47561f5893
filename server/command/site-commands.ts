/**
 * Commands that work on the site itself:
 *
 *   doctor                       what is set up, what is missing, what does not fit
 *   demo                         installs the sample company
 *   demo --from <folder>         imports the real data sets of a folder by the import maps that ship; `--limit 5000`
 *                                reads the first rows of each file only
 *   demo remove                  takes the sample company and its logins out
 *
 * They run beside a server or without one. The number is the exit code.
 */
import { resolve } from 'node:path';
import type { Plugin } from '../api.js';
import type { Assembly } from '../assemble.js';
import { makePassword } from '../access/password.js';
import type { Config } from '../config.js';
import type { Context } from '../context.js';
import { importSets, runImportSet } from '../import/run-set.js';
import { printReport } from '../import/report.js';
import { installSample, removeSample, sampleState } from '../operations/sample-data.js';
import { examine } from '../operations/doctor.js';

export interface SiteServices {
  readonly site: Assembly;
  readonly config: Config;
  readonly plugins: readonly Plugin[];
  print(line: string): void;
}

export interface SiteCommand {
  readonly usage: string;
  readonly summary: string;
  run(services: SiteServices, arguments_: readonly string[]): Promise<number>;
}

export const siteCommands: Readonly<Record<string, SiteCommand>> = {
  doctor: {
    usage: 'doctor',
    summary: 'Says what is set up, what is missing and what does not fit.',
    run: doctor,
  },
  demo: {
    usage: 'demo [remove | --from <folder> [--limit <rows>] [<set> …]]',
    summary: 'Installs or removes the sample company, or imports real data sets by the import maps that ship.',
    run: demo,
  },
};

async function doctor({ site, config, print }: SiteServices): Promise<number> {
  const findings = await examine(site.system('doctor'), site.releases.current(), config);
  for (const { level, text } of findings)
    print(`${level === 'ok' ? 'ok     ' : level === 'note' ? 'note   ' : 'PROBLEM'} ${text}`);
  return findings.some((finding) => finding.level === 'problem') ? 1 : 0;
}

async function demo(services: SiteServices, arguments_: readonly string[]): Promise<number> {
  const context = services.site.system('demo');
  const [first, ...rest] = arguments_;
  if (first === undefined) return installDemo(services, context);
  if (first === 'remove' && rest.length === 0) {
    const { records, emptied } = await removeSample(context);
    services.print(
      `Removed ${records} sample records and the sample logins; emptied ${emptied} look-ups that pointed to them.`,
    );
    return 0;
  }
  const [folder, ...more] = rest;
  const [flag, rows, ...limited] = more;
  const limit = flag === '--limit' && /^[1-9][0-9]{0,8}$/.test(rows ?? '') ? Number(rows) : undefined;
  const sets = limit === undefined ? more : limited;
  if (first === '--from' && folder !== undefined && !sets.some((set) => set.startsWith('-'))) {
    return importSetsOf(services, context, resolve(folder), { sets, ...(limit === undefined ? {} : { limit }) });
  }
  services.print(`Usage: ${siteCommands['demo']!.usage}`);
  return 2;
}

async function installDemo({ plugins, config, print }: SiteServices, context: Context): Promise<number> {
  const sample = plugins.find((plugin) => plugin.sample)?.sample;
  if (!sample) {
    print('No plugin brings sample data.');
    return 1;
  }
  if ((await sampleState(context)) === 'installed') {
    print('The sample company is installed already.');
    return 0;
  }
  const password = config.adminPassword ?? makePassword();
  const { records, logins } = await installSample(context, sample, password);
  print(
    `Installed ${records} sample records. Logins, from this machine only, password ${config.adminPassword ? 'as TRELLIS_ADMIN_PASSWORD' : password}:`,
  );
  for (const { login, roles } of logins) print(`  ${login} (${roles.join(', ')})`);
  return 0;
}

/** Every set whose files are there, or those that are named; the report says each quirk that was met. */
async function importSetsOf(
  { print }: SiteServices,
  context: Context,
  folder: string,
  { sets: wanted, limit }: { readonly sets: readonly string[]; readonly limit?: number },
): Promise<number> {
  let rejected = 0;
  for (const set of wanted.length > 0 ? wanted : importSets(context)) {
    const report = await runImportSet(context, set, folder, limit === undefined ? {} : { limit });
    if (
      wanted.length === 0 &&
      report.maps.every((map) => map.problems.some((problem) => problem.code === 'FILE_MISSING'))
    )
      continue;
    print(printReport(report, context.principal.language));
    rejected += report.maps.reduce((sum, map) => sum + map.rejected + map.problems.length, 0);
  }
  if ((await sampleState(context)) === 'installed') {
    print('The sample company stands beside these records. `demo remove` takes it out.');
  }
  return rejected > 0 ? 1 : 0;
}
