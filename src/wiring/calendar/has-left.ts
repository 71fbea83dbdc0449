// SPDX-License-Identifier: Apache-2.0
import { createDutyRegister } from '../../adapters/postgres/duty-store.ts';
import type { OpenState } from '../base/base.ts';

/** Whether a person of the register (by id) has left the organisation; whoever is not in it, as the console's user, has not. */
export function hasLeftOf({ database }: Pick<OpenState, 'database'>): (personId: string) => Promise<boolean> {
  const register = createDutyRegister(database);
  return async (personId) => {
    const [person] = await register.people({ numbers: [personId], addresses: [] });
    return person !== undefined && person.leftAt !== null;
  };
}
