// SPDX-License-Identifier: Apache-2.0
import type { Message } from './facts.ts';

export const oddities = ['longest', 'most-findings', 'oddest-name', 'no-name'] as const;
export type Oddity = (typeof oddities)[number];

/** The mails that a person should read before any leaves, at most `most`, each with why it was chosen. */
export function worstOf(
  messages: readonly Message[],
  most: number,
): readonly { readonly message: Message; readonly why: readonly Oddity[] }[] {
  const chosen = new Map<Message, Oddity[]>();
  const lists = oddities.map((oddity) => ({ oddity, list: inOrder(messages, oddity) }));
  for (let rank = 0; chosen.size < most && rank < messages.length; rank += 1)
    for (const { oddity, list } of lists) {
      const message = list[rank];
      if (message === undefined) continue;
      const before = chosen.get(message);
      if (before !== undefined) before.push(oddity);
      else if (chosen.size < most) chosen.set(message, [oddity]);
    }
  return [...chosen].map(([message, why]) => ({ message, why }));
}

function inOrder(messages: readonly Message[], oddity: Oddity): readonly Message[] {
  const weight = weights[oddity];
  return messages
    .map((message) => ({ message, weight: weight(message) }))
    .filter((one) => one.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map((one) => one.message);
}

const weights: Readonly<Record<Oddity, (message: Message) => number>> = {
  longest: ({ facts }) => JSON.stringify(facts).length,
  'most-findings': ({ facts }) => facts.findings,
  // Signs that a name rarely has: of templates and markup, escapes of what was made inert, digits, or no letter at all.
  'oddest-name': ({ facts }) =>
    Math.max(
      ...facts.customers.map(({ name }) => (name.match(/[^\p{L}\p{M}\s.,・ー&'’()（）-]/gu)?.length ?? 0) + (/\p{L}/u.test(name) ? 0 : 5)),
    ),
  'no-name': ({ rows }) => (rows.length === 1 && rows[0]?.attention === '' ? 1 : 0),
};
