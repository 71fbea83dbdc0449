// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';
import type { PersonActor } from '../kernel/person.ts';
import type { Role } from './role.ts';

/** 0 done · 1 a negative finding, as the command documents · 2 wrong call · 3 something outside is missing. */
export type ExitCode = 0 | 1 | 2 | 3;

export type OptionSpec = {
  readonly type: 'boolean' | 'string';
  /** The option may stand several times. */
  readonly many?: true;
  /** Placeholder in the usage line, `FILE`. */
  readonly value?: string;
  readonly about: Bilingual;
};

/** Where a command writes. Text goes out inert: control characters of hostile input become visible escapes. */
export type Output = {
  /** A line for a person. */
  readonly line: (text: string) => void;
  /** A row of a table for a person: cells of one table begin at one place. It is shown at the next line, or at the end. */
  readonly row: (cells: readonly (string | number)[]) => void;
  /** One JSON document, pretty on a terminal, on one line otherwise. */
  readonly json: (value: unknown) => void;
  /** One JSON line. */
  readonly jsonLine: (value: unknown) => void;
  /**
   * One of a list, however long it becomes: with --json all of them are one document, an array, which is whole when the
   * command has ended; with --jsonl each is a line. `null` begins a list that may stay empty.
   */
  readonly item: (value: unknown) => void;
  /** Bytes as they are (files written to standard output on request). */
  readonly bytes: (bytes: Uint8Array) => void;
  /** Progress and remarks; standard error. */
  readonly note: (text: string) => void;
  /** The three sentences; standard error, or problem JSON with --json. */
  readonly problem: (problem: Problem) => void;
};

export type CommandCall = {
  readonly args: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  readonly lang: Lang;
  /** --json, --jsonl or words. */
  readonly format: 'words' | 'json' | 'jsonl';
  readonly out: Output;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Who runs it: the operating system's user name, noted in entries as a person at the console. */
  readonly operator: string;
  /** The person of the register who proved with `--as` who they are; null or absent where the command asks nobody. */
  readonly person?: PersonActor | null;
};

/** One command, as a value: `matoi <path…> <args>`. `--json`, `--jsonl`, `--lang` and `--help` come by themselves. */
export type CommandSpec = {
  readonly path: readonly string[];
  readonly summary: Bilingual;
  readonly args: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** What exit code 1 means for this command, where it can occur. */
  readonly negative?: Bilingual;
  /**
   * What a call shows of cases, so that it leaves a trace before anything is shown: a case's number, `*` for a list or a
   * search (with its words), null where it shows nothing of a case.
   */
  readonly reads?: (call: Pick<CommandCall, 'args' | 'text'>) => { readonly of: string; readonly words?: string } | null;
  /**
   * The roles one of which a person of the register must hold, where a call lets something out; null where this call does
   * not. The command line then asks for `--as` and for the password before it runs.
   */
  readonly releases?: (call: Pick<CommandCall, 'args' | 'text'>) => readonly Role[] | null;
  readonly run: (call: CommandCall) => Promise<ExitCode>;
};

/** For a command whose first argument is a case. */
export function readsCase({ args }: Pick<CommandCall, 'args'>): { readonly of: string } {
  return { of: args[0] ?? '*' };
}
