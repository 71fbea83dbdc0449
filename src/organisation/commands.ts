// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callerOf } from '../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import { roles as allRoles } from '../edge/role.ts';
import { ProblemError } from '../kernel/problem.ts';
import type { Problem } from '../kernel/problem.ts';
import { addPerson, changePerson, giveSignIn } from './change-person.ts';
import type { OrganisationDeps } from './deps.ts';
import { everybody } from './import/everybody.ts';
import { importPeople } from './import/import-people.ts';
import { readPeople } from './import/read-people.ts';
import { parseAddress } from './person.ts';
import type { PersonRecord } from './people-store.port.ts';
import { organisationProblem } from './problems.ts';
import type { RoleName } from './sign-in.port.ts';

type Open = () => Promise<OrganisationDeps>;

/** Whoever has the console has the data folder: these commands ask for no sign-in and name the operator in the entry. */
export function organisationCommands(open: Open): readonly CommandSpec[] {
  return [listCommand(open), addCommand(open), rolesCommand(open), importCommand(open), resetCommand(open)];
}

function listCommand(open: Open): CommandSpec {
  return {
    path: ['people', 'list'],
    summary: { ja: '登録されている人を表示します', en: 'Show the people in the register' },
    args: '',
    options: {
      search: { type: 'string', value: 'TEXT', about: { ja: '氏名・部署・アドレスの一部', en: 'part of a name, department or address' } },
    },
    async run({ out, format, text, lang }) {
      const { people } = await open();
      const all = await everybody(people, text('search'));
      if (format !== 'words') out.item(null);
      for (const person of all) {
        if (format === 'words') writePerson(person, { out, format });
        else out.item(personLine(person));
      }
      if (all.length === 0) out.note({ ja: '当てはまる人は登録されていません。', en: 'Nobody in the register fits.' }[lang]);
      return 0;
    },
  };
}

function addCommand(open: Open): CommandSpec {
  return {
    path: ['people', 'add'],
    summary: { ja: '人を登録します', en: 'Add a person' },
    args: 'NAME',
    options: {
      kana: { type: 'string', value: 'KANA', about: { ja: 'ふりがな', en: 'reading' } },
      department: { type: 'string', value: 'NAME', about: { ja: '部署', en: 'department' } },
      address: { type: 'string', many: true, value: 'ADDRESS', about: { ja: 'メールアドレス', en: 'mail address' } },
      telephone: { type: 'string', value: 'NUMBER', about: { ja: '電話番号', en: 'telephone number' } },
      role: { type: 'string', many: true, value: 'ROLE', about: { ja: '役割（省略時は staff）', en: 'role (staff where absent)' } },
      language: { type: 'string', value: 'ja|en', about: { ja: '表示言語', en: 'language' } },
      'sign-in': { type: 'boolean', about: { ja: '1回限りのパスワードを発行する', en: 'give a one-time password' } },
    },
    async run(call) {
      const [name] = call.args;
      if (name === undefined || name.trim() === '' || call.args.length > 1) return wrong(call, 'NAME');
      const given = roleWords(call.texts('role'));
      if (given === null) return wrong(call, `--role ${allRoles.join('|')}`);
      const added = await addPerson(await open(), callerOf(call), {
        name,
        kana: call.text('kana') ?? '',
        department: call.text('department') ?? '',
        addresses: call.texts('address'),
        telephone: call.text('telephone') ?? '',
        roles: given.length === 0 ? ['staff'] : given,
        lang: call.text('language') === 'en' ? 'en' : 'ja',
        signIn: call.flag('sign-in'),
      });
      if (!added.ok) throw new ProblemError(added.error);
      const { person, password } = added.value;
      if (call.format === 'words') {
        writePerson(person, call);
        if (password !== null) writePassword(call, password);
      } else call.out.json({ person: personLine(person), password });
      return 0;
    },
  };
}

function rolesCommand(open: Open): CommandSpec {
  return {
    path: ['people', 'roles'],
    summary: { ja: '役割を決め直します', en: 'Set a person’s roles' },
    args: 'PERSON ROLE…',
    options: { reason: { type: 'string', value: 'TEXT', about: { ja: '理由', en: 'why' } } },
    async run(call) {
      const [who, ...words] = call.args;
      const given = roleWords(words);
      if (who === undefined || given === null || given.length === 0) return wrong(call, `PERSON ${allRoles.join('|')}`);
      const deps = await open();
      const person = await personNamed(deps, who);
      const change = { roles: given, reason: call.text('reason') ?? '' };
      const changed = await changePerson(deps, callerOf(call), person.personId, null, change);
      if (!changed.ok) throw new ProblemError(changed.error);
      writePerson(changed.value, call);
      return 0;
    },
  };
}

function importCommand(open: Open): CommandSpec {
  return {
    path: ['people', 'import'],
    summary: { ja: 'CSV（UTF-8 か Shift_JIS）から人をまとめて登録します', en: 'Import people from CSV (UTF-8 or Shift_JIS)' },
    args: 'FILE.csv',
    options: {},
    negative: { ja: '受け付けなかった行がある', en: 'some lines were refused' },
    async run(call) {
      const [path] = call.args;
      if (path === undefined || call.args.length > 1) return wrong(call, 'FILE.csv');
      const bytes = await readFile(path).catch((cause: unknown) => {
        throw new ProblemError(organisationProblem('organisation.no-such-file', { file: path }), { cause });
      });
      const imported = await importPeople(await open(), callerOf(call), { name: basename(path), bytes }, readPeople);
      if (!imported.ok) throw new ProblemError(imported.error);
      const report = imported.value;
      if (call.format === 'words') {
        for (const { line, why } of report.refused) call.out.line(`${line}: ${why[call.lang]}`);
        const { added, changed, unchanged, refused } = report;
        call.out.line(
          {
            ja: `追加 ${added} 人、変更 ${changed} 人、そのまま ${unchanged} 人、受け付けなかった行 ${refused.length}（${report.encoding}）`,
            en: `${added} added, ${changed} changed, ${unchanged} unchanged, ${refused.length} lines refused (${report.encoding})`,
          }[call.lang],
        );
      } else call.out.json(report);
      return report.refused.length === 0 ? 0 : 1;
    },
  };
}

function resetCommand(open: Open): CommandSpec {
  return {
    path: ['person', 'reset-password'],
    summary: {
      ja: '入れなくなった人に1回限りのパスワードを発行します（今のサインインはすべて終わります）',
      en: 'Give somebody who is locked out a one-time password; all their sessions end',
    },
    args: 'PERSON',
    options: {
      'drop-second-factors': {
        type: 'boolean',
        about: { ja: '認証アプリとパスキーも外す（端末を失ったとき）', en: 'also remove the authenticator app and passkeys (lost device)' },
      },
      'keep-second-factors': {
        type: 'boolean',
        about: {
          ja: '認証アプリとパスキーを残す（名前を本人に確かめてから）',
          en: 'keep the authenticator app and passkeys (check their names first)',
        },
      },
    },
    async run(call) {
      const [who] = call.args;
      if (who === undefined || call.args.length > 1) return wrong(call, 'PERSON');
      const deps = await open();
      const person = await personNamed(deps, who);
      const [drop, keep] = [call.flag('drop-second-factors'), call.flag('keep-second-factors')];
      if (drop && keep) return wrong(call, '--drop-second-factors | --keep-second-factors');
      const given = await giveSignIn(deps, callerOf(call), person.personId, drop ? true : keep ? false : null);
      if (!given.ok) throw new ProblemError(given.error);
      if (call.format === 'words') writePassword(call, given.value.password);
      else call.out.json({ personId: person.personId, password: given.value.password });
      return 0;
    },
  };
}

/** `P-0001` or a mail address. */
async function personNamed({ people }: OrganisationDeps, text: string): Promise<PersonRecord> {
  const address = parseAddress(text);
  const personId = address === null ? text : ((await people.byAddress([address])).get(address) ?? text);
  const person = await people.find(personId);
  if (person === null) throw new ProblemError(organisationProblem('organisation.no-such-person', { person: text.slice(0, 320) }));
  return person;
}

function roleWords(words: readonly string[]): readonly RoleName[] | null {
  const known = words.flatMap((word) => allRoles.filter((role) => role === word));
  return known.length === words.length ? known : null;
}

function personLine({ number: _number, ...person }: PersonRecord) {
  return person;
}

function writePerson(person: PersonRecord, { out, format }: Pick<CommandCall, 'out' | 'format'>): void {
  if (format === 'json') return out.json(personLine(person));
  if (format === 'jsonl') return out.jsonLine(personLine(person));
  const { personId, name, department, addresses, roles } = person;
  return out.row([personId, name, department, addresses.join(' '), roles.join(',')]);
}

function writePassword({ out, lang }: CommandCall, password: string): void {
  out.line(
    {
      ja: `1回限りのパスワード：${password}　（最初のサインインで変更してもらってください）`,
      en: `One-time password: ${password}   (to be changed at the first sign-in)`,
    }[lang],
  );
}

function wrong({ out }: CommandCall, wanted: string): ExitCode {
  const problem: Problem = organisationProblem('organisation.wrong-call', { wanted });
  out.problem(problem);
  return 2;
}
