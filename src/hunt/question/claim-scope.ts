// SPDX-License-Identifier: Apache-2.0
// Which logs a claim about a web server may be put to, and which of them could say that nothing was asked.
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { insideSql } from './inside.ts';
import { column, text } from '../engine/sql.ts';
import { hostSql, readFacts } from '../coverage/facts.ts';
import type { FileFacts } from '../coverage/facts.ts';
import { ignoresCase, roleOf } from '../coverage/role.ts';

/** Names or addresses of the server in question, and logs that a person says are its own (name or number of a file). */
export type ClaimAbout = { readonly hosts: readonly string[]; readonly logs: readonly string[] };
export const ANY_SERVER: ClaimAbout = { hosts: [], logs: [] };

/** From two lists as a person writes them, separated by blanks or commas. */
export function claimAbout(host: string, log: string): ClaimAbout {
  const list = (words: string) => words.split(/[\s,、]+/).filter((one) => one !== '');
  return { hosts: list(host), logs: list(log) };
}

export type ClaimScope = {
  /** SQL over `matoi.web`: requests to the server in question. */
  readonly test: string;
  /** Files that log the requests of this server: only they can say that there was none. */
  readonly own: readonly number[];
  /** Files whose lines may speak for the claim, `own` among them. */
  readonly files: readonly number[];
  /** Files of servers to which case makes no difference. */
  readonly caseless: readonly number[];
  /** Why nothing found would say nothing. */
  readonly holes: readonly Bilingual[];
  /** Why nothing found would not speak of attacks. */
  readonly attackHoles: readonly Bilingual[];
  readonly notes: readonly Bilingual[];
};

/** `https://WWW.Example.jp:8443/x` or `www.example.jp` as it is compared. */
export function plainHost(host: string): string {
  const bare =
    host
      .trim()
      .toLowerCase()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
      .split('/')[0] ?? '';
  const unported = bare.startsWith('[')
    ? (bare.slice(1).split(']')[0] ?? '')
    : (bare.match(/:/g) ?? []).length === 1
      ? (bare.split(':')[0] ?? '')
      : bare;
  return unported.replace(/\.$/, '');
}

/** Which imported files can speak of the claim's server, and which cannot. */
export async function claimScope(engine: LogEngine, about: ClaimAbout): Promise<Result<ClaimScope, EngineFault>> {
  const facts = await readFacts(engine);
  if (!facts.ok) return facts;
  const hosts = [...new Set(about.hosts.map(plainHost).filter((host) => host !== ''))];
  const named =
    hosts.length === 0
      ? ok([])
      : await engine.read<{ file: number }>(`SELECT DISTINCT file FROM matoi.web WHERE ${hostSql} IN (${hosts.map(text).join(', ')})`);
  if (!named.ok) return named;
  return ok(scopeOf(facts.value, hosts, about.logs, new Set(named.value.map((one) => one.file))));
}

/** Pure: from what is known of the files to the lines that are asked. */
export function scopeOf(
  facts: readonly FileFacts[],
  hosts: readonly string[],
  logs: readonly string[],
  naming: ReadonlySet<number>,
): ClaimScope {
  const web = facts.filter((one) => one.table === 'web').map((one) => ({ ...one, role: roleOf(one) }));
  const declared = web.filter((one) => logs.some((log) => isFile(one, log)));
  const unknownLogs = logs.filter((log) => !web.some((one) => isFile(one, log)));
  const servers = web.filter((one) => one.role === 'server' && !declared.includes(one));
  const asked = hosts.length > 0;
  // With logs named by a person nothing else is this server's; with a host, a log that names it; with neither, every web server log.
  const namingIt = servers.filter((one) => naming.has(one.file));
  const nameless = servers.filter((one) => one.named === 0);
  const others = servers.filter((one) => one.named > 0 && !naming.has(one.file));
  const taken = asked ? namingIt : logs.length > 0 ? [] : servers;
  const own = [...declared, ...taken];
  /** Nothing says that they are another server's, and nothing says whose they are. */
  const perhaps = asked && own.length === 0 && others.length === 0 ? nameless : [];
  const passing = web.filter((one) => (one.role === 'sensor' || one.role === 'proxy') && !declared.includes(one));
  const sensors = passing.filter((one) => one.role === 'sensor');
  const among = (some: readonly FileFacts[]) => `file IN (${[...new Set(some.map((one) => one.file))].join(', ')})`;
  const hostTest = `${hostSql} IN (${hosts.map(text).join(', ')})`;
  const tests = [
    ...(declared.length > 0 ? [asked ? `(${among(declared)} AND (${hostSql} = '' OR ${hostTest}))` : among(declared)] : []),
    ...(taken.length > 0 ? [asked ? `(${among(taken)} AND ${hostTest})` : among(taken)] : []),
    ...(perhaps.length > 0 ? [among(perhaps)] : []),
    ...(asked && passing.length > 0
      ? [`(${among(passing)} AND (${hostTest} OR ${column('destination.ip')} IN (${hosts.map(text).join(', ')})))`]
      : []),
    // A sensor sees both directions: a request to an address of one's own is one to one's own server.
    ...(!asked && logs.length === 0 && sensors.length > 0 ? [`(${among(sensors)} AND ${insideSql(column('destination.ip'))})`] : []),
  ];
  const files = [...own, ...perhaps, ...(asked ? passing : logs.length === 0 ? sensors : [])];
  return {
    test: tests.length === 0 ? '0' : `(${tests.join(' OR ')})`,
    own: numbers(own),
    files: numbers(files),
    caseless: numbers(files.filter(ignoresCase)),
    holes: [
      ...unknownLogs.map((log) => ({
        ja: `「${log}」という名前のウェブのログは取り込まれていない`,
        en: `No web log named "${log}" has been imported`,
      })),
      ...(own.length > 0 ? [] : noServerLog(hosts, { perhaps, nameless, others, passing, web: web.length })),
      ...lacking(own, (one) => !one.columns.includes('url.original'), {
        ja: '何がリクエストされたか（URL）が書かれていない',
        en: 'do not say what was asked for (no URL)',
      }),
    ],
    attackHoles: [
      ...lacking(own, (one) => one.queries === 0, {
        ja: '「?」の後ろが一度も書かれていない。そこに書かれた攻撃はこのログに残らない',
        en: 'show nothing behind a "?" in any line: an attack that stands there is not in them',
      }),
      ...lacking(own, (one) => !one.columns.includes('http.request.method'), {
        ja: 'メソッドが書かれておらず、本文を伴うリクエストを見分けられない',
        en: 'do not say the method: requests with a body cannot be told',
      }),
    ],
    notes:
      perhaps.length === 0
        ? []
        : [
            {
              ja: `ログ（${names(perhaps)}）の行にホスト名がなく、${hosts.join('、')} のものかどうかは確かめられない`,
              en: `The lines of ${names(perhaps)} name no host: whether they are those of ${hosts.join(', ')} cannot be checked`,
            },
          ],
  };
}

/** One reason for the own logs that lack something. */
function lacking(own: readonly FileFacts[], lacks: (one: FileFacts) => boolean, said: Bilingual): Bilingual[] {
  const some = own.filter(lacks);
  return some.length === 0 ? [] : [{ ja: `${names(some)} の行には${said.ja}`, en: `The lines of ${names(some)} ${said.en}` }];
}

type Other = {
  readonly perhaps: readonly FileFacts[];
  readonly nameless: readonly FileFacts[];
  readonly others: readonly FileFacts[];
  readonly passing: readonly FileFacts[];
  readonly web: number;
};

function noServerLog(hosts: readonly string[], { perhaps, nameless, others, passing, web }: Other): Bilingual[] {
  const whose =
    hosts.length === 0 ? { ja: '自組織のウェブサーバー', en: 'one’s own web server' } : { ja: hosts.join('、'), en: hosts.join(', ') };
  const holes: Bilingual[] = [
    { ja: `${whose.ja} のアクセスログが取り込まれていない`, en: `No access log of ${whose.en} has been imported` },
  ];
  const maybe = perhaps.length > 0 ? perhaps : nameless;
  if (hosts.length > 0 && maybe.length > 0)
    holes.push({
      ja: `${names(maybe)} の行にはホスト名がない。このサーバーのログなら、ログの名前を指定して（--log）もう一度確かめる`,
      en: `The lines of ${names(maybe)} name no host. If they are this server's, ask again and name the log (--log)`,
    });
  if (hosts.length > 0 && others.length > 0)
    holes.push({ ja: `${names(others)} は別のホストのログ`, en: `${names(others)} holds requests to other hosts` });
  if (passing.length > 0)
    holes.push({
      ja: `プロキシーやセンサーのログ（${names(passing)}）は、外からこのサーバーへのリクエストがなかったことを示せない`,
      en: `Logs of proxies and sensors (${names(passing)}) cannot show that nobody outside asked this server`,
    });
  else if (web === 0) holes.push({ ja: 'ウェブのログが一つもない', en: 'There is no web log at all' });
  return holes;
}

function isFile(one: FileFacts, log: string): boolean {
  return String(one.file) === log || one.name === log || one.name.split('/').at(-1) === log;
}

function names(some: readonly FileFacts[]): string {
  const all = [...new Set(some.map((one) => one.name.split('/').at(-1) ?? one.name))];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} … (${all.length})` : all.join(', ');
}

function numbers(some: readonly FileFacts[]): number[] {
  return [...new Set(some.map((one) => one.file))].toSorted((a, b) => a - b);
}
