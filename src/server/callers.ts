// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { addressKey } from './address-key.ts';
import type { Gate } from './gate.ts';

/** More signed-in callers than this are not remembered; the one that was seen longest ago is forgotten first. */
const MOST = 10_000;

export type Callers = {
  /** The same gate; whom it lets in is remembered by what they showed. */
  readonly gate: Gate;
  /** What requests are counted by: the person where the gate knew the session a moment ago, else the address. */
  readonly keyOf: (request: FastifyRequest) => string;
};

/**
 * Who is counted as one caller. Colleagues behind one address are several; what nobody has vouched for yet (an unknown
 * session, a guessed key) counts for its address, so that inventing sessions is no way around. Reading and writing are
 * counted apart: no note is refused because of what its writer's own screens read.
 */
export function createCallers(gate: Gate): Callers {
  const people = new Map<string, string>();
  return {
    gate: {
      handle: gate.handle,
      async whoIs(headers) {
        const who = await gate.whoIs(headers);
        const shown = shownBy(headers.get('cookie'), headers.get('x-api-key'));
        people.delete(shown);
        if (who === null) return null;
        people.set(shown, who.personId);
        const [oldest] = people.keys();
        if (people.size > MOST && oldest !== undefined) people.delete(oldest);
        return who;
      },
    },
    keyOf(request) {
      const { cookie = null, 'x-api-key': key } = request.headers;
      const known = people.get(shownBy(cookie, typeof key === 'string' ? key : null));
      const what = request.method === 'GET' || request.method === 'HEAD' ? 'reads' : 'writes';
      return `${known === undefined ? addressKey(request.ip) : `person ${known}`} ${what}`;
    },
  };
}

/** Not kept as it is: a session is worth stealing. */
function shownBy(cookie: string | null, key: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([cookie, key]))
    .digest('base64');
}
