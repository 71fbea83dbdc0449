// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { tagsOf } from '../../common/html-tags.ts';
import { inertText } from '../../kernel/text.ts';
import type { Inject } from '../scenario/scenario.ts';
import { idMaker, scenarioOf } from './imported.ts';
import type { Imported, NotCarried } from './imported.ts';

// Export of OpenAEV (formerly OpenBAS), `export_version` 1, as its own importer reads it (openbas-api importer-v1, 8ee7c60).
// A planned scenario and a run of one (`exercise_…`) have the same fields under two prefixes; a run may leave out the version.
const list = z.array(z.unknown()).nullish();
const injectSchema = z.looseObject({
  inject_id: z.string(),
  inject_title: z.string().nullish(),
  inject_description: z.string().nullish(),
  inject_enabled: z.boolean().nullish(),
  inject_depends_duration: z.number().nullish(),
  inject_depends_on: z.union([z.array(z.unknown()), z.string()]).nullish(),
  inject_content: z.record(z.string(), z.unknown()).nullish(),
  inject_teams: z.array(z.string()).nullish(),
  inject_all_teams: z.boolean().nullish(),
  inject_injector_contract: z.looseObject({ injector_contract_injector_type: z.string().nullish() }).nullish(),
});
const teamSchema = z.looseObject({ team_id: z.string(), team_name: z.string() });
const information = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  mail_from: z.string().nullish(),
  message_header: z.string().nullish(),
  message_footer: z.string().nullish(),
});
const PREFIXES = ['scenario', 'exercise'] as const;
export const openAevSchema = z.preprocess(
  withoutPrefix,
  z.looseObject({
    export_version: z.literal(1).nullish(),
    prefix: z.enum(PREFIXES),
    information,
    injects: z.array(injectSchema).max(1000).nullish(),
    teams: z.array(teamSchema).nullish(),
    users: list,
    documents: list,
    variables: list,
    articles: list,
    challenges: list,
    objectives: list,
    lessons_categories: list,
  }),
);
type OpenAev = z.output<typeof openAevSchema>;

/** The fields without their prefix, and the prefix itself; anything else as it is. */
function withoutPrefix(from: unknown): unknown {
  if (typeof from !== 'object' || from === null) return from;
  const prefix = PREFIXES.find((one) => `${one}_information` in from);
  if (prefix === undefined) return from;
  const bare = (fields: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) => (key.startsWith(`${prefix}_`) ? [[key.slice(prefix.length + 1), value]] : [])),
    );
  const { information: about, ...fields } = bare(from);
  return { ...from, ...fields, prefix, information: typeof about === 'object' && about !== null ? bare(about) : about };
}

const said = (value: string | null | undefined, most = 300): string =>
  inertText(value ?? '', true)
    .trim()
    .slice(0, most);

/** Mails, messages and things done by hand come over; what runs on machines does not, and is named. */
export function importOpenAev(from: OpenAev): Imported {
  const notCarried: NotCarried[] = [];
  const injectId = idMaker('inject');
  const roleId = idMaker('role');
  const teams = new Map((from.teams ?? []).map(({ team_id: id, team_name: name }) => [id, said(name)]));
  const roles = new Map<string, string>();
  const injects = (from.injects ?? []).flatMap((inject, at) => {
    const row = `${from.prefix}_injects[${at}]`;
    const left = (ja: string, en: string) =>
      void notCarried.push({ row, what: { ja: `${said(inject.inject_title)}: ${ja}`, en: `${said(inject.inject_title)}: ${en}` } });
    const type = inject.inject_injector_contract?.injector_contract_injector_type ?? '';
    const channel = channelOf(type);
    if (channel === null)
      return (left(`機器で動く種類（${type}）なので取り込みません。`, `it runs on machines (${type}) and is not carried.`), []);
    if (inject.inject_enabled === false)
      return (left('無効にされているので取り込みません。', 'it is switched off and is not carried.'), []);
    if ((inject.inject_depends_on ?? []).length > 0)
      left('ほかの状況付与への依存は取り込みません。', 'its dependence on others is not carried.');
    const names =
      inject.inject_all_teams === true || (inject.inject_teams ?? []).length === 0
        ? [...teams.values()]
        : (inject.inject_teams ?? []).flatMap((id) => teams.get(id) ?? []);
    const to = names.length === 0 ? ['players'] : names;
    for (const name of to) roles.set(roleId(name), name);
    const content = inject.inject_content ?? {};
    const textOf = (key: string) => (typeof content[key] === 'string' ? plainOf(content[key]) : '');
    const title = said(textOf('subject')) || said(inject.inject_title) || 'inject';
    return [
      {
        id: injectId(inject.inject_id),
        seconds: Math.max(0, Math.floor(inject.inject_depends_duration ?? 0)),
        channel,
        to: to.map(roleId).slice(0, 20),
        from: said(from.information.mail_from),
        subject: title,
        body: said(textOf('body') || textOf('message') || textOf('content') || inject.inject_description, 20_000) || title,
      },
    ];
  });
  for (const key of ['users', 'documents', 'variables', 'articles', 'challenges', 'objectives', 'lessons_categories'] as const) {
    const count = (from[key] ?? []).length;
    if (count > 0)
      notCarried.push({
        row: `${from.prefix}_${key}`,
        what: { ja: `${count} 件は取り込みません。`, en: `${count} of them are not carried.` },
      });
  }
  for (const key of ['message_header', 'message_footer'] as const)
    if (said(from.information[key]) !== '')
      notCarried.push({
        row: `${from.prefix}_${key}`,
        what: {
          ja: '訓練の印は Matoi が自分で付けるので、取り込みません。',
          en: 'Matoi puts its own mark of an exercise; this is not carried.',
        },
      });
  if ((from.injects ?? []).length === 0)
    notCarried.push({ row: `${from.prefix}_injects`, what: { ja: '状況付与が一つもありません。', en: 'There is not one inject.' } });
  const { name, description: about } = from.information;
  return {
    scenario: scenarioOf({ id: 'imported', title: said(name) || 'OpenAEV', about: said(about, 20_000), seconds: 0, roles, injects }),
    notCarried,
  };
}

function channelOf(type: string): Inject['channel'] | null {
  if (/email/.test(type)) return 'mail';
  if (/(?:sms|ovh|mastodon|channel|lade)/.test(type)) return 'chat';
  return /manual|^$/.test(type) ? 'paper' : null;
}

/** The words of HTML, without its tags. */
function plainOf(html: string): string {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end, name } of tagsOf(html.slice(0, 100_000))) {
    parts.push(html.slice(at, start), /^(?:p|div|br|li|tr|h[1-6])$/.test(name) ? '\n' : '');
    at = end;
  }
  return [...parts, html.slice(at)]
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
