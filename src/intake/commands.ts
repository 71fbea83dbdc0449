// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec } from '../edge/command.ts';
import { reportKinds, reportStates } from '../case/entry/intake.ts';
import type { ReceivedLine } from './contract.ts';
import type { IntakeStore, ReportRecord } from './intake-store.port.ts';
import type { FindMails, FoundMail, NotFound } from './mail/mail.port.ts';
import { intakeProblem } from './problems.ts';
import type { ReceiveMail, Source } from './receive.port.ts';
import { parseReportId } from './report-id.ts';
import { readSheet, rowOf } from './report.view.ts';
import type { SheetDeps } from './report.view.ts';

export type IntakeCommandDeps = {
  readonly find: FindMails;
  readonly open: () => Promise<SheetDeps & { readonly receive: ReceiveMail; readonly store: IntakeStore }>;
};

const AT_ONCE = 16;

/** `matoi receive`, `matoi reports list|show`. */
export function intakeCommands(deps: IntakeCommandDeps): readonly CommandSpec[] {
  return [receiveCommand(deps), listCommand(deps), showCommand(deps)];
}

function receiveCommand(deps: IntakeCommandDeps): CommandSpec {
  return {
    path: ['receive'],
    summary: {
      ja: 'メールのファイル、mbox、フォルダーを報告として受け取ります（- は標準入力）',
      en: 'Receive mail files, mbox files and folders as reports (- reads standard input)',
    },
    args: 'PATH…',
    options: {
      junk: { type: 'boolean', about: { ja: '迷惑メールフォルダーにあったものとして受け取る', en: 'they lay in a junk folder' } },
      mailbox: {
        type: 'string',
        value: 'NAME',
        about: { ja: '届いたメールアドレスや受信箱の名前', en: 'whom they were for, or where they lay' },
      },
    },
    negative: { ja: '一部を読めなかった', en: 'some of what was named could not be read' },
    async run(call) {
      if (call.args.length === 0) {
        call.out.problem(intakeProblem('intake.nothing-given'));
        return 2;
      }
      const { receive } = await deps.open();
      const failed: NotFound[] = [];
      const waiting: Promise<ReceivedLine>[] = [];
      const say = async (): Promise<void> => sayLine(call, await (waiting.shift() as Promise<ReceivedLine>));
      for await (const each of everything(call, deps.find)) {
        if ('failed' in each) failed.push(each.failed);
        else {
          const promise = receiveOne(call, receive, each.found);
          promise.catch(() => undefined);
          waiting.push(promise);
          if (waiting.length >= AT_ONCE) await say();
        }
      }
      while (waiting.length > 0) await say();
      for (const { file, why } of failed) call.out.problem(intakeProblem('intake.not-readable', { file, why }));
      return failed.length > 0 ? 1 : 0;
    },
  };
}

async function* everything(call: CommandCall, find: FindMails): ReturnType<FindMails> {
  for (const path of call.args) {
    if (path !== '-') yield* find(path);
    else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of call.stdin()) chunks.push(chunk);
      yield { found: { file: '-', raw: Buffer.concat(chunks) } };
    }
  }
}

async function receiveOne(call: CommandCall, receive: ReceiveMail, { file, raw }: FoundMail): Promise<ReceivedLine> {
  const source: Source = { channel: 'file', mailbox: call.text('mailbox') ?? file, junk: call.flag('junk') };
  const { sha256, reportId, caseId, kind, subject, from, charsetNotes, again } = await receive(raw, source);
  return { file, sha256, reportId, caseId, kind, subject, from, charsetNotes: [...charsetNotes], again };
}

function sayLine(call: CommandCall, line: ReceivedLine): void {
  if (call.format !== 'words') call.out.item(line);
  else call.out.line(`${line.reportId}  ${line.caseId ?? '—'}  ${line.kind}${line.again ? ' (again)' : ''}  ${line.subject}  ${line.from}`);
}

function listCommand(deps: IntakeCommandDeps): CommandSpec {
  return {
    path: ['reports', 'list'],
    summary: { ja: '報告を新しい順に一覧します', en: 'List reports, newest first' },
    args: '',
    options: {
      kind: { type: 'string', value: 'KIND', about: { ja: `種類：${reportKinds.join('、')}`, en: `kind: ${reportKinds.join(', ')}` } },
      state: { type: 'string', value: 'STATE', about: { ja: `状態：${reportStates.join('、')}`, en: `state: ${reportStates.join(', ')}` } },
      search: { type: 'string', value: 'WORDS', about: { ja: '件名・差出人・本文の一部', en: 'part of subject, sender or text' } },
      limit: { type: 'string', value: 'N', about: { ja: '最大件数（既定 100）', en: 'at most N (default 100)' } },
    },
    negative: { ja: '当てはまる報告がない', en: 'no report fits' },
    reads: ({ text }) => ({ of: '*', ...(text('search') === undefined ? {} : { words: text('search') as string }) }),
    async run({ text, out, format, lang }) {
      const { store } = await deps.open();
      const kind = reportKinds.find((each) => each === text('kind'));
      const state = reportStates.find((each) => each === text('state'));
      if ((text('kind') !== undefined && kind === undefined) || (text('state') !== undefined && state === undefined)) {
        out.problem(intakeProblem('intake.no-such-word'));
        return 2;
      }
      const search = text('search');
      let left = Math.max(1, Math.min(1_000_000, Number(text('limit') ?? 100) || 100));
      let before: number | undefined;
      let count = 0;
      if (format !== 'words') out.item(null);
      while (left > 0) {
        const page: readonly ReportRecord[] = await store.list({
          limit: Math.min(left, 500),
          ...(kind === undefined ? {} : { kind }),
          ...(state === undefined ? {} : { state }),
          ...(search === undefined ? {} : { search }),
          ...(before === undefined ? {} : { before }),
        });
        for (const report of page) {
          const row = rowOf(report);
          if (format !== 'words') out.item(row);
          else out.row([row.reportId, row.caseId ?? '—', row.state, row.kind, row.receivedAt, `×${row.arrivals}`, row.subject, row.from]);
        }
        count += page.length;
        left -= page.length;
        before = page.at(-1)?.ordinal;
        if (page.length === 0) break;
      }
      if (count === 0) out.note({ ja: '当てはまる報告はありません。', en: 'No report fits.' }[lang]);
      return count === 0 ? 1 : 0;
    },
  };
}

function showCommand(deps: IntakeCommandDeps): CommandSpec {
  return {
    path: ['reports', 'show'],
    summary: { ja: '報告を読みます（--raw は受信したままのバイト列）', en: 'Read a report (--raw gives the bytes as they came)' },
    args: 'R-YYYY-NNNNN',
    options: { raw: { type: 'boolean', about: { ja: '原文をそのまま書き出す', en: 'write the original bytes' } } },
    negative: { ja: 'その報告はない', en: 'there is no such report' },
    reads: ({ args }) => ({ of: '*', words: args[0] ?? '' }),
    async run({ args, flag, out, format, lang }) {
      const reportId = parseReportId(args[0] ?? '');
      const opened = await deps.open();
      const sheet = reportId === null ? null : await readSheet(opened, reportId);
      if (sheet === null) {
        out.problem(intakeProblem('intake.no-such-report'));
        return 1;
      }
      if (flag('raw')) {
        const bytes = await opened.blobs.get(sheet.raw as Parameters<typeof opened.blobs.get>[0]);
        if (bytes === null) {
          out.problem(intakeProblem('intake.no-bytes'));
          return 1;
        }
        out.bytes(bytes);
        return 0;
      }
      if (format !== 'words') {
        out.json(sheet);
        return 0;
      }
      out.line(
        `${sheet.reportId}  ${sheet.caseId ?? '—'}  ${sheet.state}  ${sheet.kind}  ${sheet.channel}  ${sheet.receivedAt}  ×${sheet.arrivals}`,
      );
      out.line(`${{ ja: '件名', en: 'Subject' }[lang]}: ${sheet.subject}`);
      out.line(`${{ ja: '差出人（自称）', en: 'From (as it says)' }[lang]}: ${sheet.from}`);
      out.line(`SHA-256: ${sheet.raw} (${sheet.bytes} bytes)`);
      for (const why of sheet.kindReasons) out.line(`${{ ja: '種類の理由', en: 'Why this kind' }[lang]}: ${why}`);
      for (const note of sheet.charsetNotes) out.line(`${{ ja: '文字の読み方', en: 'Charset' }[lang]}: ${note}`);
      for (const part of sheet.attachments)
        out.line(
          `${{ ja: '添付', en: 'Attachment' }[lang]} ${part.index}: ${part.fileName || '—'}  ${part.contentType}  ${part.bytes} bytes  ${part.sha256}`,
        );
      out.line('');
      out.line(sheet.text);
      return 0;
    },
  };
}
