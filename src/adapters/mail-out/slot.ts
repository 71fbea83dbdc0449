// SPDX-License-Identifier: Apache-2.0
import type { Slot } from '../../outbox/carrier.port.ts';
import type { OutboxRow } from '../../outbox/carrier.port.ts';
import { connectionOf, sendBy } from './connection.ts';
import type { MailOutNow, MailOutSettings, Sender } from './connection.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

/**
 * One connection for one message after the other. A server that ends a session after so many messages (421) is heard: the message
 * that it did not take goes by a new session at once, and all slots end theirs before that many from then on.
 */
export function openSlot(settingsNow: MailOutNow, session: { limit: number }): Slot {
  const kept: { key: string; open: Session | null; sent: number } = { key: '', open: null, sent: 0 };
  const close = (): void => {
    kept.open?.close();
    Object.assign(kept, { open: null, sent: 0 });
  };
  const senderTo = async (settings: MailOutSettings): Promise<Sender> => {
    const { key, options } = await connectionOf(settings);
    if (kept.key !== key || kept.sent >= session.limit || kept.open?.usable() === false) close();
    kept.key = key;
    return async (mail) => {
      kept.open ??= await openSession(options);
      return kept.open.send(mail);
    };
  };
  const sendOnce = async (row: OutboxRow) => {
    const answer = await sendBy(settingsNow, row, senderTo);
    kept.sent += answer.is === 'taken' ? 1 : 0;
    if (answer.is === 'unknown') close();
    return answer;
  };
  return {
    async send(row) {
      const answer = await sendOnce(row);
      if (answer.is !== 'later' || answer.at !== 'session') return answer;
      const { sent } = kept;
      close();
      if (sent === 0) return answer;
      if (/\b421\b/.test(answer.answer)) session.limit = Math.min(session.limit, sent);
      return sendOnce(row);
    },
    close,
  };
}
