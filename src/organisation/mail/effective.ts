// SPDX-License-Identifier: Apache-2.0
import { signInSecrets } from '../../common/mail-server.ts';
import type { SignIn, SignInWay } from '../../common/mail-server.ts';
import type { Both, Direction, Kept, Mailbox, MailSettings, Place, Relay } from './mail-settings.ts';
import type { SecretBox } from './secret-box.port.ts';

/** What the environment says of mail: it wins over the screen. The first relay and the first mailbox alone can stand there. */
export type FromEnvironment = {
  readonly out: { readonly server: Omit<Relay, 'from'> | null; readonly from: string | null };
  readonly in: { readonly server: Mailbox | null };
  /** MATOI_URL without a slash at the end; null where it is not set. */
  readonly publicUrl: string | null;
};

/** Whether the secret of a server can be used: `lost` names the key that is not there any more. */
export type SecretState =
  | { readonly is: 'not-needed' | 'environment' | 'missing' | 'damaged' }
  | { readonly is: 'set'; readonly at: string; readonly by: string }
  | { readonly is: 'lost'; readonly keyId: string };

export type Source = 'environment' | 'screen';
/** A server as it is used, and where each of its values comes from. */
export type Effective<Server> = {
  readonly server: Server;
  readonly source: { readonly server: Source; readonly from: Source };
  readonly secret: SecretState;
};

/** Under which name the secret of one server is sealed. */
export function aboutOf(direction: Direction, place: Place): string {
  return `mail/${direction}/${place}`;
}

/** The relay at a place; null where it is not set up. Without an address of its own nothing can be sent: `from` is then ''. */
export async function relayAt(
  box: SecretBox,
  settings: MailSettings,
  env: FromEnvironment,
  place: Place,
): Promise<Effective<Relay> | null> {
  const kept = settings.out[place];
  if (place === 'second') return kept === null ? null : fromScreen(box, kept, 'out', place);
  const from = env.out.from ?? kept?.server.from ?? '';
  const source = env.out.from === null ? 'screen' : 'environment';
  if (env.out.server !== null)
    return {
      server: { ...env.out.server, from },
      source: { server: 'environment', from: source },
      secret: ofEnvironment(env.out.server.signIn),
    };
  if (kept === null) return null;
  const screen = await fromScreen(box, kept, 'out', place);
  return { ...screen, server: { ...screen.server, from }, source: { server: 'screen', from: source } };
}

/** The mailbox at a place; null where it is not set up. */
export async function mailboxAt(
  box: SecretBox,
  settings: MailSettings,
  env: FromEnvironment,
  place: Place,
): Promise<Effective<Mailbox> | null> {
  if (place === 'first' && env.in.server !== null)
    return { server: env.in.server, source: { server: 'environment', from: 'environment' }, secret: ofEnvironment(env.in.server.signIn) };
  const kept = settings.in[place];
  return kept === null ? null : fromScreen(box, kept, 'in', place);
}

function ofEnvironment(signIn: SignInWay): SecretState {
  return { is: signIn.kind === 'none' ? 'not-needed' : 'environment' };
}

async function fromScreen<Server extends { readonly signIn: SignInWay }>(
  box: SecretBox,
  kept: Kept<Server>,
  direction: Direction,
  place: Place,
): Promise<Effective<Server>> {
  return {
    server: kept.server,
    source: { server: 'screen', from: 'screen' },
    secret: await secretState(box, kept, aboutOf(direction, place)),
  };
}

async function secretState(box: SecretBox, kept: Kept<{ readonly signIn: SignInWay }>, about: string): Promise<SecretState> {
  if (signInSecrets[kept.server.signIn.kind].length === 0) return { is: 'not-needed' };
  if (kept.sealed === null || kept.secretSet === null) return { is: 'missing' };
  const opened = await box.open(kept.sealed, about);
  if (opened.is === 'key-lost') return { is: 'lost', keyId: opened.keyId };
  return opened.is === 'open' ? { is: 'set', ...kept.secretSet } : { is: 'damaged' };
}

/** All that is needed to sign in; null where the secret is not there or cannot be opened. */
export async function signInOf(box: SecretBox, kept: Kept<{ readonly signIn: SignInWay }>, about: string): Promise<SignIn | null> {
  const { signIn } = kept.server;
  if (signIn.kind === 'none') return signIn;
  const opened = kept.sealed === null ? null : await box.open(kept.sealed, about);
  return opened?.is === 'open' ? ({ ...signIn, ...(JSON.parse(opened.text) as Readonly<Record<string, string>>) } as SignIn) : null;
}

/** Which place is in use: the one released, where something stands there; else the one that is set up. */
export function placeInUse(both: Both<unknown>, firstFromEnvironment: boolean): Place {
  const there = (place: Place) => both[place] !== null || (place === 'first' && firstFromEnvironment);
  return there(both.using.place) ? both.using.place : 'first';
}
