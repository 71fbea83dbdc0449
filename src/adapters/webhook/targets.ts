// SPDX-License-Identifier: Apache-2.0

import { chatKinds } from '../../common/chat-kind.ts';
import type { ChatKind } from '../../common/chat-kind.ts';

export type WebhookKind = ChatKind;

/** One webhook that an administrator set up. Address and token are secret: neither leaves the desk but to that server. */
export type WebhookTarget = {
  readonly url: string;
  readonly kind: WebhookKind;
  readonly token: string | null;
  /** A person set it so: subject, text and the link go too. Else only that somebody is called, and the number of the case. */
  readonly everything: boolean;
  /** The operator named it in the environment: it may lie in the own network. One that was given on a screen may not. */
  readonly ofOperator: boolean;
};

/** Where each service takes messages, as its own documentation says. */
const HOSTS: readonly (readonly [kind: WebhookKind, host: RegExp])[] = [
  ['slack', /^(?:hooks\.slack\.com|slack\.com)$/],
  ['teams', /(?:^|\.)(?:logic\.azure\.com|powerplatform\.com|powerautomate\.com|webhook\.office\.com)$/],
  ['google-chat', /^chat\.googleapis\.com$/],
  ['chatwork', /^api\.chatwork\.com$/],
  ['line-works', /^(?:webhook\.worksmobile\.com|www\.worksapis\.com)$/],
];

/**
 * A webhook by its address: `teams+https://…` says what it is, else the host does, else it takes plain JSON. null: no
 * address of a web server.
 */
export function webhookTarget(
  address: string,
  more: { readonly token?: string | undefined; readonly everything?: boolean; readonly ofOperator?: boolean } = {},
): WebhookTarget | null {
  const [, prefix, rest = address] = /^([a-z-]{1,20})\+(https?:\/\/.*)$/s.exec(address) ?? [];
  if (!/^https?:\/\//.test(rest) || !URL.canParse(rest)) return null;
  const named = chatKinds.find((kind) => kind === prefix);
  if (prefix !== undefined && named === undefined) return null;
  const kind = named ?? HOSTS.find(([, host]) => host.test(new URL(rest).hostname))?.[0] ?? 'json';
  const token = (more.token ?? '').trim();
  return {
    url: rest,
    kind,
    token: token === '' ? null : token,
    everything: more.everything === true,
    ofOperator: more.ofOperator === true,
  };
}

/**
 * The webhooks of an environment by name (lower case, `-` for `_`): `MATOI_WEBHOOK_<NAME>=https://…`, with `…_TOKEN` where
 * the service wants one and `…_SAYS=everything` where more than the call itself may stand in a chat.
 */
export function webhooksFrom(env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, WebhookTarget> {
  const found = new Map<string, WebhookTarget>();
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('MATOI_WEBHOOK_') || !value) continue;
    const target = webhookTarget(value, {
      token: env[`${name}_TOKEN`],
      everything: env[`${name}_SAYS`] === 'everything',
      ofOperator: true,
    });
    if (target !== null) found.set(name.slice('MATOI_WEBHOOK_'.length).toLowerCase().replaceAll('_', '-'), target);
  }
  return found;
}
