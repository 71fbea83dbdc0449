// SPDX-License-Identifier: Apache-2.0
/** What of an address that tried something: all it asked for, what had a shape, what of that was answered, what was not there. */
export const attackerPicks = ['requests', 'attackShaped', 'answered', 'missing', 'shape'] as const;
export type AttackerPick = (typeof attackerPicks)[number];
