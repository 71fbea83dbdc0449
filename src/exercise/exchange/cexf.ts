// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { inertText } from '../../kernel/text.ts';
import { idMaker, scenarioOf } from './imported.ts';
import type { Imported, NotCarried } from './imported.ts';
import { mailText, textOfBase64 } from './mail-text.ts';

// Common Exercise Format, MISP/cexf format-description.md (f6ba603): four required keys.
const text = z.string().max(200_000);
const uuid = z.string().max(100);
const flowSchema = z.looseObject({
  inject_uuid: uuid,
  description: text.optional(),
  requirements: z.looseObject({ inject_uuid: uuid.optional(), resolution_requirement: text.optional() }).optional(),
  sequence: z.looseObject({ followed_by: z.array(uuid).optional() }).optional(),
  timing: z.looseObject({ triggered_at: z.union([z.number(), z.string(), z.null()]).optional() }).optional(),
  reporting_callback: z.array(z.unknown()).optional(),
});
const evaluation = z.looseObject({ result: text.optional(), parameters: z.unknown().optional() });
export const cexfSchema = z.looseObject({
  exercise: z.looseObject({
    name: text,
    description: text.optional(),
    expanded: text.optional(),
    total_duration: z.union([text, z.number()]).optional(),
  }),
  inject_flow: z.array(flowSchema).max(1000),
  inject_payloads: z
    .array(z.looseObject({ uuid, type: text.optional(), name: text.optional(), parameters: z.record(z.string(), z.unknown()).optional() }))
    .max(1000),
  injects: z
    .array(
      z.looseObject({
        uuid,
        name: text,
        action: text.optional(),
        action_payload_resource_uuid: uuid.optional(),
        target_tool: text.optional(),
        inject_evaluation: z.array(evaluation).optional(),
      }),
    )
    .max(1000),
});
type Cexf = z.output<typeof cexfSchema>;
type CexfInject = Cexf['injects'][number];

const MOST = 20_000;
const said = (value: string, most = 300): string => inertText(value, true).trim().slice(0, most);

/** An exercise of that format. Actions on tools are not run here: their evaluation becomes what is expected, in words. */
export function importCexf(cexf: Cexf): Imported {
  const notCarried: NotCarried[] = [];
  const left = (row: string, ja: string, en: string) => void notCarried.push({ row, what: { ja, en } });
  const injectId = idMaker('inject');
  const known = new Map(cexf.injects.map((inject) => [inject.uuid, inject]));
  const started = startTimes(cexf);
  const injects = cexf.inject_flow.flatMap((step, at) => {
    const row = `inject_flow[${at}]`;
    const inject = known.get(step.inject_uuid);
    if (inject === undefined)
      return (left(row, '示された状況付与がファイルにありません。', 'The inject that it names is not in the file.'), []);
    if ((step.reporting_callback ?? []).length > 0)
      left(`${row}.reporting_callback`, '呼び出し先への報告は取り込みません。', 'Reporting callbacks are not carried.');
    const needed = step.requirements?.inject_uuid;
    const wanted = step.requirements?.resolution_requirement;
    const before = needed === undefined ? undefined : known.get(needed);
    const met = before?.inject_evaluation?.findIndex(({ result }) => result === wanted) ?? -1;
    if (needed !== undefined && before === undefined)
      left(
        `${row}.requirements`,
        '待つ相手がファイルにないので、条件を外しました。',
        'What it waits for is not in the file; the condition was dropped.',
      );
    const { channel, subject, body, from } = contentOf(cexf, inject, left);
    return [
      {
        id: injectId(inject.uuid),
        seconds: started.get(step.inject_uuid) ?? 0,
        channel,
        to: ['players'],
        from,
        subject: subject || said(inject.name) || 'inject',
        body: said(body, MOST) || said(step.description ?? '', MOST) || said(inject.name) || 'inject',
        expects: expectsOf(inject, left),
        ...(before === undefined
          ? {}
          : { when: met < 0 ? { fired: injectId(before.uuid) } : { met: `${injectId(before.uuid)}/expect-${met + 1}` } }),
      },
    ];
  });
  const { name, description = '', expanded = '', total_duration: total } = cexf.exercise;
  const roles = new Map([['players', 'players']]);
  const seconds = Number(total ?? 0) || 0;
  return {
    scenario: scenarioOf({ id: 'imported', title: said(name), about: said(expanded || description, MOST), seconds, roles, injects }),
    notCarried,
  };
}

type Left = (row: string, ja: string, en: string) => void;

/** A step without a time comes when those before it have come; the start is 0. */
function startTimes({ inject_flow: flow }: Cexf): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  let last = 0;
  for (const { inject_uuid: id, timing } of flow) {
    const own = timing?.triggered_at === null || timing?.triggered_at === undefined ? Number.NaN : Number(timing.triggered_at);
    last = Number.isFinite(own) && own >= 0 ? Math.floor(own) : last;
    times.set(id, last);
  }
  return times;
}

function contentOf(cexf: Cexf, inject: CexfInject, left: Left) {
  const row = `injects[${cexf.injects.indexOf(inject)}]`;
  const payload = cexf.inject_payloads.find(({ uuid: id }) => id === inject.action_payload_resource_uuid);
  const parameters = payload?.parameters ?? {};
  if (inject.action === 'email_to_participants') {
    const content = typeof parameters['content'] === 'string' ? textOfBase64(parameters['content'], 100_000) : null;
    if (content === null) left(row, 'メールの中身（base64）が読めません。', 'The bytes of the mail (base64) cannot be read.');
    const mail = mailText(content ?? '');
    if (mail.body.length > MOST)
      left(row, 'メールの本文は20,000文字で切りました。', 'The words of the mail were cut at 20,000 characters.');
    return { channel: 'mail', subject: said(mail.subject), body: mail.body, from: said(mail.from) } as const;
  }
  if (inject.action === 'network_connection') {
    left(row, '実際の通信は起こしません。通信の記録として示します。', 'No connection is made; it is shown as a record of traffic.');
    const shown = Object.entries(parameters).map(([key, value]) => `${key}: ${String(value)}`);
    return { channel: 'flow', subject: '', body: shown.join('\n'), from: '' } as const;
  }
  left(row, `動作「${inject.action ?? ''}」は、書面として取り込みました。`, `The action “${inject.action ?? ''}” came over as paper.`);
  return { channel: 'paper', subject: '', body: '', from: '' } as const;
}

function expectsOf(inject: CexfInject, left: Left) {
  return (inject.inject_evaluation ?? []).slice(0, 20).map(({ result = '', parameters }, at) => {
    if (parameters !== undefined)
      left(
        `${inject.uuid}.inject_evaluation[${at}]`,
        `「${inject.target_tool ?? ''}」での自動採点は取り込みません。見る人が判断します。`,
        `Scoring in “${inject.target_tool ?? ''}” is not carried; a person judges.`,
      );
    return { id: `expect-${at + 1}`, text: said(result) || `${at + 1}` };
  });
}
