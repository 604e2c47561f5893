import { expect } from 'chai';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, ensureSecret, readConfig } from '../../../server/config.js';

const good = 'q3Jx9vLr0Zt7Wm2Kp8Nd5Bf1Hs6Gc4Ya';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment, '/srv/site');
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    expect((error as ConfigError).exitCode).to.equal(78);
    return (error as ConfigError).problems;
  }
  return [];
}

describe('config', () => {
  it('has a default for everything', () => {
    expect(readConfig({}, '/srv/site')).to.deep.include({
      port: 3000,
      host: '127.0.0.1',
      url: undefined,
      databaseUrl: 'sqlite:/srv/site/data/trellis.db',
      role: 'all',
      dataFolder: '/srv/site/data',
      demo: 'on',
      trustProxy: [],
      insecureHttp: false,
      bodyLimit: 1_048_576,
      workPriority: 'idle',
    });
  });

  it('reads what is given, and takes an empty variable as not given', () => {
    const config = readConfig(
      {
        PORT: '0', HOST: '0.0.0.0', TRELLIS_URL: 'https://crm.example.com/', TRELLIS_DATA: 'elsewhere', TRELLIS_SECRET: good,
        TRELLIS_DEMO: 'open', TRELLIS_TRUST_PROXY: '10.0.0.0/8, loopback,::1', TRELLIS_INSECURE_HTTP: '1',
        TRELLIS_DATABASE_URL: 'mysql://u:p@db:3306/trellis', TRELLIS_ROLE: 'web', TRELLIS_BODY_LIMIT: '2048', TRELLIS_REDIS_URL: '',
        TRELLIS_WORK_PRIORITY: 'low',
      },
      '/srv/site',
    ); // prettier-ignore
    expect(config).to.deep.include({
      port: 0,
      url: 'https://crm.example.com',
      dataFolder: '/srv/site/elsewhere',
      secret: good,
      demo: 'open',
      trustProxy: ['10.0.0.0/8', 'loopback', '::1'],
      insecureHttp: true,
      role: 'web',
      bodyLimit: 2048,
      workPriority: 'low',
      redisUrl: undefined,
    });
  });

  it('names every problem at once', () => {
    const wrong = {
      PORT: 'http', HOST: 'a b', TRELLIS_URL: 'crm.example.com/app', TRELLIS_DATABASE_URL: 'postgres://x', TRELLIS_ROLE: 'boss',
      TRELLIS_REDIS_URL: 'localhost', TRELLIS_REPORT_URL: 'sqlite:x', TRELLIS_SECRET: 'changeme', TRELLIS_ADMIN_PASSWORD: 'admin',
      TRELLIS_DEMO: 'yes', TRELLIS_TRUST_PROXY: 'true', TRELLIS_INSECURE_HTTP: 'on', TRELLIS_BODY_LIMIT: 'abc',
      TRELLIS_MAIL_URL: 'mail', TRELLIS_MAIL_FROM: 'x\r\nBcc: y@z.example', TRELLIS_FILES_URL: 'ftp://x', TRELLIS_BACKUP_KEY: 'short',
    }; // prettier-ignore
    const problems = problemsOf(wrong);
    for (const name of Object.keys(wrong)) {
      expect(
        problems.filter((problem) => problem.startsWith(`${name} `)),
        name,
      ).to.have.length(1);
    }
  });

  for (const secret of [
    'changeme',
    'a'.repeat(64),
    'thisisasecretthisisasecretthisisasecret',
    'trellis-default-secret-key-please-change',
    '0123456789'.repeat(6),
  ]) {
    it(`refuses the secret ${secret.slice(0, 20)}…`, () => {
      const [problem] = problemsOf({ TRELLIS_SECRET: secret });
      expect(problem).to.match(/^TRELLIS_SECRET is (too|made)/);
      expect(problem).not.to.contain(secret);
    });
  }

  for (const limit of ['abc', '-1', '1e9', '0', '1mb', '104857601', '1.5']) {
    it(`refuses the body limit ${limit}`, () => {
      expect(problemsOf({ TRELLIS_BODY_LIMIT: limit })[0]).to.contain('TRELLIS_BODY_LIMIT must be a whole number');
    });
  }

  it('keeps SQLite to one process', () => {
    expect(problemsOf({ TRELLIS_ROLE: 'worker' })[0]).to.contain('TRELLIS_ROLE must be "all" with SQLite');
  });

  it('tells of names that look like ours and are not', () => {
    const { unknown } = readConfig({ TRELLIS_SECERT: 'x', TRELLIS_TEST_MYSQL_URL: 'y', PATH: 'z' }, '/srv');
    expect(unknown).to.deep.equal(['TRELLIS_SECERT']);
  });

  describe('the secret of the data folder', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'trellis-secret-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('is made once, for the owner only, and kept', () => {
      const dataFolder = join(folder, 'data');
      const made = ensureSecret({ secret: undefined, dataFolder });
      expect(made.length).to.be.at.least(43);
      expect(statSync(join(dataFolder, 'secret')).mode & 0o777).to.equal(0o600);
      expect(ensureSecret({ secret: undefined, dataFolder })).to.equal(made);
      expect(ensureSecret({ secret: good, dataFolder })).to.equal(good);
    });

    it('is closed again when others may read it, and never silently replaced', () => {
      const file = join(folder, 'secret');
      ensureSecret({ secret: undefined, dataFolder: folder });
      chmodSync(file, 0o644);
      ensureSecret({ secret: undefined, dataFolder: folder });
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      writeFileSync(file, '');
      expect(() => ensureSecret({ secret: undefined, dataFolder: folder })).to.throw(ConfigError, /too short/);
      expect(readFileSync(file, 'utf8')).to.equal('');
    });
  });
});
