// SPDX-License-Identifier: Apache-2.0
import type { ImapSettings } from '../../adapters/imap/settings.ts';
import type { MailOutNow } from '../../adapters/mail-out/connection.ts';
import { accessTokens } from '../../adapters/oauth-token/access-tokens.ts';
import type { AccessTokens } from '../../adapters/oauth-token/access-tokens.ts';
import { fetchOutside } from '../../adapters/outside-http/fetch-outside.ts';
import { createMailRegister } from '../../adapters/postgres/settings/mail-register.ts';
import { webhooksFrom } from '../../adapters/webhook/targets.ts';
import type { WebhookTarget } from '../../adapters/webhook/targets.ts';
import { aboutChat } from '../../organisation/chats/change-chats.ts';
import { secretBox } from '../../adapters/secret-box/secret-box.ts';
import type { SignIn } from '../../common/mail-server.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { millisOf } from '../../kernel/instant.ts';
import { aboutOf, placeInUse, relayAt, signInOf } from '../../organisation/mail/effective.ts';
import type { LookFailure } from '../../organisation/mail/mail-ports.port.ts';
import { nothingSet } from '../../organisation/mail/mail-settings.ts';
import type { MailSettings, Place } from '../../organisation/mail/mail-settings.ts';
import type { Base, OpenState } from './base.ts';
import { imapSettings } from './intake-settings.ts';
import { mailFromEnvironment } from './mail-environment.ts';
import { perOpened } from './per-opened.ts';
import { publicAddress } from './public-address.ts';
import type { PublicAddress } from './public-address.ts';
import { settingsOf } from './settings.ts';

/** Milliseconds for which what was read is used: mails leave by the dozen in a second. */
const FRESH = 1000;
const SECRET_LOST: Bilingual = {
  ja: '送信サーバーの秘密の値を開けません（鍵ファイル secret.key がないか、別のものです）。設定画面で入れ直してください',
  en: 'The secret of the relay cannot be opened (the key file secret.key is gone or another one); give it again on the settings screen',
};
const NO_SENDER: Bilingual = { ja: '差出人のアドレスが設定されていません', en: 'No sender address is set up' };

/** Mail and the public address as they are set now: the environment first, then what people set on the screen. */
export type MailSetup = {
  /** What leaves next is handed over by this. */
  readonly outgoing: MailOutNow;
  /** The address from which the desk writes; '' where there is none. */
  readonly sender: () => Promise<string>;
  readonly mailbox: (place: Place) => Promise<ImapSettings | LookFailure>;
  /** The mailbox that is read; null where none is set up. */
  readonly mailboxInUse: () => Promise<ImapSettings | LookFailure | null>;
  /** The chats by name: those of the environment first, then those of the screen whose address can be opened. */
  readonly webhooks: () => Promise<ReadonlyMap<string, WebhookTarget>>;
  /** Start of every link that goes into a mail; null where nobody set an address that others can open. */
  readonly linkBase: () => Promise<string | null>;
  /** The address that people open, as far as it is known without waiting. */
  readonly publicUrl: () => URL;
  readonly refresh: () => Promise<void>;
  readonly forget: () => void;
  readonly startedWith: { url: string | null };
};

/** One for each open desk: the carriers, the listeners, the links and the screen rest on the same. */
export const mailSetupOf = perOpened((opened: OpenState, base: Base): MailSetup => {
  const register = createMailRegister(opened.database, nothingSet);
  const box = secretBox(base.dataFolder);
  const environment = mailFromEnvironment(base.env);
  const tokens = accessTokens({ fetchOutside, now: () => millisOf(base.clock.now()) });
  const kept: { until: number; read: Promise<MailSettings> | null; address: PublicAddress } = {
    until: 0,
    read: null,
    address: publicAddress(base.env),
  };
  const readAnew = async (): Promise<MailSettings> => {
    const { settings } = await register.read();
    kept.address = addressNow(base.env, settings);
    return settings;
  };
  const settingsNow = (): Promise<MailSettings> => {
    if (kept.read === null || performance.now() > kept.until) {
      kept.until = performance.now() + FRESH;
      kept.read = readAnew();
      kept.read.catch(() => {
        kept.read = null;
      });
    }
    return kept.read;
  };

  async function outgoing(): ReturnType<MailOutNow> {
    const settings = await settingsNow();
    const place = placeInUse(settings.out, environment.out.server !== null);
    const relay = await relayAt(box, settings, environment, place);
    if (relay === null) return null;
    const { from } = relay.server;
    if (from === '') return { unusable: NO_SENDER };
    const url = settingsOf(base.env).MATOI_SMTP_URL;
    if (relay.source.server === 'environment' && url !== null) return { from, url: url.href };
    const there = settings.out[place];
    const signIn = there === null ? null : await signInOf(box, there, aboutOf('out', place));
    if (signIn === null) return { unusable: SECRET_LOST };
    const { host, port, tls } = relay.server;
    return { from, server: { host, port, tls, signIn }, ...withToken(signIn, tokens) };
  }

  async function mailbox(place: Place): Promise<ImapSettings | LookFailure> {
    const settings = await settingsNow();
    const [own] = place === 'first' ? imapSettings(base.env) : [];
    if (own !== undefined) return own;
    const there = settings.in[place];
    if (there === null) return { is: 'failed', why: 'not-set-up', detail: '' };
    const signIn = await signInOf(box, there, aboutOf('in', place));
    if (signIn === null)
      return { is: 'failed', why: 'secret', detail: 'the secret of the mailbox cannot be opened (secret.key is gone or another one)' };
    const { host, port, tls, folder, junk } = there.server;
    const { MATOI_MAIL_MAX_BYTES: maxBytes, MATOI_IMAP_POLL_SECONDS: poll } = settingsOf(base.env);
    return {
      host,
      port,
      secure: tls === 'implicit',
      ...(tls === 'starttls' || tls === 'none' ? { startTls: tls === 'starttls' } : {}),
      user: signIn.kind === 'none' ? '' : signIn.account,
      password: signIn.kind === 'password' ? signIn.password : '',
      ...withToken(signIn, tokens),
      folder,
      junk,
      maxBytes,
      pollMillis: poll * 1000,
    };
  }

  return {
    outgoing,
    mailbox,
    sender: async () => {
      const settings = await settingsNow();
      const relay = await relayAt(box, settings, environment, placeInUse(settings.out, environment.out.server !== null));
      return relay?.server.from ?? environment.out.from ?? '';
    },
    async mailboxInUse() {
      const settings = await settingsNow();
      const place = placeInUse(settings.in, environment.in.server !== null);
      const found = await mailbox(place);
      return 'is' in found && found.why === 'not-set-up' ? null : found;
    },
    async webhooks() {
      const { chats = {} } = await settingsNow();
      const found = new Map<string, WebhookTarget>();
      for (const [name, { kind, everything, sealed }] of Object.entries(chats)) {
        const opened = await box.open(sealed, aboutChat(name));
        if (opened.is !== 'open') continue;
        const { url, token } = JSON.parse(opened.text) as { url: string; token: string };
        found.set(name, { url, kind, token: token === '' ? null : token, everything, ofOperator: false });
      }
      return new Map([...found, ...webhooksFrom(base.env)]);
    },
    linkBase: async () => addressNow(base.env, await settingsNow()).linkBase,
    publicUrl: () => kept.address.url,
    refresh: async () => void (await settingsNow()),
    forget: () => {
      kept.read = null;
    },
    startedWith: { url: null },
  };
});

/** For addresses that a signed-in person copies from the screen or a letter says, not for mails. */
export async function shownBase(base: Base, opened: OpenState): Promise<string> {
  const setup = mailSetupOf(opened, base);
  return (await setup.linkBase()) ?? setup.publicUrl().origin;
}

/** The one place where an address of the desk is chosen: MATOI_URL, what people set on the screen, then what the machine listens on. */
function addressNow(env: Base['env'], { publicUrl }: MailSettings): PublicAddress {
  return settingsOf(env).MATOI_URL !== null || publicUrl === null ? publicAddress(env) : { url: new URL(publicUrl), linkBase: publicUrl };
}

function withToken(
  signIn: SignIn,
  { tokenFor, forget }: AccessTokens,
): { readonly token?: () => Promise<string>; readonly tokenRefused?: () => void } {
  if (signIn.kind === 'none' || signIn.kind === 'password') return {};
  return { token: () => tokenFor(signIn), tokenRefused: () => forget(signIn) };
}
