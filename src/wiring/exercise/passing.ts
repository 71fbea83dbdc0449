// SPDX-License-Identifier: Apache-2.0
import { createPassing } from '../../outbox/passing.ts';
import type { Passing } from '../../outbox/passing.port.ts';
import type { Base, OpenState } from '../base/base.ts';
import { modeOf } from '../base/mode.ts';
import { perOpened } from '../base/per-opened.ts';
import { exercisesOf } from './roster.ts';

const nothingRehearsed = { rosterOf: () => Promise.resolve(null), cases: () => Promise.resolve(new Set<string>()) };

/** Whether the whole desk practises, where it is not open. */
export function practises(env: Base['env']): boolean {
  return createPassing(modeOf(env), nothingRehearsed).practises;
}

/** What of an open desk may go where. */
export function passingOf(base: Base, opened: OpenState): Passing {
  return passings(opened, base);
}

const passings = perOpened((opened, base: Base) => createPassing(modeOf(base.env), exercisesOf(opened)));
