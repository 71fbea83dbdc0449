// SPDX-License-Identifier: Apache-2.0
import type { Outbox } from '../../outbox/outbox.port.ts';
import type { MailDeps } from '../mail/deps.ts';
import type { Chat } from './chats.contract.ts';

export type ChatDeps = Pick<MailDeps, 'journal' | 'register' | 'box' | 'clock' | 'random' | 'changed'> & {
  readonly ofEnvironment: () => readonly Pick<Chat, 'name' | 'kind' | 'host' | 'everything'>[];
  readonly outbox: Pick<Outbox, 'passNow'>;
};
