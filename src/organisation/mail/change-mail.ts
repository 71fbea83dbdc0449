// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../../case/entry.ts';
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { signInSecrets } from '../../common/mail-server.ts';
import { organisationProblem } from '../problems.ts';
import { aboutOf } from './effective.ts';
import type { MailDeps } from './deps.ts';
import { onlyThisMachine, withServer } from './mail-settings.ts';
import type { Direction, Kept, Mailbox, MailSettings, Place, Relay } from './mail-settings.ts';

type Server = Relay | Mailbox;
type Secrets = Readonly<Record<string, string>> | null;
type Next = Result<{ readonly settings: MailSettings; readonly draft: Draft } | null, Problem>;
export type Changing = { readonly actor: Actor; readonly version: number };

const VARIABLES = { out: 'MATOI_SMTP_URL', in: 'MATOI_IMAP_URL' } as const;

/** Sets a relay or a mailbox. The secret is sealed before it is stored; without one, that of the same account at the same server stays. */
export async function setServer(
  deps: MailDeps,
  changing: Changing,
  where: { readonly direction: Direction; readonly place: Place },
  asked: { readonly server: Server; readonly secrets: Secrets },
): Promise<Result<null, Problem>> {
  const { direction, place } = where;
  const { server } = asked;
  if (place === 'first' && deps.environment[direction].server !== null)
    return err(organisationProblem('organisation.mail-from-environment', { name: VARIABLES[direction] }));
  const clear = server.tls === 'none' || server.tls === 'offered';
  if (clear && server.signIn.kind !== 'none' && !onlyThisMachine(server.host))
    return err(organisationProblem('organisation.mail-in-the-clear'));
  const secret = secretOf(server, asked.secrets);
  if (!secret.ok) return secret;
  const sealed = secret.value === null ? null : await deps.box.seal(secret.value, aboutOf(direction, place));
  return changeSettings(deps, changing, (settings) => {
    const before = settings[direction][place];
    const names = signInSecrets[server.signIn.kind];
    const kept = keptWith(server, before, sealed, { at: deps.clock.now(), by: nameOf(changing.actor) });
    if (kept === null) return err(organisationProblem('organisation.mail-secret-needed', { names: names.join(', ') }));
    const given = names.length === 0 ? 'none' : sealed === null ? 'kept' : 'given';
    return ok({ settings: withServer(settings, direction, place, kept), draft: setDraft(direction, place, server, given) });
  });
}

/** null: a secret is needed, and there is none that was given for this very account at this very server. */
function keptWith<S extends Server>(
  server: S,
  before: Kept<Server> | null,
  sealed: string | null,
  now: { at: string; by: string },
): Kept<S> | null {
  if (server.signIn.kind === 'none') return { server, sealed: null, secretSet: null };
  if (sealed !== null) return { server, sealed, secretSet: now };
  if (before === null || before.sealed === null || !sameDoor(before.server, server)) return null;
  return { server, sealed: before.sealed, secretSet: before.secretSet };
}

/** A secret that was given for one server must not be shown to another by a change of the form; only its day of ending may change. */
function sameDoor(a: Server, b: Server): boolean {
  const door = ({ host, signIn }: Server): string => JSON.stringify([host.toLowerCase(), { ...signIn, secretEnds: null }]);
  return door(a) === door(b);
}

function secretOf({ signIn }: Server, secrets: Secrets): Result<string | null, Problem> {
  const names: readonly string[] = signInSecrets[signIn.kind];
  if (secrets === null || names.length === 0) return ok(null);
  const missing = names.filter((name) => (secrets[name] ?? '') === '');
  if (missing.length > 0) return err(organisationProblem('organisation.mail-secret-needed', { names: missing.join(', ') }));
  if (signIn.kind === 'google-service-account' && !isKeyFile(secrets['keyFile'] ?? ''))
    return err(organisationProblem('organisation.mail-secret-unreadable'));
  return ok(JSON.stringify(Object.fromEntries(names.map((name) => [name, secrets[name]]))));
}

function isKeyFile(text: string): boolean {
  try {
    const { client_email: email, private_key: key } = JSON.parse(text) as { client_email?: unknown; private_key?: unknown };
    return typeof email === 'string' && typeof key === 'string' && key.includes('PRIVATE KEY');
  } catch {
    return false;
  }
}

function setDraft(direction: Direction, place: Place, server: Server, secret: 'given' | 'kept' | 'none'): Draft {
  const { host, port, tls, signIn } = server;
  const account = signIn.kind === 'none' ? '' : signIn.account;
  const rest = 'from' in server ? server.from : server.folder;
  return { kind: 'mail.server-set', body: { direction, place, host, port, tls, signIn: signIn.kind, account, with: rest, secret } };
}

/** Takes a server and its secret away. Where it was the one in use, the first one is. */
export function removeServer(deps: MailDeps, changing: Changing, direction: Direction, place: Place): Promise<Result<null, Problem>> {
  return changeSettings(deps, changing, (settings) => {
    const before = settings[direction][place];
    if (before === null) return err(organisationProblem('organisation.mail-server-unset'));
    const without = withServer(settings, direction, place, null);
    const using =
      settings[direction].using.place === place
        ? { place: 'first' as const, since: null, by: null, reason: null }
        : settings[direction].using;
    return ok({
      settings: { ...without, [direction]: { ...without[direction], using } },
      draft: { kind: 'mail.server-removed', body: { direction, place, host: before.server.host } },
    });
  });
}

/** From now on the other relay, or the other mailbox, is used: released by a named person, with the reason. */
export function switchServer(
  deps: MailDeps,
  changing: Changing,
  { direction, place, reason }: { readonly direction: Direction; readonly place: Place; readonly reason: string },
): Promise<Result<null, Problem>> {
  return changeSettings(deps, changing, (settings) => {
    const environment = place === 'first' ? deps.environment[direction].server : null;
    const host = environment?.host ?? settings[direction][place]?.server.host ?? null;
    if (host === null) return err(organisationProblem('organisation.mail-server-unset'));
    const using = { place, since: deps.clock.now(), by: nameOf(changing.actor), reason };
    return ok({
      settings: { ...settings, [direction]: { ...settings[direction], using } },
      draft: { kind: 'mail.server-switched', body: { direction, place, host, reason } },
    });
  });
}

/** Where people reach the desk; null: nothing set. An address that only this machine opens is refused. */
export async function setAddress(deps: MailDeps, changing: Changing, asked: string | null): Promise<Result<null, Problem>> {
  if (deps.environment.publicUrl !== null) return err(organisationProblem('organisation.mail-from-environment', { name: 'MATOI_URL' }));
  const url = asked === null || asked === '' ? null : publicUrlOf(asked);
  if (url === undefined) return err(organisationProblem('organisation.bad-desk-address'));
  return changeSettings(deps, changing, (settings) =>
    ok({ settings: { ...settings, publicUrl: url }, draft: { kind: 'organisation.address-set', body: { url } } }),
  );
}

function publicUrlOf(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.hostname === '') return undefined;
  if (onlyThisMachine(url.hostname) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** One change of what is set on screens about mail and chats, with its entry; refused where somebody else was faster. */
export async function changeSettings(
  deps: Pick<MailDeps, 'journal' | 'register' | 'changed'>,
  { actor, version }: Changing,
  next: (settings: MailSettings) => Next,
): Promise<Result<null, Problem>> {
  const done = await deps.journal.write(async ({ tx, append }) => {
    const before = await deps.register.read(tx);
    if (before.version !== version) return err(organisationProblem('organisation.stale', { expected: version, actual: before.version }));
    const made = next(before.settings);
    if (!made.ok || made.value === null) return made.ok ? ok(null) : made;
    await append({ stream: DESK, actor, drafts: [made.value.draft] });
    await deps.register.save(tx, made.value.settings);
    return ok(null);
  });
  if (done.ok) deps.changed();
  return done;
}

function nameOf(actor: Actor): string {
  return actor.name;
}
