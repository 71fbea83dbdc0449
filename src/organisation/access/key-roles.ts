// SPDX-License-Identifier: Apache-2.0
import type { RoleName } from '../sign-in.port.ts';

/**
 * What a machine's key may be now: those of its roles that the person who made it could give away today. An
 * administrator holds the right of every role; anybody else only of their own. Nothing once the maker has none.
 */
export function rolesOfKey(own: readonly RoleName[], maker: readonly RoleName[]): readonly RoleName[] {
  return maker.includes('administrator') ? own : own.filter((role) => maker.includes(role));
}
