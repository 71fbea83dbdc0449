// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { Writing } from '../../case/language/journal.port.ts';
import { decodeText } from '../../common/decode-text.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Reading } from '../../kernel/apart.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { fieldsOf } from '../change-person.ts';
import { importedFields } from '../contract.ts';
import type { ImportReport } from '../contract.ts';
import { appendToDesk } from '../deps.ts';
import type { OrganisationDeps } from '../deps.ts';
import type { PersonRecord } from '../people-store.port.ts';
import { changedFields, personIdOf } from '../person.ts';
import type { PersonFields } from '../person.ts';
import { organisationProblem } from '../problems.ts';
import { MOST_ROWS } from './columns.ts';
import { everybody } from './everybody.ts';
import type { readPeople } from './read-people.ts';
import type { PersonLine, Refusal } from './read-people.ts';

type Applied = {
  readonly line: number;
  readonly personId: string;
  readonly number: number;
  readonly fields: PersonFields;
  readonly was: PersonFields | null;
};

/**
 * Takes a table of people into the register, in one transaction: who is known by an address (or, without one, by name
 * and department) is changed, others are added. It never removes anybody, an address or the administrator role. The
 * desk's chain gets one entry with counts and the digest of the rows as applied, and one for each person whose rights
 * are not those of staff.
 */
export async function importPeople(
  deps: OrganisationDeps,
  actor: Actor,
  file: { readonly name: string; readonly bytes: Uint8Array },
  read: Reading<typeof readPeople>,
  how: 'take' | 'preview' = 'take',
): Promise<Result<ImportReport, Problem>> {
  const name = inertText(file.name).slice(0, 200);
  const decoded = decodeText(file.bytes);
  const table = decoded === null ? 'no-header' : await read(decoded.text);
  if (table === 'too-long') return err(organisationProblem('organisation.too-many-rows', { file: name, most: MOST_ROWS }));
  if (decoded === null || table === 'no-header') return err(organisationProblem('organisation.unreadable-csv', { file: name }));

  const [everyone, onRota] = await Promise.all([everybody(deps.people), deps.onRota()]);
  const take = deps.journal.write(async (writing): Promise<Result<ImportReport, Problem>> => {
    const applied: Applied[] = [];
    const refused: Refusal[] = [...table.refused];
    const known: Known = {
      owners: await deps.people.byAddress(
        table.people.flatMap((one) => one.fields.addresses ?? []),
        writing.tx,
      ),
      seen: new Set(),
      machine: actor.type === 'machine',
    };
    let unchanged = 0;
    const off: { personId: string; name: string }[] = [];
    for (const one of table.people) {
      if (one.off === true) {
        off.push(...(await knownAs(deps, writing, one, known)));
        continue;
      }
      const outcome = await applyLine(deps, writing, one, known);
      if ('ja' in outcome) refused.push({ line: one.line, why: outcome });
      else if (outcome === UNCHANGED) unchanged += 1;
      else if ('personId' in outcome) applied.push({ ...outcome, line: one.line });
    }
    await deps.people.insert(
      writing.tx,
      applied.flatMap((one) => (one.was === null ? [{ ...one.fields, personId: one.personId, number: one.number }] : [])),
    );
    const added = applied.filter((one) => one.was === null).length;
    const counts = { rows: table.rows, added, changed: applied.length - added };
    const digest = applied.length === 0 ? null : deps.hash(canonicalJson(applied.map(({ personId, fields }) => ({ personId, ...fields }))));
    if (digest !== null && how === 'take') {
      const body = { file: name, ...counts, refused: refused.length, digest };
      await appendToDesk(writing, actor, [{ kind: 'people.imported', body }, ...applied.flatMap((one) => rightsEntry(one, name))]);
      const rows = applied.map(({ personId, was, fields }) => ({ personId, was, fields }));
      await deps.people.keepImport(writing.tx, { digest, file: name, at: deps.clock.now(), rows });
    }
    const report: ImportReport = {
      file: name,
      encoding: decoded.encoding,
      ...counts,
      unchanged,
      refused: refused.toSorted((a, b) => a.line - b.line),
      ignoredColumns: [...table.ignoredColumns],
      digest,
      changes: applied.slice(0, MOST_SHOWN).map(shownChange),
      missing: missingFrom(everyone, table.people, onRota),
      off: { count: off.length, people: off.slice(0, MOST_MISSING) },
    };
    // Thrown, so that whatever was written for the count is undone with the transaction.
    if (how === 'preview') throw new Previewed(report);
    return ok(report);
  });
  return take.catch((cause: unknown) => {
    if (cause instanceof Previewed) return ok(cause.report);
    throw cause;
  });
}

const MOST_SHOWN = 500;
const MOST_MISSING = 100;

class Previewed extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('only looked at');
    this.report = report;
  }
}

function shownChange({ line, fields, was }: Applied): ImportReport['changes'][number] {
  const text = (of: PersonFields | null, field: keyof PersonFields) => [of?.[field] ?? ''].flat().join(', ');
  const names = was === null ? importedFields.filter((field) => text(fields, field) !== '') : changedFields(was, fields);
  return {
    line,
    name: (was ?? fields).name,
    is: was === null ? 'added' : 'changed',
    fields: names.map((field) => ({ field, before: text(was, field), after: text(fields, field) })),
  };
}

/**
 * By address, and by name where there is none: a list from another system may lack whoever left, or whoever it never knew.
 * Whoever the rota names comes first: if they have left, they are paged for nothing.
 */
function missingFrom(everyone: readonly PersonRecord[], lines: readonly PersonLine[], rota: ReadonlySet<string>): ImportReport['missing'] {
  const there = new Set(lines.flatMap(({ fields }) => [fields.name, ...(fields.addresses ?? [])]));
  const missing = everyone.filter(({ name, addresses }) => !(addresses.length === 0 ? [name] : addresses).some((one) => there.has(one)));
  const first = missing.toSorted((a, b) => Number(rota.has(b.personId)) - Number(rota.has(a.personId)));
  const people = first.slice(0, MOST_MISSING).map(({ personId, name }) => ({ personId, name, onRota: rota.has(personId) }));
  return { count: missing.length, people };
}

/** Whose the file's addresses are in the register, and whom an earlier line has named. */
type Known = { readonly owners: ReadonlyMap<string, string>; readonly seen: Set<string>; readonly machine: boolean };

const UNCHANGED = { unchanged: true } as const;

async function applyLine(
  deps: OrganisationDeps,
  writing: Writing,
  { fields }: PersonLine,
  { owners: register, seen, machine }: Known,
): Promise<Omit<Applied, 'line'> | Bilingual | typeof UNCHANGED> {
  const addresses = fields.addresses ?? [];
  const key = addresses.length === 0 ? [`${fields.name}\n${fields.department ?? ''}`] : addresses;
  const twice = key.find((one) => seen.has(one));
  if (twice !== undefined) return { ja: '同じ人の行がすでにあります', en: 'an earlier line is the same person' };
  const owners = new Set(addresses.map((address) => register.get(address)).filter((owner) => owner !== undefined));
  if (owners.size > 1) return { ja: 'アドレスが複数の人にまたがっています', en: 'the addresses belong to more than one person' };
  const [owner] = owners;
  const before =
    owner === undefined
      ? addresses.length === 0
        ? await deps.people.byName(fields.name, fields.department ?? '', writing.tx)
        : null
      : await deps.people.find(owner, writing.tx);
  if (before?.left === true)
    return { ja: `離れた人（${before.personId}）のアドレスです`, en: `the address is of somebody who left (${before.personId})` };
  for (const one of key) seen.add(one);
  if (machine && givesRights(before, fields))
    return { ja: '役割と最初のアドレスは、API キーでは変えられません', en: 'a machine key may not change roles or a first address' };
  return before === null ? add(writing, fields) : change(deps, writing, before, fields);
}

/** Who of the register a line is that the directory has switched off: nobody is changed for it, and nobody added. */
async function knownAs(deps: OrganisationDeps, writing: Writing, { fields }: PersonLine, { owners }: Known) {
  const ids = new Set((fields.addresses ?? []).map((address) => owners.get(address)).filter((owner) => owner !== undefined));
  const people = await Promise.all([...ids].map((id) => deps.people.find(id, writing.tx)));
  return people.flatMap((one) => (one === null || one.left ? [] : [{ personId: one.personId, name: one.name }]));
}

/** Of a new person: any role but staff. Of a known one: other roles, or an address where there was none. */
function givesRights(before: PersonRecord | null, { roles, addresses }: PersonLine['fields']): boolean {
  if (before === null) return roles?.some((role) => role !== 'staff') ?? false;
  const other = roles !== undefined && JSON.stringify(roles.toSorted()) !== JSON.stringify(before.roles.toSorted());
  return other || (before.addresses.length === 0 && (addresses ?? []).length > 0);
}

async function add(writing: Writing, given: PersonLine['fields']): Promise<Omit<Applied, 'line'>> {
  const number = await writing.nextNumber('person');
  const personId = personIdOf(number);
  const fields: PersonFields = { kana: '', department: '', addresses: [], telephone: '', roles: ['staff'], lang: 'ja', ...given };
  return { personId, number, fields, was: null };
}

async function change(
  deps: OrganisationDeps,
  writing: Writing,
  before: PersonRecord,
  given: PersonLine['fields'],
): Promise<Omit<Applied, 'line'> | typeof UNCHANGED> {
  const roles = given.roles ?? before.roles;
  const fields: PersonFields = {
    ...fieldsOf(before),
    ...given,
    addresses: [...new Set([...before.addresses, ...(given.addresses ?? [])])],
    roles: before.roles.includes('administrator') ? [...new Set(['administrator' as const, ...roles])] : roles,
  };
  const was = fieldsOf(before);
  if (changedFields(was, fields).length === 0) return UNCHANGED;
  await deps.people.update(writing.tx, before.personId, fields);
  return { personId: before.personId, number: before.number, fields, was };
}

/** Rights are never changed in bulk without a line of their own. */
function rightsEntry({ personId, fields, was }: Applied, file: string): readonly Draft[] {
  const before = was?.roles ?? ['staff'];
  if (JSON.stringify(before) === JSON.stringify(fields.roles)) return [];
  return [{ kind: 'person.roles-changed', body: { personId, roles: [...fields.roles], reason: file } }];
}
