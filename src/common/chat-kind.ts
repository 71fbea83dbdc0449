// SPDX-License-Identifier: Apache-2.0

/** What stands at the other end of a webhook, and so in which shape it takes a message. */
export const chatKinds = ['json', 'teams', 'slack', 'google-chat', 'chatwork', 'line-works'] as const;
export type ChatKind = (typeof chatKinds)[number];
