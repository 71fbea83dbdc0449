// SPDX-License-Identifier: Apache-2.0

/** What is reached in a case, as the field counts it; each by the first entry that shows it (reached.ts). */
export const milestones = ['seen', 'acknowledged', 'triaged', 'declared', 'contained', 'customers-told', 'verified', 'closed'] as const;
export type Milestone = (typeof milestones)[number];

/** All points that a journal dates; times run from the first contact. */
export const points = ['first-contact', ...milestones] as const;
export type Point = (typeof points)[number];
