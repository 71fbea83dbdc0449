// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../edge/command.ts';
import { runCommandLine, runGroups } from './cli.ts';
import type { CommandGroup } from './table.ts';

const command = (path: string, args: string): CommandSpec => ({
  path: path.split(' '),
  summary: { ja: `${path} の説明`, en: `what ${path} does` },
  args,
  options: { at: { type: 'string', value: 'TIME', about: { ja: '時刻', en: 'a time' } } },
  run: async (call) => {
    call.out.line(`ran ${path} ${call.args.join(' ')}`.trimEnd());
    return 0;
  },
});
const commands = [
  command('bell ring', 'TOWER'),
  command('bell list', ''),
  command('ladder', ''),
  command('ladder raise', 'HOUSE FLOOR…'),
  command('ladder plan', '[HOUSE]'),
  command('hose', 'PUMP [LENGTH WIDTH]'),
];
const group: CommandGroup = {
  about: { ja: '火消し', en: 'Fire brigade' },
  names: commands.map((one) => one.path.join(' ')),
  load: async () => commands,
};

async function call(line: string, env: Record<string, string> = { LANG: 'en_GB.UTF-8' }) {
  const said = { out: '', err: '' };
  const code = await runGroups(
    [group],
    { version: '9.8.7' },
    {
      argv: line.split(' ').filter(Boolean),
      env,
      streams: { stdout: (bytes) => (said.out += String(bytes)), stderr: (text) => (said.err += text), terminal: false },
      stdin: async function* () {},
    },
  );
  return { code, ...said };
}

describe('cli', () => {
  it.each([
    ['bell ring', 2, 'A word is missing. Usage: matoi bell ring TOWER'],
    ['bell ring east west', 2, 'There are words too many (west). Usage: matoi bell ring TOWER'],
    ['bell list all', 2, 'There are words too many (all)'],
    ['ladder raise north', 2, 'A word is missing'],
    ['ladder plan a b', 2, 'words too many (b)'],
    ['hose', 2, 'A word is missing'],
    ['hose a b c d', 2, 'words too many (d)'],
    ['ladder rais', 2, 'Did you mean: matoi ladder raise?'],
    ['bell rnig', 2, 'Did you mean: matoi bell ring?'],
    ['blel ring x', 2, 'matoi bell ring'],
    ['quench', 2, 'There is no command "quench"'],
    ['--bogus', 2, 'There is no option "--bogus"'],
    ['bell list --lang fr', 2, 'There is no language "fr"'],
    ['bell list --at', 2, 'Wrong arguments'],
    ['completion powershell', 2, 'completion bash|zsh|fish'],
  ])('refuses "%s" and runs nothing', async (line, code, sentence) => {
    const answer = await call(line);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(sentence);
    expect(answer.out).toBe('');
  });

  it.each([
    ['bell ring east', 'ran bell ring east'],
    ['ladder', 'ran ladder'],
    ['ladder raise north 1 2 3', 'ran ladder raise north 1 2 3'],
    ['ladder plan', 'ran ladder plan'],
    ['hose a', 'ran hose a'],
    ['hose a b c', 'ran hose a b c'],
    ['ladder plan north', 'ran ladder plan north'],
    ['--lang en bell list', 'ran bell list'],
    ['version', 'matoi 9.8.7'],
    ['--version', 'matoi 9.8.7'],
    ['-V', 'matoi 9.8.7'],
    ['', 'Fire brigade'],
    ['--help', 'Fire brigade'],
    ['help', 'Fire brigade'],
    ['help bell ring', 'Usage: matoi bell ring TOWER'],
    ['bell ring --help', 'Usage: matoi bell ring TOWER'],
    ['help bell', 'matoi bell list'],
    ['bell --help', 'matoi bell list'],
    ['help ladder', 'matoi ladder raise HOUSE FLOOR…'],
  ])('answers "%s" with 0', async (line, words) => {
    const answer = await call(line);
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect(answer.out).toContain(words);
  });

  it('words that begin commands and are none themselves are a wrong call, with what follows them', async () => {
    expect(await call('bell')).toMatchObject({ code: 2, err: '' });
    expect((await call('bell')).out).toContain('matoi bell ring TOWER');
  });

  it.each<readonly [Record<string, string>, string]>([
    [{ LC_ALL: '', LANG: 'ja_JP.UTF-8' }, '火消し'],
    [{ MATOI_LANG: '', LC_ALL: '', LC_MESSAGES: 'ja_JP.UTF-8', LANG: 'C' }, '火消し'],
    [{ LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'Fire brigade'],
    [{}, 'Fire brigade'],
  ])('speaks the language of %j', async (env, words) => {
    expect((await call('', env)).out).toContain(words);
  });

  it.each(['bash', 'zsh', 'fish'])('completes every command in %s', async (shell) => {
    const { code, out } = await call(`completion ${shell}`);
    expect(code).toBe(0);
    for (const word of ['bell', 'ladder', 'ring', 'raise']) expect(out).toContain(word);
  });

  it.each([
    ['matoi b', 1, 'bell'],
    ['matoi bell r', 2, 'ring'],
    ['matoi ladder ', 2, 'plan raise'],
    ['matoi bell ring no', 3, ''],
  ])('a real bash finishes "%s"', async (typed, at, words) => {
    const { out } = await call('completion bash');
    const line = typed.split(' ').map((word) => `'${word}'`);
    const script = `${out}\nCOMP_WORDS=(${line.join(' ')}); COMP_CWORD=${at}; _matoi; echo "\${COMPREPLY[*]}"`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim()).toBe(words);
  });

  it.each([
    [[], '[]\n', ''],
    [[1], '[\n{"at":1}\n]\n', '{"at":1}\n'],
    [[1, 2], '[\n{"at":1},\n{"at":2}\n]\n', '{"at":1}\n{"at":2}\n'],
  ])('a list of %j is one document with --json, and lines with --jsonl', async (rows, json, lines) => {
    const listing: CommandSpec = {
      ...command('bell count', ''),
      run: async ({ out }) => {
        out.item(null);
        for (const at of rows) out.item({ at });
        return 0;
      },
    };
    const said = async (option: string) => {
      const words: string[] = [];
      const streams = { stdout: (bytes: string | Uint8Array) => void words.push(String(bytes)), stderr: () => undefined, terminal: false };
      await runCommandLine([listing], { argv: ['bell', 'count', option], env: {}, streams, stdin: async function* () {} });
      return words.join('');
    };
    expect([await said('--json'), await said('--jsonl')]).toEqual([json, lines]);
    expect(JSON.parse(json)).toEqual(rows.map((at) => ({ at })));
  });
});
