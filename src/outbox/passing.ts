// SPDX-License-Identifier: Apache-2.0
import type { Exercises } from './exercise.port.ts';
import { isMarked, mayLeave } from './mark.ts';
import type { Passes, Passing } from './passing.port.ts';

const REAL: Passes = { marked: false, devices: true, public: true, reaches: () => true, leaves: () => true };
/** A desk to practise on shows what it would do, on its own screens and pages; it hands nothing over. */
const PRACTISED: Passes = { ...REAL, marked: true, leaves: () => false };

/**
 * What is real, what is rehearsed on a real desk, and what a whole desk to practise on does: decided here and nowhere else
 * (test/conventions/mode.test.ts). What is rehearsed reaches its roster by mail, marked, and nothing and nobody else.
 */
export function createPassing(mode: 'real' | 'practice', exercises: Exercises): Passing {
  const practises = mode === 'practice';
  return {
    practises,
    uncounted: exercises.cases,
    async of(stream) {
      const roster = await exercises.rosterOf(stream);
      if (roster === null) return practises ? PRACTISED : REAL;
      return {
        marked: true,
        devices: false,
        public: false,
        reaches: (addresses) => addresses.some((address) => roster.addresses.has(address.toLowerCase())),
        leaves: (parcel) => !practises && mayLeave(parcel, roster) && isMarked(parcel.content),
      };
    },
  };
}
