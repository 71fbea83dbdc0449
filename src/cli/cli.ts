// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { userInfo } from 'node:os';
import type { CommandCall, CommandSpec, ExitCode, Output } from '../edge/command.ts';
import { isLang } from '../kernel/bilingual.ts';
import type { Lang } from '../kernel/bilingual.ts';
import { ProblemError } from '../kernel/problem.ts';
import { inertText } from '../kernel/text.ts';
import { groupsOverview, helpFor, overview } from './help.ts';
import { createOutput } from './output.ts';
import { cliProblem } from './problems.ts';
import type { Streams } from './output.ts';
import { commandsBeginning } from './table.ts';
import type { CommandGroup } from './table.ts';

export type Invocation = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Notes that `operator` read of a case, or of many (`*`); absent where a test looks at words alone. */
  readonly trace?: (of: string, operator: string, route: string) => Promise<void>;
};

const COMMON = {
  json: { type: 'boolean' },
  jsonl: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The command line over all groups: without a word the overview, else the commands that begin with the first word. */
export async function runGroups(groups: readonly CommandGroup[], invocation: Invocation): Promise<ExitCode> {
  const given = { ...invocation, argv: commandFirst(invocation.argv) };
  const [word] = given.argv;
  if (word === undefined || word.startsWith('-')) {
    given.streams.stdout(groupsOverview(groups, languageOf(given.argv, given.env)));
    return 0;
  }
  return runCommandLine(await commandsBeginning(groups, word), given);
}

/** `matoi --lang ja receive FILE` is `matoi receive FILE --lang ja`. */
function commandFirst(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '--lang');
  return at <= 0 ? argv : [...argv.slice(at), ...argv.slice(0, at)];
}

/** Finds the command, parses its options, runs it, and turns what it throws into the three sentences and an exit code. */
export async function runCommandLine(commands: readonly CommandSpec[], given: Invocation): Promise<ExitCode> {
  const lang = languageOf(given.argv, given.env);
  const command = findCommand(commands, given.argv);
  if (command === null) return overviewOrUnknown(commands, given, lang);
  const parsed = parse(command, given.argv.slice(command.path.length));
  if ('wrong' in parsed) {
    createOutput(given.streams, lang, 'words').problem(wrongCall(command, parsed.wrong));
    return 2;
  }
  if (parsed.values['help'] === true) {
    given.streams.stdout(helpFor(command, lang));
    return 0;
  }
  const format = parsed.values['jsonl'] === true ? 'jsonl' : parsed.values['json'] === true ? 'json' : 'words';
  const out = createOutput(given.streams, lang, format);
  const call: CommandCall = {
    args: parsed.positionals,
    flag: (name) => parsed.values[name] === true,
    text: (name) => [parsed.values[name]].flat().findLast((value) => typeof value === 'string'),
    texts: (name) => [parsed.values[name]].flat().filter((value) => typeof value === 'string'),
    lang,
    format,
    out,
    stdin: given.stdin,
    operator: userInfo().username,
  };
  try {
    await leaveTrace(command, call, given.trace);
    return await command.run(call);
  } catch (cause) {
    return reportFailure(out, cause, given.env);
  }
}

/** Before the command runs: what could not be traced is not shown. */
async function leaveTrace(command: CommandSpec, call: CommandCall, trace: Invocation['trace']): Promise<void> {
  const read = command.reads?.(call) ?? null;
  if (read === null || trace === undefined) return;
  const words = read.words === undefined ? '' : ` ${inertText(JSON.stringify(read.words)).slice(0, 250)}`;
  await trace(read.of, call.operator, `matoi ${command.path.join(' ')}${words}`);
}

type Parsed = {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
};

function parse(command: CommandSpec, argv: readonly string[]): Parsed | { readonly wrong: string } {
  const options: Record<string, { type: 'boolean' | 'string'; multiple?: boolean }> = { ...COMMON };
  for (const [name, option] of Object.entries(command.options)) options[name] = { type: option.type, multiple: option.many === true };
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (cause) {
    return { wrong: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** The longest path that the words begin with: `hunt sigma compile` before `hunt`. */
function findCommand(commands: readonly CommandSpec[], argv: readonly string[]): CommandSpec | null {
  const fitting = commands.filter((command) => command.path.every((word, index) => argv[index] === word));
  return fitting.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function overviewOrUnknown(commands: readonly CommandSpec[], given: Invocation, lang: Lang): ExitCode {
  const words = given.argv.filter((word) => !word.startsWith('-'));
  const under = commands.filter((command) => words.every((word, index) => command.path[index] === word));
  if (words.length === 0 || under.length > 0) {
    given.streams.stdout(overview(under.length > 0 ? under : commands, lang));
    return words.length === 0 ? 0 : 2;
  }
  createOutput(given.streams, lang, 'words').problem(cliProblem('cli.unknown-command', undefined, { words: words.join(' ') }));
  return 2;
}

function wrongCall(command: CommandSpec, wrong: string) {
  return cliProblem('cli.wrong-call', undefined, { wrong, command: command.path.join(' ') });
}

/** Problems with a status of 503 mean that something outside is missing (3); others that the call was wrong (2). Bugs keep their stack. */
function reportFailure(out: Output, cause: unknown, env: Invocation['env']): ExitCode {
  if (cause instanceof ProblemError) {
    out.problem(cause.problem);
    return cause.problem.status >= 500 ? 3 : 2;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  out.problem(cliProblem('cli.unexpected', undefined, { message }));
  if (env['MATOI_DEBUG']) out.note(cause instanceof Error ? (cause.stack ?? message) : message);
  return 3;
}

function languageOf(argv: readonly string[], env: Invocation['env']): Lang {
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  if (isLang(asked)) return asked;
  const set = env['MATOI_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return set.startsWith('ja') ? 'ja' : 'en';
}
