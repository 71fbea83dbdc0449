// SPDX-License-Identifier: Apache-2.0
import { imapService } from '../../adapters/imap/imap-service.ts';
import type { ImapService } from '../../adapters/imap/imap-service.ts';
import type { ImapDeps, ImapSettings } from '../../adapters/imap/settings.ts';
import type { WayIn } from '../../intake/ways.port.ts';
import type { LookFailure } from '../../organisation/mail/mail-ports.port.ts';
import type { Service } from '../base/base.ts';
import { repeatingService } from '../base/repeating-service.ts';

/** Milliseconds after which a mailbox that was set, changed, removed or switched is taken up. */
const EVERY = 1000;

/** Reads the mailbox that is in use, whichever that is now: a change of the settings ends one connection and opens another. */
export function mailboxService(
  settingsNow: () => Promise<ImapSettings | LookFailure | null>,
  deps: ImapDeps,
): Service & { readonly ways: () => readonly WayIn[] } {
  const now: { key: string; reading: ImapService | null; failure: LookFailure | null } = { key: 'null', reading: null, failure: null };
  const follow = async (): Promise<void> => {
    const wanted = await settingsNow();
    const key = JSON.stringify(wanted);
    if (key === now.key) return;
    await now.reading?.stop();
    const failed = wanted !== null && 'is' in wanted;
    now.reading = wanted === null || failed ? null : imapService(wanted, deps);
    now.failure = failed ? wanted : null;
    now.key = key;
    await now.reading?.start();
  };
  const beat = repeatingService('mailbox', EVERY, follow, 0);
  return {
    ...beat,
    async stop() {
      await beat.stop();
      await now.reading?.stop();
    },
    ways: () => {
      if (now.failure !== null)
        return [{ kind: 'imap', is: 'stopped', where: '', encryption: 'none', failures: 1, lastFailure: now.failure.detail, words: null }];
      return now.reading === null ? [] : [now.reading.way()];
    },
  };
}
