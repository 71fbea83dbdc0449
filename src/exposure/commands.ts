// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../edge/actor.ts';
import { readFile } from 'node:fs/promises';
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import type { BlobStore } from '../journal/blob-store.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import { ProblemError } from '../kernel/problem.ts';
import { credentialsOf, parseAccounts } from './tenant/accounts.ts';
import type { Accounts } from './tenant/accounts.ts';
import { readApache } from './server-config/apache-config.ts';
import { joined, pathOfText, tidied } from './path/bytes.ts';
import type { BytePath } from './path/bytes.ts';
import type { ConfigFiles } from './server-config/config-files.port.ts';
import { findingsOf } from './report/finding.ts';
import { readPools } from './server-config/fpm-config.ts';
import { beyondOf, placesOf } from './server-config/fpm-reach.ts';
import { exposureProblem } from './problems.ts';
import { progressLines } from './audit/progress.ts';
import { recordRun } from './run/record.ts';
import type { RecordDeps } from './run/record.ts';
import { headerOf } from './report/report.ts';
import type { Header } from './report/report.ts';
import { drained, rootOf } from './rights/rights.commands.ts';
import { credentialsOfRuntimes } from './server-config/runtimes.ts';
import { runOf, unsettledIn } from './run/run.ts';
import type { Run } from './run/run.ts';
import { markOf } from './run/run-file.ts';
import type { RunMark } from './run/run-file.ts';
import { scan } from './audit/scan.ts';
import type { Scan, ScanDeps } from './audit/scan.ts';
import { severityNames } from './judge/severity.ts';

export type ExposureCommandDeps = ScanDeps & {
  readonly configs: ConfigFiles;
  readonly open: () => Promise<RecordDeps & { readonly blobs: BlobStore }>;
};

/** `matoi exposure scan ROOT`: one audit of this host, with findings, proofs and the list of what was not looked at. */
export function scanCommand(deps: ExposureCommandDeps): CommandSpec {
  return {
    path: ['exposure', 'scan'],
    summary: {
      ja: '契約者どうしで読める・書き換えられる・差し替えられるものを一度に調べ、カーネルに確かめます',
      en: 'Find what tenants can read, change or replace of each other, and have the kernel confirm it',
    },
    args: 'ROOT',
    options: {
      passwd: { type: 'string', value: 'FILE', about: { ja: '利用者の一覧（既定 /etc/passwd）', en: 'accounts (default /etc/passwd)' } },
      group: { type: 'string', value: 'FILE', about: { ja: 'グループの一覧（既定 /etc/group）', en: 'groups (default /etc/group)' } },
      apache: {
        type: 'string',
        many: true,
        value: 'FILE',
        about: {
          ja: 'SuexecUserGroup などを読む Apache の設定（Include もたどる）',
          en: 'Apache configuration with SuexecUserGroup and the like; Include is followed',
        },
      },
      'fpm-pool': {
        type: 'string',
        many: true,
        value: 'FILE',
        about: { ja: 'PHP-FPM の設定（include もたどる）', en: 'PHP-FPM configuration; include is followed' },
      },
      shared: {
        type: 'string',
        many: true,
        value: 'USER',
        about: {
          ja: '複数サイトが共用する実行ユーザー（mod_php の www-data など）',
          en: 'account under which several sites run (www-data under mod_php)',
        },
      },
      'server-root': {
        type: 'string',
        value: 'DIR',
        about: { ja: 'AuthUserFile の相対パスの起点', en: 'where a relative AuthUserFile begins' },
      },
      only: { type: 'string', value: 'USER', about: { ja: '一人のホームだけを調べ直す（再点検）', en: 'audit one home again (re-check)' } },
      case: {
        type: 'string',
        value: 'CASE',
        about: { ja: '結果を事案に記録し、前回と比べる', en: 'record the run in a case and compare it with earlier ones' },
      },
      'no-proof': {
        type: 'boolean',
        about: { ja: 'カーネルへの確認を省く（結果は推定のみ）', en: 'do not ask the kernel (findings stay derived)' },
      },
      progress: { type: 'boolean', about: { ja: '進み具合を表示', en: 'show progress' } },
    },
    negative: { ja: '露出が見つかった、または調べきれていない', en: 'exposures were found, or the result is incomplete' },
    async run(call) {
      const given = call.args[0];
      if (given === undefined || call.args.length > 1)
        throw new ProblemError(exposureProblem('exposure.root-missing', undefined, { root: given ?? '' }));
      const root = rootOf(deps, given);
      const accounts = parseAccounts(
        await fileBytes(call.text('passwd') ?? '/etc/passwd'),
        await fileBytes(call.text('group') ?? '/etc/group'),
      );
      const shared = call.texts('shared').map((name) => {
        const known = credentialsOf(accounts).find((credential) => credential.name === name);
        if (known === undefined) throw new ProblemError(exposureProblem('exposure.no-such-account', undefined, { name }));
        return known;
      });
      const serverRoot = call.text('server-root');
      const runtimes = runtimesOf(deps, call, accounts, root, serverRoot === undefined ? null : pathOfText(serverRoot));
      const only = call.text('only');
      const home = only === undefined ? root : homeOf(accounts, only);
      const result = await scan(deps, {
        root: rootOf(deps, Buffer.from(home, 'latin1').toString()),
        tenantsRoot: root,
        accounts,
        shared: [...shared, ...runtimes.credentials],
        settingsUnread: runtimes.unread,
        usersUnknown: runtimes.unknown,
        beyond: runtimes.beyond,
        places: runtimes.places,
        serverRoot: serverRoot === undefined ? null : pathOfText(serverRoot),
        prove: !call.flag('no-proof'),
        ...(call.flag('progress') ? { progress: progressLines(call.lang, call.out.note, Date.now) } : {}),
      });
      return finishScan(deps, call, result, headerOf(result, deps.host), only ?? null, null);
    },
  };
}

/** Under whom CGIs and pools run, as the servers' own settings say. */
function runtimesOf(
  { configs, host }: Pick<ExposureCommandDeps, 'configs' | 'host'>,
  call: CommandCall,
  accounts: Accounts,
  root: BytePath,
  serverRoot: BytePath | null,
) {
  const isThere = (path: BytePath) => host.look(path).is === 'there';
  const here = pathOfText(process.cwd());
  const given = (name: string) =>
    call.texts(name).map((path) => tidied(path.startsWith('/') ? pathOfText(path) : joined(here, pathOfText(path))));
  const pools = given('fpm-pool').map((path) => readPools(configs, path));
  const read = [...given('apache').map((path) => readApache(configs, path, serverRoot)), ...pools];
  return {
    ...credentialsOfRuntimes(
      accounts,
      read.flatMap(({ runs }) => runs),
      root,
    ),
    unread: read.flatMap(({ unread }) => unread),
    beyond: beyondOf(
      pools.flatMap((each) => each.pools),
      accounts,
      isThere,
    ),
    places: placesOf(pools.flatMap((each) => each.pools)).filter(({ path }) => isThere(path)),
  };
}

function homeOf(accounts: Accounts, name: string): BytePath {
  const account = accounts.accounts.find((each) => each.name === name);
  if (account === undefined) throw new ProblemError(exposureProblem('exposure.no-such-account', undefined, { name }));
  return account.home;
}

/** Prints, records where a case is named, and says by its exit code whether anything was found or left out. */
export async function finishScan(
  deps: Pick<ExposureCommandDeps, 'open'>,
  call: CommandCall,
  result: Scan,
  header: Header,
  only: string | null,
  raw: Uint8Array | null,
): Promise<ExitCode> {
  const mark = markOf({ root: result.root, only, unsettled: unsettledIn(result, only) });
  await write(call, result, header, mark);
  const named = call.text('case');
  if (named !== undefined) await recordIn(deps, call, named, runOf(result, header, only), raw);
  return header.totals.findings > 0 || header.completeness.status === 'incomplete' ? 1 : 0;
}

async function recordIn(
  deps: Pick<ExposureCommandDeps, 'open'>,
  call: CommandCall,
  named: string,
  run: Run,
  raw: Uint8Array | null,
): Promise<void> {
  const opened = await deps.open();
  const caseId = parseCaseId(named);
  if (caseId === null || (await opened.journal.view(caseId)) === null) throw new ProblemError(exposureProblem('exposure.no-such-case'));
  const actor = callerOf(call);
  const { runId, states } = await recordRun(opened, caseId, actor, run, raw === null ? null : await opened.blobs.put(raw));
  call.out.note(
    `${caseId} ${runId}: new ${states.new}, open ${states.open}, fixed ${states.fixed}, regressed ${states.regressed}, waived ${states.waived}`,
  );
}

async function fileBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ProblemError(exposureProblem('exposure.file-missing', undefined, { path }), { cause });
  }
}

/** At most one line a second; the number of objects is not known beforehand, so rate and count are shown. */

async function write(call: CommandCall, result: Scan, header: Header, run: RunMark): Promise<void> {
  if (call.format === 'words') return writeWords(call, result, header);
  const lines: string[] = [];
  const flush = async () => {
    call.out.bytes(new TextEncoder().encode(lines.join('')));
    lines.length = 0;
    await drained();
  };
  const all = call.format === 'json';
  const head = inert(JSON.stringify({ ...header, run }));
  lines.push(all ? `${head.slice(0, -1)},"findings":[` : `${head}\n`);
  let count = 0;
  for (const finding of findingsOf(result)) {
    const text = inert(JSON.stringify(finding));
    lines.push(all ? `${count === 0 ? '' : ','}\n${text}` : `${text}\n`);
    count += 1;
    if (lines.length >= 500) await flush();
  }
  if (all) lines.push('\n]}\n');
  await flush();
}

/** Paths are inert already (see shown); this is for whatever else could reach a terminal. */
function inert(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function writeWords(call: CommandCall, result: Scan, { completeness, totals }: Header): Promise<void> {
  const { out, lang } = call;
  const words = {
    ja: [
      completeness.status === 'complete'
        ? '対象をすべて調べました。'
        : `調べきれていません：${completeness.reasons.map((reason) => reason[lang]).join(' / ')}`,
      `対象 ${totals.objects} 個（ファイル ${totals.files}、ディレクトリ ${totals.directories}、リンク ${totals.links}）、契約者 ${totals.tenants}`,
      `露出 ${totals.findings} 件（実際の権限で確認 ${totals.proved}、推定 ${totals.derived}）、影響する契約者 ${totals.tenantsAffected}`,
    ],
    en: [
      completeness.status === 'complete'
        ? 'Everything was looked at.'
        : `Incomplete: ${completeness.reasons.map((reason) => reason[lang]).join(' / ')}`,
      `${totals.objects} objects (${totals.files} files, ${totals.directories} directories, ${totals.links} links), ${totals.tenants} tenants`,
      `${totals.findings} exposures (${totals.proved} proved by the kernel, ${totals.derived} derived), ${totals.tenantsAffected} tenants affected`,
    ],
  }[lang];
  for (const line of words) out.line(line);
  const beside = { ja: '調べていないもの', en: 'Not looked at' }[lang];
  for (const each of completeness.notConsidered) out.line(`  ${beside}: ${each[lang]}`);
  for (const [rule, count] of Object.entries(totals.byRule)) if (count > 0) out.line(`  ${String(count).padStart(8)}  ${rule}`);
  for (const finding of findingsOf(result)) {
    const who = finding.grants.map((grant) => `${grant.everyOther ? '*' : grant.names.join(',')}:${grant.rights.join('+')}`).join(' ');
    out.row([severityNames[finding.severity][lang], finding.rule, finding.proof, finding.tenant ?? '-', finding.path, who]);
    await drained();
  }
}
