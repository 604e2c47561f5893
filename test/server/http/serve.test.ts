import { expect } from 'chai';
import { connect } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '../../../server/http/serve.js';
import { createLog } from '../../../server/log.js';
import { pause } from '../../helper/eventually.js';
import { quietLog } from '../../helper/databases.js';

describe('http/serve', () => {
  const start = async (app: (request: IncomingMessage, response: ServerResponse) => void, graceMs = 2000) => {
    const open = new Set<ServerResponse>();
    const served = await serve({
      app: (request, response) => {
        if (request.url === '/stream') {
          open.add(response);
          response.write(': hello\n\n');
        } else app(request, response);
      },
      port: 0,
      host: '127.0.0.1',
      log: quietLog(),
      endStreams: () => open.forEach((response) => response.end()),
      graceMs,
    });
    return { ...served, address: `http://127.0.0.1:${served.port}` };
  };

  it('finishes what is under way, ends streams and takes nothing new', async () => {
    const server = await start((_request, response) => void setTimeout(() => response.end('done'), 60));
    const stream = await fetch(`${server.address}/stream`);
    const slow = fetch(server.address).then((response) => response.text());
    await pause(20);
    await Promise.all([server.close(), server.close()]);
    expect(await slow).to.equal('done');
    expect(await stream.text()).to.equal(': hello\n\n');
    let refused = false;
    await fetch(server.address).catch(() => (refused = true));
    expect(refused).to.equal(true);
  });

  it('cuts what does not end within its time', async () => {
    const server = await start(() => undefined, 50);
    const hanging = fetch(server.address).then(
      () => 'answered',
      () => 'cut',
    );
    await pause(20);
    await server.close();
    expect(await hanging).to.equal('cut');
  });

  it('answers what is no HTTP with an error in the common form', async () => {
    const server = await start((_request, response) => response.end());
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });
    await server.close();
    expect(text).to.match(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(text.slice(text.indexOf('{')))).to.have.nested.property('error.code', 'BAD_REQUEST');
  });

  it('rejects when the port is taken', async () => {
    const first = await start((_request, response) => response.end());
    let code: unknown;
    await serve({
      app: () => undefined,
      port: first.port,
      host: '127.0.0.1',
      log: quietLog(),
      endStreams: () => undefined,
    }).catch((error: NodeJS.ErrnoException) => (code = error.code));
    await first.close();
    expect(code).to.equal('EADDRINUSE');
  });
});

describe('log', () => {
  it('writes one line per call, whatever the text holds, and no secrets', () => {
    let written = '';
    const log = createLog({ destination: { write: (text: string) => void (written += text) } });
    log.info(
      {
        login: 'x\r\n{"level":"info","msg":"forged"}\u2028',
        password: 'tall-grey',
        body: { password: 'p', next: 'n' },
      },
      'in\nside',
    );
    const lines = written.trimEnd().split(/\r?\n/);
    expect(lines).to.have.length(1);
    const line = JSON.parse(lines[0]!);
    expect(line).to.deep.include({ level: 'info', msg: 'in\nside', password: '[secret]' });
    expect(written).not.to.match(/tall-grey|"p"|"n"/);
  });
});
