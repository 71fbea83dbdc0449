// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../../case/entry.ts';
import { asEntry } from '../../case/language/case-language.ts';
import type { Fault } from '../../journal/fault.ts';
import type { RegisterCheck } from '../../journal/register-check.port.ts';
import type { Rights } from '../people-store.port.ts';

/** Roles and keys against the last entry that gave them. Who came by a table without a word on roles is staff. */
export function rightsCheck(rights: Rights): RegisterCheck {
  const given = { roles: new Map<string, readonly string[]>(), keys: new Map<string, readonly string[]>() };
  return {
    see(any) {
      const entry = asEntry(any);
      if (entry.body !== null) note(given, entry);
    },
    faults: () => [...roleFaults(given.roles, rights), ...keyFaults(given.keys, rights)],
  };
}

type Given = { readonly roles: Map<string, readonly string[]>; readonly keys: Map<string, readonly string[]> };

function note(given: Given, entry: Entry): void {
  switch (entry.kind) {
    case 'person.roles-changed':
      given.roles.set(entry.body.personId, entry.body.roles);
      break;
    case 'machine-key.made':
      given.keys.set(entry.body.keyId, entry.body.roles);
      break;
    case 'machine-key.revoked':
      given.keys.delete(entry.body.keyId);
      break;
    default:
  }
}

function roleFaults(given: Given['roles'], rights: Rights): readonly Fault[] {
  return rights.people.flatMap(({ personId, roles }) => {
    const gave = given.get(personId) ?? ['staff'];
    const detail = `the register says ${roles.join(', ')}; the entries gave ${gave.join(', ')}`;
    return same(gave, roles) ? [] : [{ code: 'roles-changed', where: personId, detail }];
  });
}

function keyFaults(given: Given['keys'], rights: Rights): readonly Fault[] {
  return rights.keys.flatMap(({ keyId, roles }) => {
    const gave = given.get(keyId);
    if (gave === undefined)
      return [{ code: 'roles-changed', where: keyId, detail: 'a machine key that no entry made, or that was revoked' }];
    const detail = `the key says ${roles.join(', ')}; the entry gave ${gave.join(', ')}`;
    return same(gave, roles) ? [] : [{ code: 'roles-changed', where: keyId, detail }];
  });
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}
