// SPDX-License-Identifier: Apache-2.0
import { webhooksFrom } from '../../adapters/webhook/targets.ts';
import { chatRoutes } from '../../organisation/chats/chats.routes.ts';
import type { ChatDeps } from '../../organisation/chats/deps.ts';
import type { MailDeps } from '../../organisation/mail/deps.ts';
import type { Base, OpenState, Wired } from '../base/base.ts';

/** The chats of the environment and those set on the screen, and a test of each. */
export function wireChatsWith(base: Base, depsOf: (opened: OpenState) => Omit<ChatDeps, 'ofEnvironment'> & MailDeps): Wired {
  const chats = [...webhooksFrom(base.env)].map(([name, { kind, url, everything }]) => ({
    name,
    kind,
    host: new URL(url).host,
    everything,
  }));
  return { routes: (opened) => chatRoutes({ ...depsOf(opened), ofEnvironment: () => chats }) };
}
