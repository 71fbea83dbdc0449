// SPDX-License-Identifier: Apache-2.0
import { dark } from './dark/dark.ts';
import { hosting } from './hosting/hosting.ts';
import { longWeekend } from './long-weekend/long-weekend.ts';
import type { Incident } from './support/incident.ts';
import { whiteHacker } from './white-hacker/white-hacker.ts';

/** Every incident by the name under which it is started. */
export const incidents: Readonly<Record<string, Incident>> = {
  'white-hacker': whiteHacker,
  'long-weekend': longWeekend,
  hosting,
  dark,
};
