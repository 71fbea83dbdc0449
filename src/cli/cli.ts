// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { userInfo } from 'node:os';
import { systemReason } from '../common/words/system-reasons.ts';
import { callerOf } from '../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode, Output } from '../edge/command.ts';
import { isLang } from '../kernel/bilingual.ts';
import type { Lang } from '../kernel/bilingual.ts';
import { ProblemError } from '../kernel/problem.ts';
import type { Problem } from '../kernel/problem.ts';
import { inertText } from '../kernel/text.ts';
import { arityOf } from './arity.ts';
import { completionScript, isShell } from './completion.ts';
import { groupsOverview, helpFor, overview, rowsOf } from './help.ts';
import { nearestTo } from '../kernel/nearest.ts';
import { createOutput } from './output.ts';
import { optionsOf, personOf } from './person.ts';
import type { Asked, Identify } from './person.ts';
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
  readonly trace?: (of: string, readerId: string, route: string) => Promise<void>;
  /** Proves who somebody of the register is, for a command that lets something out. */
  readonly identify?: Identify;
  readonly ask?: (what: Asked, lang: Lang) => Promise<string>;
};

const COMMON = {
  json: { type: 'boolean' },
  jsonl: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const ASKS_VERSION = ['--version', '-V', 'version'];
const ASKS_HELP = ['--help', '-h', 'help'];

/**
 * The command line over all groups: without a word, or with `help`, the overview; `help VERB`, `version` and
 * `completion SHELL` are its own; else the commands that begin with the first word.
 */
export async function runGroups(groups: readonly CommandGroup[], about: About, invocation: Invocation): Promise<ExitCode> {
  const argv = commandFirst(invocation.argv);
  const [word, ...rest] = argv;
  const { streams, env } = invocation;
  const lang = languageOf(argv, env);
  const refuse = (...problem: Parameters<typeof cliProblem>): ExitCode => {
    createOutput(streams, lang, 'words').problem(cliProblem(...problem));
    return 2;
  };
  const names = groups.flatMap((group) => group.names);
  if (word !== undefined && ASKS_VERSION.includes(word)) {
    streams.stdout(`matoi ${about.version}\n`);
    return 0;
  }
  if (word === 'completion') {
    const [shell] = rest;
    if (!isShell(shell) || rest.length > 1)
      return refuse('cli.wrong-call', undefined, { wrong: rest.join(' '), command: 'completion bash|zsh|fish' });
    streams.stdout(completionScript(shell, [...names, 'completion bash', 'completion zsh', 'completion fish', 'help', 'version']));
    return 0;
  }
  const asked = word !== undefined && ASKS_HELP.includes(word) ? [...rest.filter((one) => !one.startsWith('-')), '--help'] : argv;
  const [first] = asked;
  if (first === undefined || first === '--help' || first.startsWith('--lang')) {
    streams.stdout(groupsOverview(groups, lang));
    return 0;
  }
  if (first.startsWith('-')) return refuse('cli.unknown-option', undefined, { option: first });
  // Settings are read where a part is loaded: one that cannot be read is told like all else.
  const known = await commandsBeginning(groups, first).catch((cause: unknown) =>
    reportFailure(createOutput(streams, lang, 'words'), cause, env),
  );
  if (typeof known === 'number') return known;
  return known.length > 0 ? runCommandLine(known, { ...invocation, argv: asked }) : refuse(...unknownCommand(asked, names));
}

export type About = { readonly version: string };

/** What was probably meant: the nearest first words, or the nearest whole commands. */
function unknownCommand(argv: readonly string[], names: readonly string[]): Parameters<typeof cliProblem> {
  const words = argv.filter((word) => !word.startsWith('-'));
  const said = words.join(' ');
  const whole = nearestTo(words.slice(0, 2).join(' '), names);
  const meant = whole.length > 0 ? whole : nearestTo(words[0] ?? '', [...new Set(names.map((name) => name.split(' ')[0] ?? ''))]);
  if (meant.length === 0) return ['cli.unknown-command', undefined, { words: said }];
  return ['cli.unknown-command-like', undefined, { words: said, meant: meant.map((name) => `matoi ${name}`).join(', ') }];
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
  const below = commands.filter(
    (one) => one.path.length > command.path.length && command.path.every((word, index) => one.path[index] === word),
  );
  if (!('wrong' in parsed) && parsed.values['help'] === true) {
    given.streams.stdout(helpFor(command, lang) + (below.length > 0 ? `\n${rowsOf(below, lang)}\n` : ''));
    return 0;
  }
  const problem = 'wrong' in parsed ? wrongCall(command, parsed.wrong) : wrongWords(command, below, parsed);
  if (problem !== null || 'wrong' in parsed) {
    if (problem !== null) createOutput(given.streams, lang, 'words').problem(problem);
    return 2;
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
    const ask = given.ask;
    const who = await personOf(command.releases?.(call) ?? null, call.text('as'), call.operator, {
      ...(given.identify === undefined ? {} : { identify: given.identify }),
      ...(ask === undefined ? {} : { ask: (what) => ask(what, lang) }),
    });
    if (!who.ok) {
      out.problem(who.error);
      return 2;
    }
    const named = { ...call, person: who.value };
    await leaveTrace(command, named, given.trace);
    const code = await command.run(named);
    out.finish();
    return code;
  } catch (cause) {
    return reportFailure(out, cause, given.env);
  }
}

/** Before the command runs: what could not be traced is not shown. */
async function leaveTrace(command: CommandSpec, call: CommandCall, trace: Invocation['trace']): Promise<void> {
  const read = command.reads?.(call) ?? null;
  if (read === null || trace === undefined) return;
  const words = read.words === undefined ? '' : ` ${inertText(JSON.stringify(read.words)).slice(0, 250)}`;
  await trace(read.of, callerOf(call).id, `matoi ${command.path.join(' ')}${words}`);
}

type Parsed = {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
};

function parse(command: CommandSpec, argv: readonly string[]): Parsed | { readonly wrong: string } {
  const options: Record<string, { type: 'boolean' | 'string'; multiple?: boolean }> = { ...COMMON };
  for (const [name, option] of Object.entries(optionsOf(command))) options[name] = { type: option.type, multiple: option.many === true };
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
    // Help that was asked for is an answer; words that are no command yet are not.
    return words.length === 0 || given.argv.some((word) => ASKS_HELP.includes(word)) ? 0 : 2;
  }
  const names = commands.map((command) => command.path.join(' '));
  createOutput(given.streams, lang, 'words').problem(cliProblem(...unknownCommand(given.argv, names)));
  return 2;
}

/** Too few or too many words, or a language that there is not: nothing is swallowed. */
function wrongWords(command: CommandSpec, below: readonly CommandSpec[], { positionals, values }: Parsed): Problem | null {
  const name = command.path.join(' ');
  const lang = values['lang'];
  if (lang !== undefined && !isLang(lang)) return cliProblem('cli.unknown-language', undefined, { given: String(lang) });
  const { least, most } = arityOf(command.args);
  if (positionals.length >= least && (most === null || positionals.length <= most)) return null;
  const [first = ''] = positionals;
  if (below.length > 0 && most === 0)
    return cliProblem(
      ...unknownCommand(
        [...command.path, first],
        below.map((one) => one.path.join(' ')),
      ),
    );
  const usage = `matoi ${name} ${command.args}`.trimEnd();
  return positionals.length < least
    ? cliProblem('cli.words-missing', undefined, { usage, command: name })
    : cliProblem('cli.words-too-many', undefined, { usage, command: name, given: positionals.slice(most ?? 0).join(' ') });
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
  const ordinary = ordinaryProblem(cause);
  if (ordinary !== null) {
    out.problem(ordinary);
    return ordinary.status >= 500 ? 3 : 2;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  out.problem(cliProblem('cli.unexpected', undefined, { message }));
  if (env['MATOI_DEBUG']) out.note(cause instanceof Error ? (cause.stack ?? message) : message);
  return 3;
}

/** A mistake or a misfortune that is nobody's bug: a file that is not there, a full disk, a server that is away. */
function ordinaryProblem(cause: unknown): Problem | null {
  const found = systemReason(cause);
  if (found === null) return null;
  const { of, words: reason, path, host } = found;
  const message = cause instanceof Error ? cause.message : '';
  if (of === 'network' || of === 'database') return cliProblem('cli.outside-away', undefined, { host: host ?? path ?? message, reason });
  return cliProblem(of === 'disk' ? 'cli.disk-unusable' : 'cli.file-unusable', undefined, { file: path ?? message, reason });
}

function languageOf(argv: readonly string[], env: Invocation['env']): Lang {
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  if (isLang(asked)) return asked;
  // An empty variable counts as one that is not set (POSIX, 8.2).
  const set = env['MATOI_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return set.startsWith('ja') ? 'ja' : 'en';
}
