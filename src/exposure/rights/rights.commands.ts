// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { resolve as absolute } from 'node:path';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { placed, rightsAsker } from './ask-rights.ts';
import { base64OfPath, pathOfBytes, pathOfText, shown, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { parseId } from '../permission/credential.ts';
import type { Credential } from '../permission/credential.ts';
import type { Host } from '../host/host.port.ts';
import { exposureProblem } from '../problems.ts';
import { resolve } from '../host/resolve.ts';
import { rightNames } from './rights.ts';
import type { Rights } from './rights.ts';

type Deps = { readonly host: Host };

/** `matoi exposure rights`: what one credential may do to each path, by the kernel's own rules. */
export function rightsCommand(deps: Deps): CommandSpec {
  return {
    path: ['exposure', 'rights'],
    summary: {
      ja: 'ある利用者（uid・gid・グループ）がそれぞれのパスに何をできるかを、カーネルと同じ判定で答えます',
      en: 'Say what one credential may do to each path, exactly as the kernel would',
    },
    args: '[PATH…]',
    options: {
      root: { type: 'string', value: 'DIR', about: { ja: '相対パスの起点', en: 'where relative paths begin' } },
      uid: { type: 'string', value: 'N', about: { ja: '利用者番号', en: 'user id' } },
      gid: { type: 'string', value: 'N', about: { ja: '主グループ番号', en: 'primary group id' } },
      groups: { type: 'string', value: 'A,B', about: { ja: '補助グループ番号', en: 'supplementary group ids' } },
      stdin0: { type: 'boolean', about: { ja: 'NUL 区切りのパスを標準入力から読む', en: 'read NUL-separated paths from standard input' } },
    },
    async run(call) {
      const root = rootOf(deps, call.text('root') ?? '/');
      const credential = credentialFrom(call);
      const asker = rightsAsker({ host: deps.host, credential });
      const here = pathOfText(process.cwd());
      const isThere = (path: BytePath) => deps.host.look(path).is === 'there';
      const answer = async (given: readonly BytePath[]) => {
        const answers = await asker.ask(given.map((path) => placed(path, root, here, isThere)));
        for (const [at, { rights }] of answers.entries()) writeRights(call, given[at] as BytePath, rights);
        await drained();
      };
      if (!call.flag('stdin0')) await answer(call.args.map(pathOfText));
      else for await (const batch of nulSeparated(call.stdin(), 4000)) await answer(batch);
      for (const missed of asker.missed()) call.out.note(missed);
      return 0;
    },
  };
}

function writeRights(call: CommandCall, path: BytePath, rights: Rights): void {
  const granted = Object.fromEntries(rightNames.map((right) => [right, rights[right].granted]));
  const why = Object.fromEntries(
    rightNames.map((right) => {
      const { component, rule, detail } = rights[right].why;
      return [right, { component: shown(component), rule, ...(detail === undefined ? {} : { detail }) }];
    }),
  );
  if (call.format === 'words') {
    const letters = rightNames.map((right) => (rights[right].granted ? right : '-'.repeat(right.length))).join(' ');
    call.out.line(`${letters}  ${shown(path)}`);
  } else call.out.item({ pathBytes: base64OfPath(path), ...granted, why });
}

function credentialFrom(call: CommandCall): Credential {
  const uid = parseId(call.text('uid') ?? '');
  const gid = parseId(call.text('gid') ?? '');
  const groups = (call.text('groups') ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(parseId);
  if (uid === null || gid === null || groups.includes(null)) throw new ProblemError(exposureProblem('exposure.wrong-credential'));
  return { name: `uid ${uid}`, uid, gid, groups: groups.filter((id) => id !== null) };
}

/** Batches of NUL-separated names; what stands after the last NUL counts as a name too, when it is not empty. */
async function* nulSeparated(input: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<readonly BytePath[]> {
  let left = '';
  let batch: BytePath[] = [];
  for await (const chunk of input) {
    const names = (left + pathOfBytes(chunk)).split('\0');
    left = names.pop() ?? '';
    for (const name of names) {
      if (name === '') continue;
      batch.push(name as BytePath);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  }
  if (left !== '') batch.push(left as BytePath);
  if (batch.length > 0) yield batch;
}

/** Absolute and led through every link, so that components are what they seem. */
export function rootOf(deps: Deps, given: string): BytePath {
  const trail = resolve(tidied(pathOfText(absolute(given))), deps.host.look);
  if ('missing' in trail.end) throw new ProblemError(exposureProblem('exposure.root-missing', undefined, { root: given }));
  return trail.end.path;
}

/** Lets a slow reader catch up, so that a million lines do not pile up in memory. */
export async function drained(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
}
