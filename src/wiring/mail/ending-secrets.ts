// SPDX-License-Identifier: Apache-2.0
import { secretEndsOn } from '../../adapters/oauth-token/token-request.ts';
import { createMailRegister } from '../../adapters/postgres/settings/mail-register.ts';
import { secretBox } from '../../adapters/secret-box/secret-box.ts';
import type { Warning } from '../../duty/rota/look-ahead.ts';
import { millisOf } from '../../kernel/instant.ts';
import { aboutOf, signInOf } from '../../organisation/mail/effective.ts';
import { directions, nothingSet, places } from '../../organisation/mail/mail-settings.ts';
import type { Base, OpenState } from '../base/base.ts';

/** Days before its end from which a secret is spoken of. */
const SOON = 7;
const DAY = 86_400_000;

/** Client secrets and certificates of the cloud's mail that end within a week, or have ended: mail stops with them. */
export async function endingSecrets(base: Pick<Base, 'dataFolder' | 'clock'>, opened: OpenState): Promise<readonly Warning[]> {
  const { settings } = await createMailRegister(opened.database, nothingSet).read();
  const box = secretBox(base.dataFolder);
  const found: Warning[] = [];
  for (const direction of directions)
    for (const place of places) {
      const there = settings[direction][place];
      const signIn = there === null ? null : await signInOf(box, there, aboutOf(direction, place));
      if (there === null || signIn === null || signIn.kind === 'none' || signIn.kind === 'password') continue;
      const day = secretEndsOn(signIn);
      if (day === null || Date.parse(`${day}T00:00:00Z`) - millisOf(base.clock.now()) > SOON * DAY) continue;
      const { host } = there.server;
      found.push({
        what: 'secret',
        key: `secret/${direction}/${place}/${host}/${day}`.slice(0, 500),
        from: day,
        to: day,
        text: {
          ja: `${direction === 'out' ? '送信' : '受信'}メール（${host}）のクライアント シークレットか証明書が ${day} に切れる。切れるとメールが止まる。設定画面で新しいものを入れる`,
          en: `The client secret or certificate for ${direction === 'out' ? 'outgoing' : 'incoming'} mail (${host}) ends on ${day}, and mail stops with it: give a new one on the settings screen`,
        },
      });
    }
  return found;
}
