// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes } from '../path/bytes.ts';
import { backupNames } from './backup-name.ts';

/** What a name alone says of an object. One number, so that a million of them are a million bytes. */
export const nameClasses = [
  'plain',
  // Secrets: whoever reads one gains something beyond the file.
  'application-config',
  'password-file',
  'private-key',
  'credentials',
  'history',
  'dump',
  'backup',
  'repository',
  'session',
  'mail',
  // Whoever writes one runs code as its owner.
  'access-control',
  'php-settings',
  'shell-start',
  'login-keys',
  'mail-start',
  'schedule',
  // Directories that give their content a meaning.
  'in-repository',
  'in-ssh',
  'in-aws',
  'in-mailbox',
  'in-schedule',
] as const;
export type NameClass = (typeof nameClasses)[number];

export const classNumber = Object.fromEntries(nameClasses.map((name, at) => [name, at])) as Record<NameClass, number>;
/** Whether files of this class hold secrets. */
export const isSecretClass = (code: number): boolean => code >= classNumber['application-config'] && code <= classNumber.mail;
/** Whether files of this class are executed, or decide what is. */
export const isCodeClass = (code: number): boolean => code >= classNumber['access-control'] && code <= classNumber.schedule;

const exact: Readonly<Partial<Record<NameClass, readonly string[]>>> = {
  'application-config': [
    'wp-config.php',
    'configuration.php',
    'settings.php',
    'LocalSettings.php',
    'config.inc.php',
    'settings.inc.php',
    'env.php',
    'local.xml',
    'database.yml',
    'secrets.yml',
    'parameters.yml',
    'parameters.php',
    'app.php.local',
    'config_local.php',
    '.env',
    'web.config',
    'local.php',
  ],
  'password-file': ['.htpasswd', '.htpasswds', '.htdigest', 'htpasswd', '.passwd'],
  'private-key': ['id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'id_ecdsa_sk', 'id_ed25519_sk', 'identity', 'server.key', 'master.key'],
  credentials: [
    '.my.cnf',
    '.mylogin.cnf',
    '.pgpass',
    '.netrc',
    '.git-credentials',
    '.ftpconfig',
    'sftp-config.json',
    'sftp.json',
    'auth.json',
    '.npmrc',
    '.pypirc',
    '.s3cfg',
    '.boto',
    'filezilla.xml',
    'recentservers.xml',
    'sitemanager.xml',
    '.dockercfg',
    '.rclone.conf',
    '.fetchmailrc',
    '.msmtprc',
  ],
  history: ['.bash_history', '.mysql_history', '.psql_history', '.sh_history', '.zsh_history', '.sqlite_history', '.rediscli_history'],
  'access-control': ['.htaccess'],
  'php-settings': ['.user.ini', 'php.ini'],
  'shell-start': [
    '.bashrc',
    '.bash_profile',
    '.bash_login',
    '.bash_logout',
    '.profile',
    '.zshrc',
    '.zshenv',
    '.zprofile',
    '.cshrc',
    '.login',
    '.kshrc',
  ],
  'login-keys': ['authorized_keys', 'authorized_keys2', '.shosts', '.rhosts'],
  'mail-start': ['.forward', '.procmailrc', '.qmail', '.mailfilter'],
  schedule: ['crontab', '.crontab'],
  'in-repository': ['.git', '.svn', '.hg', '.bzr'],
  'in-ssh': ['.ssh'],
  'in-aws': ['.aws', '.docker', '.azure'],
  'in-mailbox': ['cur', 'new'],
  'in-schedule': ['crontabs', 'cron.d', 'cron.daily', 'cron.hourly', 'cron.weekly', 'cron.monthly'],
};

const ends: Readonly<Partial<Record<NameClass, readonly string[]>>> = {
  'private-key': ['pem', 'key', 'p12', 'pfx', 'ppk', 'jks', 'keystore', 'kdbx'],
  dump: ['sql', 'dump', 'sqlite', 'sqlite3', 'mysql', 'pgdump'],
  backup: ['bak'],
  'password-file': ['htpasswd', 'htdigest'],
};

const PACKED = new Set(['gz', 'bz2', 'xz', 'zst', 'zip', 'tar', 'tgz', 'tbz', 'txz', '7z', 'rar', 'lz4']);
const LEFT_OVER = new Set(['old', 'orig', 'save', 'swp', 'swo', 'copy', 'tmp']);
const TELLING = /(^|[.])(php|inc|env|ini|conf|config|cnf|json|ya?ml|xml|py|rb|pl|cgi|htpasswd|htaccess)[0-9]?$/;
const BACKUP_WORD = /backup|(^|[^a-z])(bak|bkup|dump|wwwroot|public_html|htdocs|site|db|database)([^a-z]|$)/;
const SAMPLE = new Set(['example', 'sample', 'dist', 'template', 'tpl', 'default', 'defaults', 'schema']);

const exactClass = new Map(
  Object.entries(exact).flatMap(([name, words]) => words.map((word) => [word, classNumber[name as NameClass]] as const)),
);
const endClass = new Map(
  Object.entries(ends).flatMap(([name, words]) => words.map((word) => [word, classNumber[name as NameClass]] as const)),
);

/** One bit for (length, first byte, last byte): most names are dismissed without becoming a string. */
const signature = (length: number, first: number, last: number): number => (length * 961 + first * 31 + last) & 0x3fff;
const maybeExact = marked([...exactClass.keys()]);
const maybeEnd = marked([...endClass.keys(), ...PACKED, ...LEFT_OVER]);

function marked(words: readonly string[]): Uint8Array {
  const marks = new Uint8Array(0x4000);
  for (const word of words) marks[signature(word.length, word.charCodeAt(0), word.charCodeAt(word.length - 1))] = 1;
  return marks;
}

const copies = backupNames(
  new Map([...exactClass].filter(([, code]) => isSecretClass(code))),
  new Map([...endClass].filter(([, code]) => isSecretClass(code))),
  classNumber.backup,
);

/** The class of a name within a directory of class `within`. Written for speed: most names are dismissed by filters. */
export function nameClassOf(bytes: Uint8Array, from: number, to: number, within: number): number {
  const plain = ownClassOf(bytes, from, to, within);
  if (plain !== 0 || !copies.maybe(bytes, from, to)) return plain;
  return copies.classOf(pathOfBytes(bytes, from, to));
}

function ownClassOf(bytes: Uint8Array, from: number, to: number, within: number): number {
  const length = to - from;
  if (length === 0) return 0;
  const first = bytes[from] as number;
  const last = bytes[to - 1] as number;
  if (length <= 24 && maybeExact[signature(length, first, last)] === 1) {
    const known = exactClass.get(pathOfBytes(bytes, from, to));
    if (known !== undefined) return known;
  }
  if (within >= classNumber['in-repository']) {
    const placed = classWithin(pathOfBytes(bytes, from, to), within);
    if (placed !== 0) return placed;
  }
  // sess_…, .env.…, .qmail-…, …~
  if (first === 0x73 && length > 5 && bytes[from + 4] === 0x5f && pathOfBytes(bytes, from, from + 5) === 'sess_')
    return classNumber.session;
  if (first === 0x2e && length > 5) {
    const start = pathOfBytes(bytes, from, from + 5);
    if (start === '.env.') return SAMPLE.has(pathOfBytes(bytes, from + 5, to)) ? 0 : classNumber['application-config'];
    if (start === '.qmai') return classNumber['mail-start'];
  }
  let dot = -1;
  for (let at = to - 1; at > from && at >= to - 10; at--)
    if (bytes[at] === 0x2e) {
      dot = at;
      break;
    }
  if (last === 0x7e) return TELLING.test(pathOfBytes(bytes, from, to - 1).toLowerCase()) ? classNumber.backup : 0;
  if (dot < 0 || dot === to - 1 || maybeEnd[signature(to - dot - 1, bytes[dot + 1] as number, last)] === 0) return 0;
  return classByEnd(pathOfBytes(bytes, from, dot), pathOfBytes(bytes, dot + 1, to));
}

function classByEnd(stem: string, end: string): number {
  const direct = endClass.get(end);
  if (direct !== undefined) return direct;
  const low = stem.toLowerCase();
  if (PACKED.has(end)) {
    if (/[.](sql|dump|sqlite3?)$/.test(low)) return classNumber.dump;
    return BACKUP_WORD.test(low) ? classNumber.backup : 0;
  }
  return LEFT_OVER.has(end) && TELLING.test(low) ? classNumber.backup : 0;
}

/** Names that mean something only where they stand. */
function classWithin(name: string, within: number): number {
  switch (nameClasses[within]) {
    case 'in-repository':
      return name === 'config' || name === 'wc.db' || name === 'hgrc' ? classNumber.repository : 0;
    case 'in-ssh':
      return name === 'rc' || name === 'config' || name === 'environment' ? classNumber['login-keys'] : 0;
    case 'in-aws':
      return name === 'credentials' || name === 'config.json' || name === 'accessTokens.json' ? classNumber.credentials : 0;
    case 'in-mailbox':
      return name.includes(':2,') || /^\d{6,}[.]/.test(name) ? classNumber.mail : 0;
    case 'in-schedule':
      return classNumber.schedule;
    default:
      return 0;
  }
}
