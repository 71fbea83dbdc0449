// SPDX-License-Identifier: Apache-2.0
import type { SignInWay } from '../../common/mail-server.ts';
import type { FromEnvironment } from '../../organisation/mail/effective.ts';
import { imapSettings } from './intake-settings.ts';
import { publicAddress } from './public-address.ts';
import { settingsOf } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** MATOI_SMTP_URL, MATOI_MAIL_FROM, MATOI_IMAP_URL and MATOI_URL as the settings screen shows them: without what is secret. */
export function mailFromEnvironment(env: Env): FromEnvironment {
  const { MATOI_SMTP_URL: relay, MATOI_MAIL_FROM: from, MATOI_URL: url } = settingsOf(env);
  const [mailbox] = imapSettings(env);
  return {
    out: { server: relay === null ? null : relayOf(relay), from },
    in: {
      server:
        mailbox === undefined
          ? null
          : {
              host: mailbox.host,
              port: mailbox.port,
              tls: mailbox.secure ? 'implicit' : 'offered',
              signIn: way(mailbox.user),
              folder: mailbox.folder,
              junk: mailbox.junk,
            },
    },
    publicUrl: url === null ? null : publicAddress(env).linkBase,
  };
}

/** As the library reads such an address: 465 from the first byte, 587 with STARTTLS where it is offered. */
function relayOf(url: URL): NonNullable<FromEnvironment['out']['server']> {
  const secure = url.protocol === 'smtps:';
  const on = (name: string) => url.searchParams.get(name) === 'true';
  const tls = secure ? 'implicit' : on('ignoreTLS') ? 'none' : on('requireTLS') ? 'starttls' : 'offered';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    tls,
    signIn: way(decodeURIComponent(url.username)),
  };
}

function way(account: string): SignInWay {
  return account === '' ? { kind: 'none' } : { kind: 'password', account };
}
