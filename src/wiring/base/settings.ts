// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { startProblem } from './problems.ts';
import { address, database, folder, names, number, onOrOff, oneOf, proxies, text, whole } from './setting-kinds.ts';
import type { Kind } from './setting-kinds.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A row of the table in docs/operator.md, which is made from this file (`npm run make:settings`). */
export type SettingRow = {
  /** What it is for; Markdown. */
  readonly means: string;
  /** What holds while it is not set; Markdown. */
  readonly absent: string;
  /** It names where a connection goes out to. */
  readonly goesOut: boolean;
};

type Described<Value> = Kind<Value> & SettingRow;
type More = { readonly absent?: string; readonly goesOut?: true };

/** A setting with its row. Where `absent` is not said, it is the value that is taken instead. */
function set<Value>(kind: Kind<Value>, means: string, more: More = {}): Described<Value> {
  return { ...kind, ...row(means, more.absent ?? shown(kind.otherwise), more) };
}

function row(means: string, absent: string, more: More = {}): SettingRow {
  return { means, absent, goesOut: more.goesOut === true };
}

function shown(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  return value === false ? 'off' : `\`${typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}\``;
}

const desk = {
  MATOI_DATA: set(text(), 'data folder: database, originals, logs, secrets', {
    absent: '`/var/lib/matoi` for root, else `$XDG_DATA_HOME/matoi` or `~/.local/share/matoi`',
  }),
  MATOI_HOST: set(text('127.0.0.1') as Kind<string>, 'address on which the desk listens'),
  MATOI_PORT: set(number(0, 65_535, 4646), 'its port'),
  MATOI_URL: set(
    address(['https', 'http']),
    'the address that people open (behind a reverse proxy: `https://desk.example.jp`); cookies, passkeys and links in pages and mails rest on it. While it is not set and the desk listens on this machine alone, mails go without a link and say so',
    { absent: 'what is set on the screen; else `http://127.0.0.1:<port>`' },
  ),
  MATOI_TLS_CERT: set(
    text(),
    'certificate, a PEM file, read at start: the desk then speaks https itself and `MATOI_URL` must begin with it. `matoi certificate NAME` makes one for a name of your own network',
    { absent: 'plain http' },
  ),
  MATOI_TLS_KEY: set(text(), 'its key, the same'),
  MATOI_TRUSTED_PROXIES: set(
    proxies(),
    'addresses or ranges of your reverse proxy, by comma (`127.0.0.1`, `10.1.0.0/16`): only from there is `X-Forwarded-For` believed',
    { absent: 'none: the address of the connection counts' },
  ),
  MATOI_LANG: set(text(), 'language of the command line, `ja` or `en`', { absent: 'from the locale' }),
  MATOI_BACKUP_PASSPHRASE: set(text(), 'passphrase (12 characters or more) by which `matoi backup` encrypts and `matoi restore` opens', {
    absent: 'backups are not encrypted, and say so',
  }),
  MATOI_BACKUP_PASSPHRASE_FILE: set(text(), 'a file whose first line is that passphrase', { absent: 'as above' }),
  MATOI_BACKUP_FOLDER: set(
    folder(),
    'a folder outside the data folder, as of another disk, into which the running desk takes a backup by itself (without logs)',
    { absent: 'no backup is taken by itself' },
  ),
  MATOI_BACKUP_EVERY_HOURS: set(number(1, 168, 24), 'how often it does; one older than twice that, or one that failed, is told on Now'),
  MATOI_BACKUP_HOUR: set(number(0, 23, 3), 'the hour of the desk’s zone at which one begins'),
  MATOI_BACKUP_KEEP: set(number(1, 1000, 14), 'how many of these are kept; it removes older ones that it took itself, and nothing else'),
  DATABASE_URL: set(database(), 'a PostgreSQL of your own (15 or later, with `pg_trgm`)', { absent: 'embedded', goesOut: true }),
};

const mailIn = {
  MATOI_SMTP_PORT: set(whole(0, 65_535, null), 'listener for mail that is forwarded by SMTP'),
  MATOI_LMTP_PORT: set(whole(0, 65_535, null), 'the same, by LMTP'),
  MATOI_SMTP_HOST: set(text('127.0.0.1') as Kind<string>, 'where they listen'),
  MATOI_SMTP_TLS: set(oneOf(['offered', 'required', 'off'], 'offered'), 'STARTTLS: `offered`, `required` (no mail in the clear), `off`'),
  MATOI_SMTP_TLS_CERT: set(text(), 'certificate, a PEM file, read at start', { absent: 'self-signed, kept in `<data>/smtp-tls.pem`' }),
  MATOI_SMTP_TLS_KEY: set(text(), 'its key, the same', { absent: 'as the certificate' }),
  MATOI_MAIL_MAX_BYTES: set(number(1, 10_000_000_000, 60_000_000), 'largest mail taken'),
  MATOI_IMAP_URL: set(address(['imaps', 'imap']), 'mailbox to read, `imaps://user@host/INBOX`; it is opened read-only', {
    absent: 'what is set on the screen; else none',
    goesOut: true,
  }),
  MATOI_IMAP_PASSWORD: set(text(), 'its password, kept out of the address', { absent: 'from the address' }),
  MATOI_IMAP_JUNK: set(text(), 'its junk folder; `none` reads none', { absent: 'as the server says' }),
  MATOI_IMAP_POLL_SECONDS: set(number(1, 86_400, 120), 'looks at least this often'),
  MATOI_OWN_DOMAINS: set(
    names(),
    'own mail domains, by comma, beside those of the role mailbox and the first person: lists of ours are ways in, and mail in our name is looked at twice',
  ),
  MATOI_OWN_SERVERS: set(names(), 'names of own receiving servers, by comma: only their word on SPF and DKIM counts'),
  MATOI_DNS: set(oneOf(['off', 'system'], 'off'), '`system` lets triage ask name servers about a sender’s domain', { goesOut: true }),
  MATOI_ADVISORY_MIRROR: set(
    text(),
    'a folder or an https address with published advisory data, read by `matoi advisories sync`: one file or folder a source, named `kev`, `epss`, `ssvc`, `cpansa`, `myjvn`, `osv`, `cve`, `nvd`, `csaf`',
    { absent: 'none: import by hand', goesOut: true },
  ),
};

const mailOut = {
  MATOI_SMTP_URL: set(
    address(['smtps', 'smtp']),
    'the relay for pages to your own staff and released replies, `smtps://user:password@relay:465`',
    {
      absent: 'what is set on the screen (Settings, Mail and public address); else nothing is sent',
      goesOut: true,
    },
  ),
  MATOI_DKIM_KEY: set(text(), 'file with the private key (PEM, RSA or Ed25519) by which the desk signs its mails (DKIM)', {
    absent: 'the desk signs nothing; the relay may',
  }),
  MATOI_DKIM_DOMAIN: set(text(), 'domain of that signature: the one of the role address', { absent: 'the desk signs nothing' }),
  MATOI_DKIM_SELECTOR: set(text('matoi') as Kind<string>, 'its selector: the public key stands at `<selector>._domainkey.<domain>`'),
  MATOI_BOUNCE_DOMAIN: set(
    text(),
    'domain to which notices come back, each to an address of its own (`b-…@bounce.example.jp`); every address of it must reach the mailbox that the desk reads, and its SPF must name the relay',
    { absent: 'they come back to the role address, and are told apart by what they quote' },
  ),
  MATOI_MAIL_FROM: set(text(), 'the role address from which they come', { absent: 'what is set on the screen; else nothing is sent' }),
  MATOI_MODE: set(
    oneOf(['real', 'practice'], 'real'),
    '`practice`: everything is recorded as in earnest and nothing is handed to a mail server; the desk says so at each release',
  ),
  MATOI_CHATS_INSIDE: set(
    proxies(),
    'addresses or ranges of your own network, by comma (`10.1.0.5`, `10.2.0.0/16`), in which a chat that was set on the screen may lie',
    { absent: 'none: such a chat must lie outside; one named by `MATOI_WEBHOOK_<NAME>` may lie anywhere' },
  ),
  MATOI_PUSH_CONTACT: set(text(), 'contact address for web push (VAPID), `mailto:` or `https:`', {
    absent: 'none: no push',
    goesOut: true,
  }),
};

const logs = {
  MATOI_LOG_ROOTS: set(
    text(),
    'folders below which a person may have logs watched, by `:`; looked into once a minute, links are not followed',
  ),
  MATOI_LOG_UPLOAD_BYTES: set(
    number(1, 1_000_000_000_000_000, 50_000_000_000),
    'largest upload of a log; twice that much must be free on the disk',
    { absent: '50 GB' },
  ),
  MATOI_CLICKHOUSE_URL: set(address(['https', 'http']), 'a ClickHouse of your own; not tried against a server', {
    absent: 'a child process',
    goesOut: true,
  }),
  MATOI_CHDB_FOLDER: set(text(), 'where the log engine is installed', { absent: '`engines/chdb`' }),
  MATOI_LOGS_SMALL: set(onOrOff(), '`1` keeps the log engine below 350 MB', { absent: '900 MB' }),
};

const containment = {
  MATOI_GATEWAYS: set(text(), 'where the screens may apply a released plan: `local`, or hosts reached by `ssh`, by comma', {
    goesOut: true,
  }),
  MATOI_GATEWAY_FOLDER: set(text(), 'where applied rule sets are kept on a gateway', { absent: 'see src/containment/README.md' }),
  MATOI_GATEWAY_LOOK_SECONDS: set(number(1, 3600, 300), 'a confirmed block is looked at this often: whether the gateway still has it'),
};

const other = {
  MATOI_FONTS: set(text(), 'a folder with TrueType or OpenType fonts for letters that Noto Sans JP lacks, in PDFs', {
    absent: 'Noto Sans JP alone; other letters stand as their numbers',
  }),
};

/** Every setting that the desk reads here, and how. */
const kinds = { ...desk, ...mailIn, ...mailOut, ...logs, ...containment, ...other };

/** All rows of the operator’s table, with those settings that an adapter, the command line or a script reads itself. */
export const settingGroups: readonly { readonly title: string; readonly rows: Readonly<Record<string, SettingRow>> }[] = [
  { title: '', rows: desk },
  { title: 'Mail in ([chats, tickets, groups](how-to/reports-from-chat-and-tickets.md))', rows: mailIn },
  {
    title: 'Mail and pages out',
    rows: {
      ...mailOut,
      'MATOI_WEBHOOK_<NAME>': row(
        'a webhook that a paging policy may name: Teams (Workflows), Slack, Google Chat, Chatwork and LINE WORKS are known by their host or by a word before the address (`teams+https://…`, `slack+`, `google-chat+`, `chatwork+`, `line-works+`), any other takes plain JSON. The same name with `_TOKEN` holds the token of Chatwork or a LINE WORKS bot, or the secret by which plain JSON is signed (Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`); with `_SAYS` and the value `everything`, subject, text and link go there too, else only who is called and the number',
        'none',
        { goesOut: true },
      ),
    },
  },
  { title: 'Logs', rows: logs },
  { title: 'Containment', rows: containment },
  {
    title: 'Sign-in by a provider ([how](how-to/sign-in-with-oidc.md))',
    rows: {
      MATOI_OIDC_ISSUER: row('address of the OpenID Connect provider', 'none', { goesOut: true }),
      MATOI_OIDC_CLIENT_ID: row('name under which it knows the desk', 'none'),
      MATOI_OIDC_CLIENT_SECRET: row('its secret', 'none'),
      MATOI_OIDC_DOMAIN: row('mail domains whose people it signs in, by comma', 'none'),
      MATOI_OIDC_NAME: row('its name in addresses', '`oidc`'),
      MATOI_OIDC_SECOND_FACTOR: row(
        '`own`: whoever switched on an authenticator app at the desk gives its code after the provider too; `provider`: the provider’s affair alone',
        '`own`',
      ),
    },
  },
  {
    title: 'Proxies for all that goes out by HTTP (webhooks, pushes, advisories, sign-in by a provider, access tokens)',
    rows: {
      HTTP_PROXY: row('proxy for `http://` addresses, `http://user:password@proxy:3128`; lower case counts first', 'none', {
        goesOut: true,
      }),
      HTTPS_PROXY: row('proxy for `https://` addresses, by CONNECT', 'none', { goesOut: true }),
      NO_PROXY: row(
        'names (with their subdomains), addresses and ranges (`10.0.0.0/8`) that are reached without one, by comma; `*` for all. This machine always is',
        'this machine',
      ),
    },
  },
  {
    title: 'Other',
    rows: {
      ...other,
      MATOI_DEBUG: row('`1` prints the stack of an unexpected failure of the command line', 'off'),
      MATOI_WITHOUT_LOG_ENGINE: row(
        'set to anything: `npm start` does not install the log engine (546 MB), and remembers it; `no` takes that back',
        'installed',
      ),
      MATOI_NO_APT: row('set to anything: `npm test` installs no Debian packages for its laboratory', 'installs them as root'),
    },
  },
];

export type SettingName = keyof typeof kinds;
export type Settings = { readonly [Name in SettingName]: z.output<(typeof kinds)[Name]['schema']> };

const read = new WeakMap<Env, Settings>();

/**
 * The settings of an environment, parsed once. A value that cannot be read is refused by name, never taken for another
 * one: throws ProblemError `desk.bad-setting` with how each is written. Values are not repeated; some are secrets.
 */
export function settingsOf(env: Env): Settings {
  const known = read.get(env) ?? readSettings(env);
  read.set(env, known);
  return known;
}

function readSettings(env: Env): Settings {
  const rows = Object.entries(kinds).map(([name, { schema, must }]) => ({ name, must, found: schema.safeParse(env[name]) }));
  const bad = rows.filter(({ found }) => !found.success);
  if (bad.length > 0) {
    const how = (lang: keyof Bilingual) => bad.map(({ name, must }) => `${name}: ${must[lang]}`).join(' / ');
    const words = { names: bad.map(({ name }) => name).join(', '), how: { ja: how('ja'), en: how('en') } };
    throw new ProblemError(startProblem('desk.bad-setting', undefined, words));
  }
  return Object.fromEntries(rows.map(({ name, found }) => [name, found.data])) as Settings;
}
