// SPDX-License-Identifier: Apache-2.0
/** Which number of a claim's answer. `value` narrows it: a status, a method, a source, a shape. */
export const claimPicks = [
  'requests',
  'attackShaped',
  'attackAnswered',
  'posts',
  'unusuallyLarge',
  'followUps',
  'rejectedMentions',
  'status',
  'method',
  'source',
  'shape',
] as const;
export type ClaimPick = (typeof claimPicks)[number];
