// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from 'react';
import { may } from '../api/session.ts';
import type { Person, Right } from '../api/session.ts';

/** Who is signed in, for every screen inside the frame. */
export const PersonContext = createContext<Person | null>(null);

export function usePerson(): Person | null {
  return useContext(PersonContext);
}

export function useMay(right: Right): boolean {
  const person = usePerson();
  return person !== null && may(person, right);
}
