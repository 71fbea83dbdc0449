// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Found, IndicatorKind } from './grammar.ts';

/** `line` and the remark behind it (`# …`); 0 and '' where the input has no lines. */
export type Listed = Found & { readonly line: number; readonly note: string };
/** What a list held and is not looked for: each with the place it stands at and the reason. */
export type LeftOut = { readonly line: number; readonly text: string; readonly code: Reason; readonly why: Bilingual };
export type Reading = { readonly indicators: readonly Listed[]; readonly refused: readonly LeftOut[] };

export const because = {
  unreadable: { ja: '痕跡情報として読めない', en: 'cannot be read as an indicator' },
  type: { ja: 'この種類は通信のログに現れない', en: 'a kind that logs of traffic do not show' },
  withdrawn: { ja: '取り下げられている', en: 'withdrawn' },
  expired: { ja: '有効期限が過ぎている', en: 'no longer valid' },
  notYet: { ja: '有効になる前', en: 'not valid yet' },
  proposal: { ja: '採用されていない提案', en: 'a proposal that was not taken over' },
  notToDetect: { ja: '検知には使わないと印がある', en: 'marked as not meant for detection' },
  reference: { ja: '参考のリンク', en: 'a link for reference' },
  observed: { ja: '観測された値で、痕跡情報ではない', en: 'something observed, not an indicator' },
  negated: { ja: '「これではない」という条件', en: 'a condition that it is not this' },
  pattern: { ja: 'この条件は読めない', en: 'a comparison that is not read' },
  joined: { ja: 'ほかの条件と組み合わされている。単独で探す', en: 'joined with other conditions: looked for by itself' },
  width: { ja: '列の数が見出しと違う', en: 'number of cells differs from the heading' },
  second: { ja: '見出しがなく、痕跡情報か参照先か分からない', en: 'no heading says whether it is an indicator or a reference' },
  form: { ja: '痕跡情報の形が分からない JSON', en: 'JSON of no form that is known here' },
} as const satisfies Record<string, Bilingual>;
export type Reason = keyof typeof because;

/** Collects what is read and what is not. */
export type Sink = {
  readonly take: (found: readonly Found[]) => void;
  readonly leave: (text: string, code: Reason) => void;
};
/** The same, once the line is known. */
export type ListSink = { readonly at: (line: number, note?: string) => Sink; readonly reading: () => Reading };

/** Collects indicators, each once, and what was left out with its line and reason (at most 200 characters of it). */
export function sink(): ListSink {
  const found = new Map<string, Listed>();
  const refused: LeftOut[] = [];
  return {
    at: (line, note = '') => ({
      take(some) {
        for (const one of some) {
          const key = `${one.kind}\n${one.value}\n${one.ports ?? ''}\n${one.below === true}`;
          if (!found.has(key)) found.set(key, { ...one, line, note });
        }
      },
      leave: (text, code) => void refused.push({ line, text: text.slice(0, 200), code, why: because[code] }),
    }),
    reading: () => ({ indicators: [...found.values()], refused }),
  };
}

/** What lists call the kinds. */
const NAMES: Readonly<Record<string, IndicatorKind>> = {
  ip: 'ip',
  'ip-src': 'ip',
  'ip-dst': 'ip',
  ipv4: 'ip',
  ipv6: 'ip',
  'ipv4-addr': 'ip',
  'ipv6-addr': 'ip',
  address: 'ip',
  'ip address': 'ip',
  ip_address: 'ip',
  ipaddress: 'ip',
  'ip:port': 'ip',
  'ip-dst|port': 'ip',
  'ip-src|port': 'ip',
  ipアドレス: 'ip',
  アドレス: 'ip',
  dst_ip: 'ip',
  dest_ip: 'ip',
  destination_ip: 'ip',
  remote_ip: 'ip',
  network_ip: 'ip',
  network_source_ip: 'ip',
  network_destination_ip: 'ip',
  cidr: 'cidr',
  network: 'cidr',
  ip_range: 'cidr',
  netblock: 'cidr',
  domain: 'domain',
  hostname: 'domain',
  host: 'domain',
  fqdn: 'domain',
  'domain-name': 'domain',
  domain_name: 'domain',
  ドメイン: 'domain',
  ホスト名: 'domain',
  ホスト: 'domain',
  url: 'url',
  uri: 'url',
  urls: 'url',
  'user-agent': 'user-agent',
  useragent: 'user-agent',
  user_agent: 'user-agent',
  'user agent': 'user-agent',
  'http-user-agent': 'user-agent',
  ua: 'user-agent',
  ユーザーエージェント: 'user-agent',
  ja3: 'ja3',
  'ja3-fingerprint-md5': 'ja3',
  ja4: 'ja4',
  'ja4-fingerprint': 'ja4',
  md5: 'hash',
  sha1: 'hash',
  sha224: 'hash',
  sha256: 'hash',
  sha384: 'hash',
  sha512: 'hash',
  hash: 'hash',
  file_hash: 'hash',
  'filehash-md5': 'hash',
  'filehash-sha1': 'hash',
  'filehash-sha256': 'hash',
  md5_hash: 'hash',
  sha1_hash: 'hash',
  sha256_hash: 'hash',
  ハッシュ: 'hash',
  ssdeep: 'hash',
  imphash: 'hash',
  tlsh: 'hash',
  filename: 'file',
  file: 'file',
  'file name': 'file',
  file_name: 'file',
  ファイル名: 'file',
  filepath: 'file',
  account: 'account',
  username: 'account',
  upn: 'account',
  email: 'mail',
  'email-src': 'mail',
  'email-dst': 'mail',
  'email-addr': 'mail',
  mail: 'mail',
  メールアドレス: 'mail',
};

const KINDS: ReadonlyMap<string, IndicatorKind> = new Map(Object.entries(NAMES).map(([name, kind]) => [oneName(name), kind]));

/** The kind that a heading, a STIX path or a MISP type names; null where the name is unknown. */
export function kindNamed(name: string): IndicatorKind | null {
  return KINDS.get(oneName(name)) ?? null;
}

/** Whether a record says that its indicator is not to be looked for, and why. `now`: milliseconds; null: expiry is not judged. */
export function withdrawn(record: Readonly<Record<string, unknown>>, now: number | null): Reason | null {
  // `Valid Until`, `validUntil` and `valid_until` are one name.
  const said = new Map(Object.entries(record).map(([name, value]) => [oneName(name), plain(value)]));
  const of = (name: string) => said.get(oneName(name)) ?? '';
  const is = (...names: readonly string[]) => names.some((name) => /^(true|1|yes|y)$/i.test(of(name)));
  const isNot = (...names: readonly string[]) => names.some((name) => /^(false|0|no|n)$/i.test(of(name)));
  const time = (...names: readonly string[]) => names.map((name) => dayOf(of(name))).find((at) => Number.isFinite(at));
  const state = ['status', 'state', 'lifecycle', '状態', 'ステータス'].map(of).find((one) => one !== '') ?? '';
  if (is('expired') || /^(?:expired|期限切れ|失効)$/i.test(state)) return 'expired';
  if (is('deleted', 'revoked', 'is_deleted', 'disabled', 'withdrawn', 'false_positive', 'inactive')) return 'withdrawn';
  if (isNot('is_active', 'active', 'enabled') || WITHDRAWN.test(state)) return 'withdrawn';
  if (isNot('to_ids')) return 'notToDetect';
  if (now === null) return null;
  const until = time(
    'valid_until',
    'valid_to',
    'expiration',
    'expires',
    'expires_at',
    'expiry',
    'expiry_date',
    'expire_at',
    'expiration_date',
    'expiration_date_time',
    'expiration_time',
    '有効期限',
    '失効日',
  );
  if (until !== undefined && until <= now) return 'expired';
  const from = time('valid_from', '有効開始日');
  return from !== undefined && from > now ? 'notYet' : null;
}

/** What a list calls the state of an entry that counts no longer. Offline is none: whoever called there before is looked for. */
const WITHDRAWN =
  /^(?:revoked|inactive|deleted|withdrawn|retired|removed|disabled|deprecated|rejected|false[ _-]?positive|無効|取り?下げ(?:済み?)?|取消(?:済み?)?|削除(?:済み?)?|誤検知)$/i;

/** `Domain Name`, `DomainName` and `domain_name` are one name. */
function oneName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}

/** Milliseconds; NaN where it is no day. */
function dayOf(text: string): number {
  return Date.parse(text.replace(/^(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日/, '$1/$2/$3'));
}

/** A foreign value as trimmed text; '' where it is neither text, number nor boolean. */
export function plain(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
