import { expect } from 'chai';
import { Connection } from '../../../runtime/data/connection.js';

describe('runtime/data/connection', () => {
  const answer = (isUp: () => boolean): typeof fetch =>
    (() => (isUp() ? Promise.resolve(new Response('{}')) : Promise.reject(new TypeError('no line')))) as typeof fetch;

  it('is down after a request without an answer and up after any answer, and tells each change once', () => {
    const connection = new Connection(answer(() => true));
    const told: boolean[] = [];
    connection.listen((isDown) => told.push(isDown));
    connection.reached();
    connection.lost();
    connection.lost();
    expect(connection.isDown).to.equal(true);
    connection.reached();
    expect(told).to.deep.equal([true, false]);
  });

  it('asks by itself until the server answers', async () => {
    let asked = 0;
    const connection = new Connection(answer(() => (asked += 1) >= 3), undefined, 1); // prettier-ignore
    connection.lost();
    await new Promise<void>((resolve) => connection.listen((isDown) => void (!isDown && resolve())));
    expect(asked).to.equal(3);
  });
});
