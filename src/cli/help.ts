// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import type { Lang } from '../kernel/bilingual.ts';
import { optionsOf } from './person.ts';
import type { CommandGroup } from './table.ts';

const words = {
  ja: {
    title: 'Matoi（纏）：インシデント対応デスク',
    usage: '使い方',
    options: '指定',
    more: '各コマンドの説明：matoi help <コマンド>（語の一部でも可：matoi help contain）。版：matoi version。Tab 補完：matoi completion bash|zsh|fish',
    negative: '終了コード 1',
    common: '共通：--json --jsonl --lang ja|en --help',
  },
  en: {
    title: 'Matoi: the incident desk',
    usage: 'Usage',
    options: 'Options',
    more: 'About one command: matoi help COMMAND; about several: matoi help contain. Version: matoi version. Tab completion: matoi completion bash|zsh|fish',
    negative: 'Exit code 1',
    common: 'Everywhere: --json --jsonl --lang ja|en --help',
  },
} satisfies Record<Lang, Record<string, string>>;

/** What there is, a paragraph a part, in the order in which an incident flows. */
export function groupsOverview(groups: readonly CommandGroup[], lang: Lang): string {
  const say = words[lang];
  const paragraphs = groups.map((group) => `${group.about[lang]}\n${group.names.map((name) => `  matoi ${name}\n`).join('')}`);
  return `${say.title}\n\n${paragraphs.join('\n')}\n${say.common}\n${say.more}\n`;
}

/** All commands in one language, sorted by their words. */
export function overview(commands: readonly CommandSpec[], lang: Lang): string {
  const say = words[lang];
  return `${say.title}\n\n${rowsOf(commands, lang)}\n\n${say.common}\n${say.more}\n`;
}

/** A line of usage and one of what it does for each command. */
export function rowsOf(commands: readonly CommandSpec[], lang: Lang): string {
  const rows = commands.map((command) => [`matoi ${command.path.join(' ')} ${command.args}`.trimEnd(), command.summary[lang]] as const);
  return rows
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([usage, summary]) => `  ${usage}\n      ${summary}`)
    .join('\n');
}

/** One command in one language: usage, options, what a negative outcome means. */
export function helpFor(command: CommandSpec, lang: Lang): string {
  const say = words[lang];
  const options = Object.entries(optionsOf(command)).map(
    ([name, option]) =>
      `  --${name}${option.type === 'string' ? ` ${option.value ?? 'TEXT'}` : ''}${option.many ? ' …' : ''}\n      ${option.about[lang]}`,
  );
  return [
    `${say.usage}: matoi ${command.path.join(' ')} ${command.args}`.trimEnd(),
    '',
    command.summary[lang],
    ...(options.length > 0 ? ['', `${say.options}:`, ...options] : []),
    ...(command.negative === undefined ? [] : ['', `${say.negative}: ${command.negative[lang]}`]),
    '',
    say.common,
    '',
  ].join('\n');
}
