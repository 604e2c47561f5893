/** What counts as one caller when attempts are counted: an IPv4 address, or the /64 network that one IPv6 customer has. */
import { isIP } from 'node:net';

export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = address.split('%', 1)[0]!;
  if (isIP(bare) !== 6) return address;
  const [head = '', tail = ''] = bare.toLowerCase().split('::');
  const front = head.split(':').filter((group) => group !== '');
  const back = bare.includes('::') ? tail.split(':').filter((group) => group !== '') : [];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = [...front, ...zeros, ...back].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
