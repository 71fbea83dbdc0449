// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { changeSettings } from '../mail/change-mail.ts';
import type { Changing } from '../mail/change-mail.ts';
import type { KeptChat, MailSettings } from '../mail/mail-settings.ts';
import { organisationProblem } from '../problems.ts';
import { tokenKinds } from './chats.contract.ts';
import type { SetChat } from './chats.contract.ts';
import type { ChatDeps } from './deps.ts';

/** Under which name the address and the token of one chat are sealed. */
export function aboutChat(name: string): string {
  return `chat/${name}`;
}

/** Sets a chat. Its address and token are sealed before they are stored; without a new address, the one given before stays for the same service. */
export async function setChat(deps: ChatDeps, changing: Changing, name: string, asked: SetChat): Promise<Result<null, Problem>> {
  if (isOfEnvironment(deps, name)) return err(fromEnvironment(name));
  const { kind, everything } = asked;
  const given = asked.url === null || asked.url === '' ? null : webAddress(asked.url);
  if (given === undefined) return err(organisationProblem('organisation.chat-address-unreadable'));
  const token = asked.token ?? '';
  if (given !== null && token === '' && tokenKinds.includes(kind)) return err(organisationProblem('organisation.chat-secret-needed'));
  const sealed = given === null ? null : await deps.box.seal(JSON.stringify({ url: given.href, token }), aboutChat(name));
  return changeSettings(deps, changing, (settings) => {
    const before = settings.chats?.[name] ?? null;
    const kept = keptWith(asked, before, sealed === null || given === null ? null : { sealed, host: given.host }, {
      at: deps.clock.now(),
      by: changing.actor.name,
    });
    if (kept === null) return err(organisationProblem('organisation.chat-secret-needed'));
    const body = { name, kind, host: kept.host, everything, secret: sealed === null ? ('kept' as const) : ('given' as const) };
    return ok({ settings: withChat(settings, name, kept), draft: { kind: 'mail.chat-set', body } });
  });
}

/** null: an address is needed. One given for a service is not shown to another by a change of the form. */
function keptWith(
  { kind, everything }: SetChat,
  before: KeptChat | null,
  fresh: { readonly sealed: string; readonly host: string } | null,
  secretSet: KeptChat['secretSet'],
): KeptChat | null {
  if (fresh !== null) return { kind, everything, ...fresh, secretSet };
  return before === null || before.kind !== kind ? null : { ...before, everything };
}

/** Takes a chat and its secret away. */
export async function removeChat(deps: ChatDeps, changing: Changing, name: string): Promise<Result<null, Problem>> {
  if (isOfEnvironment(deps, name)) return err(fromEnvironment(name));
  return changeSettings(deps, changing, (settings) => {
    const before = settings.chats?.[name];
    if (before === undefined) return err(organisationProblem('organisation.no-such-chat'));
    return ok({ settings: withChat(settings, name, null), draft: { kind: 'mail.chat-removed', body: { name, host: before.host } } });
  });
}

function isOfEnvironment(deps: ChatDeps, name: string): boolean {
  return deps.ofEnvironment().some((chat) => chat.name === name);
}

function fromEnvironment(name: string): Problem {
  const variable = `MATOI_WEBHOOK_${name.toUpperCase().replaceAll('-', '_')}`;
  return organisationProblem('organisation.mail-from-environment', { name: variable });
}

function withChat(settings: MailSettings, name: string, kept: KeptChat | null): MailSettings {
  const { [name]: _, ...others } = settings.chats ?? {};
  return { ...settings, chats: kept === null ? others : { ...others, [name]: kept } };
}

function webAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}
