// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { inertText } from '../../kernel/text.ts';
import { parseAccounts } from '../tenant/accounts.ts';
import { parseCollected, scanDepsOf } from './collected.ts';
import type { Collector } from './collector.port.ts';
import { KERNEL_QUESTIONS, proverThrough } from '../prove/kernel-questions.ts';
import { exposureProblem } from '../problems.ts';
import type { Prover } from '../prove/prover.port.ts';
import { headerOf } from '../report/report.ts';
import { scan } from '../audit/scan.ts';
import type { Scan, ScanDeps } from '../audit/scan.ts';
import type { Header } from '../report/report.ts';

export type RemoteCommandDeps = {
  readonly collector: Collector;
  readonly hash: HashBytes;
  /** Prints a scan as `exposure scan` does, and records it when --case is given. */
  readonly finish: (call: CommandCall, deps: ScanDeps, result: Scan, header: Header, raw: Uint8Array) => Promise<ExitCode>;
};

/** A stream larger than this is not a collection of one host. */
const MOST = 2_000_000_000;
const shared = {
  passwd: {
    type: 'string',
    value: 'FILE',
    about: { ja: '利用者の一覧（既定は相手のもの）', en: 'accounts (default: those of the other machine)' },
  },
  group: {
    type: 'string',
    value: 'FILE',
    about: { ja: 'グループの一覧（既定は相手のもの）', en: 'groups (default: those of the other machine)' },
  },
  case: { type: 'string', value: 'CASE', about: { ja: '結果と原本を事案に記録する', en: 'record the run and the raw stream in a case' } },
} as const;

/** `matoi exposure collect|import|collector`: a run on another host, and what it brought home. */
export function remoteCommands(deps: RemoteCommandDeps): readonly CommandSpec[] {
  return [collectCommand(deps), importCommand(deps), scriptCommand(deps)];
}

function collectCommand(deps: RemoteCommandDeps): CommandSpec {
  return {
    path: ['exposure', 'collect'],
    summary: { ja: '別のサーバーから OpenSSH 経由で読み取りだけの調査をします', en: 'Audit another machine over OpenSSH, reading only' },
    args: 'USER@HOST ROOT',
    options: {
      ...shared,
      save: { type: 'string', value: 'FILE', about: { ja: '受け取った原本を保存するファイル', en: 'where the raw stream is kept' } },
      port: { type: 'string', value: 'N', about: { ja: 'ポート番号', en: 'port' } },
      identity: { type: 'string', value: 'FILE', about: { ja: '秘密鍵のファイル', en: 'identity file' } },
      'ssh-config': { type: 'string', value: 'FILE', about: { ja: 'ssh の設定ファイル', en: 'ssh configuration file' } },
      'ssh-option': { type: 'string', many: true, value: 'K=V', about: { ja: 'ssh の -o 指定', en: 'an option for ssh -o' } },
      sudo: { type: 'boolean', about: { ja: 'sudo -n で実行する', en: 'run by sudo -n' } },
      'no-proof': {
        type: 'boolean',
        about: { ja: '相手のカーネルへの確認を省く（結果は推定のみ）', en: 'do not ask its kernel (findings stay derived)' },
      },
    },
    negative: { ja: '露出が見つかった、または調べきれていない', en: 'exposures were found, or the result is incomplete' },
    async run(call) {
      const [target, root] = call.args;
      if (target === undefined || root === undefined || target.startsWith('-') || !root.startsWith('/'))
        throw new ProblemError(exposureProblem('exposure.collection-failed', undefined, { detail: 'USER@HOST /ROOT' }));
      call.out.note(`collector sha256 ${deps.hash(deps.collector.script())}`);
      if (!call.flag('no-proof')) call.out.note(`kernel questions sha256 ${deps.hash(KERNEL_QUESTIONS)}`);
      const [port, identity, config] = [call.text('port'), call.text('identity'), call.text('ssh-config')];
      const sshArguments = [
        ...(port === undefined ? [] : ['-p', port]),
        ...(identity === undefined ? [] : ['-i', identity]),
        ...(config === undefined ? [] : ['-F', config]),
        ...call.texts('ssh-option').flatMap((option) => ['-o', option]),
      ];
      const afar = { target, sshArguments, sudo: call.flag('sudo') };
      const end = await deps.collector.collect(afar, root, MOST);
      const save = call.text('save');
      if (save !== undefined && end.bytes.length > 0) await writeFile(save, end.bytes, { mode: 0o600, flag: 'wx' });
      if (end.said.trim() !== '') call.out.note(end.said.trim());
      if (end.bytes.length === 0)
        throw new ProblemError(exposureProblem('exposure.collection-failed', undefined, { detail: inertText(end.said.slice(0, 500)) }));
      return audit(deps, call, end.bytes, call.flag('no-proof') ? null : proverThrough(deps.collector.shell(afar)));
    },
  };
}

function importCommand(deps: RemoteCommandDeps): CommandSpec {
  return {
    path: ['exposure', 'import'],
    summary: {
      ja: '現地で取った調査ファイル（collector.sh の出力）を読み込み、判定します',
      en: 'Judge a file that collector.sh wrote on another machine',
    },
    args: 'FILE',
    options: { ...shared },
    negative: { ja: '露出が見つかった、または調べきれていない', en: 'exposures were found, or the result is incomplete' },
    async run(call) {
      const [file] = call.args;
      return audit(deps, call, await readGiven(file ?? ''), null);
    },
  };
}

function scriptCommand(deps: RemoteCommandDeps): CommandSpec {
  return {
    path: ['exposure', 'collector'],
    summary: { ja: '現地で動かす読み取り専用スクリプトを出力します', en: 'Print the read-only script that runs on the other machine' },
    args: '',
    options: {},
    run(call) {
      call.out.note(`sha256 ${deps.hash(deps.collector.script())}`);
      call.out.bytes(deps.collector.script());
      return Promise.resolve(0);
    },
  };
}

async function readGiven(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ProblemError(exposureProblem('exposure.file-missing', undefined, { path: file }), { cause });
  }
}

async function audit(deps: RemoteCommandDeps, call: CommandCall, bytes: Uint8Array, prover: Prover | null): Promise<ExitCode> {
  call.out.note(`stream sha256 ${deps.hash(bytes)}, ${bytes.length} bytes`);
  const collected = parseCollected(bytes);
  if (typeof collected === 'string') throw new ProblemError(exposureProblem('exposure.not-a-collection', { code: collected }));
  const scanDeps = prover === null ? scanDepsOf(collected) : scanDepsOf(collected, prover);
  const passwd = call.text('passwd');
  const group = call.text('group');
  const accounts = parseAccounts(
    passwd === undefined ? collected.section('passwd') : await readGiven(passwd),
    group === undefined ? collected.section('group') : await readGiven(group),
  );
  const result = await scan(scanDeps, { root: collected.root, accounts, shared: [], serverRoot: null, prove: true });
  return deps.finish(call, scanDeps, result, headerOf(result, scanDeps.host), bytes);
}
