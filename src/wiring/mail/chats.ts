// SPDX-License-Identifier: Apache-2.0
import { webhooksFrom } from '../../adapters/webhook/targets.ts';
import { chatRoutes } from '../../organisation/chats/chats.routes.ts';
import type { ChatDeps } from '../../organisation/chats/chats.routes.ts';
import type { Base, OpenState, Wired } from '../base/base.ts';

/** The webhooks of the environment on the settings screen, and a test of each. */
export function wireChatsWith(base: Base, gate: (opened: OpenState) => ChatDeps['outbox']): Wired {
  const chats = [...webhooksFrom(base.env)].map(([name, { kind, url, everything }]) => ({
    name,
    kind,
    host: new URL(url).host,
    everything,
  }));
  return { routes: (opened) => chatRoutes({ chats: () => chats, outbox: gate(opened), random: base.random }) };
}
