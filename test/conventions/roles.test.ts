// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { roles } from '../../src/edge/role.ts';
import { rolesOfEntry } from '../../src/case/entry/role-names.ts';

describe('conventions/roles', () => {
  it('the journal and the edge name the same roles, though neither may look at the other', () => {
    expect([...rolesOfEntry]).toEqual([...roles]);
  });
});
