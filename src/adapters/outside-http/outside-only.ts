// SPDX-License-Identifier: Apache-2.0
import { lookup } from 'node:dns';
import { request as askHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as askHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { Readable } from 'node:stream';
import type { OutsideRequest } from '../../common/fetch-outside.port.ts';

/** The address that somebody gave leads into the own network, or nowhere (RFC 6890 and its registries). Nothing was asked. */
export class InsideError extends Error {
  override readonly name = 'InsideError';
}

const INSIDE_4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3';
/** What IPv6 gives out to the world, and the parts of it that carry or stand for other addresses. */
const WORLD_6 = '2000::/3';
const INSIDE_6 = '2001:db8::/32 2002::/16 2001::/32';

/** Names that no name server of the world answers for (RFC 6761, 6762, 8375). */
const INSIDE_NAME = /^[^.]+$|(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|test|invalid)$/;

const listOf = (ranges: string, family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const range of ranges.split(' ')) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
};
const inside4 = listOf(INSIDE_4, 'ipv4');
const world6 = listOf(WORLD_6, 'ipv6');
const inside6 = listOf(INSIDE_6, 'ipv6');

/** Whether an address belongs to one's own machine or network, or to nobody. */
export function isInside(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return inside4.check(address, 'ipv4');
  return kind === 0 || !world6.check(address, 'ipv6') || inside6.check(address, 'ipv6');
}

/** Ranges of one's own network that the operator lets be reached all the same. */
export function allowing(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(net, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Throws where a host, as it is written, leads inside; `unseen`: a name is not looked up here, so it is judged by itself. */
export function refuseInside(host: string, allowed: (address: string) => boolean, unseen: boolean): void {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const refused = isIP(name) === 0 ? unseen && INSIDE_NAME.test(name) : isInside(name) && !allowed(name);
  if (refused) throw new InsideError(`${name} is an address of the own network`);
}

/**
 * Asks directly, and only where every address that the name has now lies outside: what is looked up is what is connected
 * to, so that a name cannot change its mind in between. A redirect is an error.
 */
export function askOutside(
  url: string,
  { method = 'GET', headers, body, signal }: OutsideRequest,
  allowed: (address: string) => boolean,
): Promise<Response> {
  const at = new URL(url);
  const options: RequestOptions = {
    method,
    signal,
    agent: false,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    lookup: (name, asked, done) =>
      lookup(name, { ...asked, all: true }, (cause, found) => {
        if (cause !== null) return done(cause, []);
        if (found.length === 0 || found.some(({ address }) => isInside(address) && !allowed(address)))
          return done(new InsideError(`${name} leads into the own network`), []);
        return done(null, found);
      }),
  };
  return new Promise((answered, failed) => {
    const asking = (at.protocol === 'https:' ? askHttps : askHttp)(
      at,
      { ...options, autoSelectFamily: true } as RequestOptions,
      (answer) => {
        const { statusCode = 500 } = answer;
        if (statusCode >= 300 && statusCode < 400) {
          answer.destroy();
          failed(new TypeError('redirected'));
          return;
        }
        answered(new Response(bodyOf(answer, statusCode), { status: statusCode }));
      },
    );
    asking.on('error', (cause) => failed(cause));
    asking.end(body);
  });
}

function bodyOf(answer: IncomingMessage, status: number): ReadableStream | null {
  if (status !== 204 && status !== 205) return Readable.toWeb(answer) as ReadableStream;
  answer.resume();
  return null;
}
