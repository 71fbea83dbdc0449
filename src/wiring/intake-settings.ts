// SPDX-License-Identifier: Apache-2.0
import type { ImapSettings } from '../adapters/imap/settings.ts';
import { certificateFromFiles, ownCertificate } from '../adapters/smtp/certificate.ts';
import type { ListenerSettings } from '../adapters/smtp/listener.ts';
import type { Certificate } from '../adapters/smtp/self-signed.ts';
import type { Base } from './base.ts';

type Env = Base['env'];

/**
 * MATOI_SMTP_PORT and MATOI_LMTP_PORT open a listener each; without them there is none. MATOI_SMTP_HOST (default
 * 127.0.0.1) says where, MATOI_MAIL_MAX_BYTES (default 60,000,000) how large a mail may be. MATOI_SMTP_TLS: `offered`
 * (default), `required` or `off`, with MATOI_SMTP_TLS_CERT and MATOI_SMTP_TLS_KEY or a certificate of our own making.
 */
export function listenerSettings({ env, dataFolder, clock }: Pick<Base, 'env' | 'dataFolder' | 'clock'>): readonly ListenerSettings[] {
  const host = env['MATOI_SMTP_HOST'] ?? '127.0.0.1';
  const maxBytes = number(env, 'MATOI_MAIL_MAX_BYTES', 60_000_000);
  return (['smtp', 'lmtp'] as const).flatMap((protocol) => {
    const name = `MATOI_${protocol.toUpperCase()}_PORT`;
    if (!env[name]) return [];
    const tls = transportSecurity(env, () => ownCertificate(dataFolder, new Date(clock.now())));
    return [{ protocol, host, port: number(env, name, 0), maxBytes, ...(tls === null ? {} : { tls }) }];
  });
}

function transportSecurity(env: Env, own: () => Certificate): NonNullable<ListenerSettings['tls']> | null {
  const mode = env['MATOI_SMTP_TLS'] || 'offered';
  if (mode === 'off') return null;
  if (mode !== 'offered' && mode !== 'required') throw new Error(`MATOI_SMTP_TLS must be offered, required or off, not "${mode}"`);
  const [cert, key] = [env['MATOI_SMTP_TLS_CERT'], env['MATOI_SMTP_TLS_KEY']];
  if (!cert !== !key) throw new Error('MATOI_SMTP_TLS_CERT and MATOI_SMTP_TLS_KEY go together');
  return { required: mode === 'required', certificate: cert && key ? certificateFromFiles(cert, key) : own() };
}

/**
 * MATOI_IMAP_URL, `imaps://user:password@host/INBOX`. MATOI_IMAP_PASSWORD keeps the password out of the address;
 * MATOI_IMAP_JUNK names the junk folder where the server does not say which it is, `none` reads no junk folder.
 */
export function imapSettings(env: Env): readonly ImapSettings[] {
  const text = env['MATOI_IMAP_URL'];
  if (!text) return [];
  if (!URL.canParse(text)) throw new Error('MATOI_IMAP_URL is no address; write imaps://user@host/INBOX');
  const url = new URL(text);
  const secure = url.protocol === 'imaps:';
  const folder = decodeURIComponent(url.pathname.slice(1));
  return [
    {
      host: url.hostname,
      port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
      secure,
      user: decodeURIComponent(url.username),
      password: env['MATOI_IMAP_PASSWORD'] ?? decodeURIComponent(url.password),
      folder: folder === '' ? 'INBOX' : folder,
      junk: env['MATOI_IMAP_JUNK'] ?? null,
      maxBytes: number(env, 'MATOI_MAIL_MAX_BYTES', 60_000_000),
      pollMillis: number(env, 'MATOI_IMAP_POLL_SECONDS', 120) * 1000,
    },
  ];
}

function number(env: Env, name: string, otherwise: number): number {
  const text = env[name];
  if (!text) return otherwise;
  if (!/^\d{1,10}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
}
