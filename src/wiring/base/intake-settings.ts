// SPDX-License-Identifier: Apache-2.0
import type { ImapSettings } from '../../adapters/imap/settings.ts';
import { certificateFromFiles, ownCertificate } from '../../adapters/certificate/mail-certificate.ts';
import type { ListenerSettings } from '../../adapters/smtp/listener.ts';
import type { Certificate } from '../../adapters/certificate/self-signed.ts';
import type { Base } from './base.ts';
import { settingsOf } from './settings.ts';
import type { Settings } from './settings.ts';

/**
 * MATOI_SMTP_PORT and MATOI_LMTP_PORT open a listener each; without them there is none. MATOI_SMTP_TLS: `offered`,
 * `required` or `off`, with MATOI_SMTP_TLS_CERT and MATOI_SMTP_TLS_KEY or a certificate of our own making.
 */
export function listenerSettings({ env, dataFolder, clock }: Pick<Base, 'env' | 'dataFolder' | 'clock'>): readonly ListenerSettings[] {
  const settings = settingsOf(env);
  const { MATOI_SMTP_HOST: host, MATOI_MAIL_MAX_BYTES: maxBytes } = settings;
  const ports = { smtp: settings.MATOI_SMTP_PORT, lmtp: settings.MATOI_LMTP_PORT };
  return (['smtp', 'lmtp'] as const).flatMap((protocol) => {
    const port = ports[protocol];
    if (port === null) return [];
    const tls = transportSecurity(settings, () => ownCertificate(dataFolder, new Date(clock.now())));
    return [{ protocol, host, port, maxBytes, ...(tls === null ? {} : { tls }) }];
  });
}

function transportSecurity(settings: Settings, own: () => Certificate): NonNullable<ListenerSettings['tls']> | null {
  const { MATOI_SMTP_TLS: mode, MATOI_SMTP_TLS_CERT: cert, MATOI_SMTP_TLS_KEY: key } = settings;
  if (mode === 'off') return null;
  if ((cert === null) !== (key === null)) throw new Error('MATOI_SMTP_TLS_CERT and MATOI_SMTP_TLS_KEY go together');
  return { required: mode === 'required', certificate: cert !== null && key !== null ? certificateFromFiles(cert, key) : own() };
}

/**
 * MATOI_IMAP_URL, `imaps://user:password@host/INBOX`. MATOI_IMAP_PASSWORD keeps the password out of the address;
 * MATOI_IMAP_JUNK names the junk folder where the server does not say which it is, `none` reads no junk folder.
 */
export function imapSettings(env: Base['env']): readonly ImapSettings[] {
  const settings = settingsOf(env);
  const url = settings.MATOI_IMAP_URL;
  if (url === null) return [];
  const secure = url.protocol === 'imaps:';
  const folder = decodeURIComponent(url.pathname.slice(1));
  return [
    {
      host: url.hostname,
      port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
      secure,
      user: decodeURIComponent(url.username),
      password: settings.MATOI_IMAP_PASSWORD ?? decodeURIComponent(url.password),
      folder: folder === '' ? 'INBOX' : folder,
      junk: settings.MATOI_IMAP_JUNK,
      maxBytes: settings.MATOI_MAIL_MAX_BYTES,
      pollMillis: settings.MATOI_IMAP_POLL_SECONDS * 1000,
    },
  ];
}
