// SPDX-License-Identifier: Apache-2.0
import type { Register, Registered } from '../../src/duty/rota/register.port.ts';
import type { Ways } from '../../src/duty/rota/ways.port.ts';

/** A register in which nobody stands whom the plan names. */
export const emptyRegister: Register = { people: () => Promise.resolve([]) };

/** A register of one's own rows. */
export function registerOf(...rows: readonly Registered[]): Register {
  return {
    people: ({ numbers, addresses }) =>
      Promise.resolve(rows.filter((row) => numbers.includes(row.personId) || row.addresses.some((one) => addresses.includes(one)))),
  };
}

/** Everything is set up, every named webhook known, and nothing was ever sent. */
export function openWays(more: Partial<Ways> = {}): Ways {
  return { closed: {}, webhooks: ['team-chat'], seen: { browsers: new Map(), last: new Map() }, ...more };
}
