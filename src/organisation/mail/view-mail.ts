// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { SignInWay } from '../../common/mail-server.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { mailboxAt, placeInUse, relayAt } from './effective.ts';
import type { Effective } from './effective.ts';
import type { MailDeps } from './deps.ts';
import type { mailSettingsSchema, mailboxViewSchema, missingKinds, relayViewSchema } from './mail.contract.ts';
import { SECRET_ENDS_SOON } from './mail.contract.ts';
import { onlyThisMachine } from './mail-settings.ts';
import type { Mailbox, MailSettings, Place, Relay } from './mail-settings.ts';

/** The settings as an administrator sees them: where each value comes from, and of a secret only whether it can be used. */
export async function viewMail(
  deps: MailDeps,
  personId: string,
): Promise<{ readonly version: number; readonly view: z.input<typeof mailSettingsSchema> }> {
  const [{ version, settings }, outgoing, person, organisation] = await Promise.all([
    deps.register.read(),
    deps.outbox.channel('mail'),
    deps.people.find(personId),
    deps.people.organisation(),
  ]);
  const { environment: env, box } = deps;
  const relay = async (place: Place) => relayView(await relayAt(box, settings, env, place));
  const mailbox = async (place: Place) => mailboxView(await mailboxAt(box, settings, env, place));
  return {
    version,
    view: {
      out: {
        first: await relay('first'),
        second: await relay('second'),
        using: { ...settings.out.using, place: placeInUse(settings.out, env.out.server !== null) },
      },
      in: {
        first: await mailbox('first'),
        second: await mailbox('second'),
        using: { ...settings.in.using, place: placeInUse(settings.in, env.in.server !== null) },
      },
      outgoing,
      address: addressView(deps, settings),
      ownAddresses: [...(person?.addresses ?? [])],
      roleMailbox: organisation.roleMailbox,
    },
  };
}

function relayView(found: Effective<Relay> | null): z.input<typeof relayViewSchema> | null {
  return found === null ? null : { ...found.server, secret: found.secret, source: found.source.server, fromSource: found.source.from };
}

function mailboxView(found: Effective<Mailbox> | null): z.input<typeof mailboxViewSchema> | null {
  return found === null ? null : { ...found.server, secret: found.secret, source: found.source.server };
}

function addressView(
  { environment, ownAddress }: Pick<MailDeps, 'environment' | 'ownAddress'>,
  settings: MailSettings,
): z.input<typeof mailSettingsSchema>['address'] {
  const url = environment.publicUrl ?? settings.publicUrl ?? (ownAddress.linkable ? ownAddress.guessed : null);
  const shown = url ?? ownAddress.guessed;
  const started = ownAddress.startedWith();
  return {
    url,
    source: environment.publicUrl !== null ? 'environment' : settings.publicUrl === null ? 'none' : 'screen',
    shown,
    onlyThisMachine: onlyThisMachine(new URL(shown).hostname),
    restart: started !== null && new URL(started).origin !== new URL(shown).origin,
  };
}

/** Nobody can see from outside that a client secret is about to end; the day of it was written down when it was given. */
function endsSoon(signIn: SignInWay, now: Instant): boolean {
  if (signIn.kind !== 'microsoft' || signIn.secretEnds === null) return false;
  return Date.parse(`${signIn.secretEnds}T00:00:00Z`) - millisOf(now) <= SECRET_ENDS_SOON * 86_400_000;
}

/** What is not set up, as the readiness screen says it: no name of a server, of an account or of a person. */
export async function missingOf(deps: MailDeps): Promise<readonly (typeof missingKinds)[number][]> {
  const { settings } = await deps.register.read();
  const { environment: env, box } = deps;
  const relay = await relayAt(box, settings, env, placeInUse(settings.out, env.out.server !== null));
  const mailbox = await mailboxAt(box, settings, env, placeInUse(settings.in, env.in.server !== null));
  const address = addressView(deps, settings);
  const unusable = (found: Effective<unknown> | null) => found !== null && ['missing', 'damaged', 'lost'].includes(found.secret.is);
  const said = [
    relay === null && 'no-relay',
    relay !== null && relay.server.from === '' && 'no-sender',
    unusable(relay) && 'relay-secret',
    relay !== null && settings.out.second === null && 'second-relay',
    mailbox === null && 'no-mailbox',
    unusable(mailbox) && 'mailbox-secret',
    [relay, mailbox].some((found) => found !== null && endsSoon(found.server.signIn, deps.clock.now())) && 'secret-ends',
    mailbox !== null && settings.in.second === null && 'second-mailbox',
    address.url === null && 'no-address',
    address.url !== null && address.onlyThisMachine && 'only-this-machine',
  ] as const;
  return said.filter((one) => one !== false);
}
