// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../case/language/journal.port.ts';
import type { Signer } from '../../common/signer.port.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { Outbox } from '../../outbox/outbox.port.ts';
import type { PeopleStore } from '../people-store.port.ts';
import type { FromEnvironment } from './effective.ts';
import type { AskAddress, MailboxLook, ReadStated } from './mail-ports.port.ts';
import type { MailRegister } from './mail-register.port.ts';
import type { SecretBox } from './secret-box.port.ts';

export type MailDeps = {
  readonly journal: Journal;
  readonly register: MailRegister;
  readonly box: SecretBox;
  readonly environment: FromEnvironment;
  readonly people: Pick<PeopleStore, 'find' | 'organisation'>;
  readonly outbox: Pick<Outbox, 'channel' | 'passNow' | 'rowsOf'>;
  readonly look: MailboxLook;
  readonly readStated: ReadStated;
  readonly ask: AskAddress;
  readonly signer: () => Promise<Signer>;
  readonly clock: Clock;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
  /** Called after each change: what runs takes the new settings. */
  readonly changed: () => void;
  /** The address that is taken where nobody set one, and that with which the desk was started (null: it does not run here). */
  readonly ownAddress: { readonly guessed: string; readonly linkable: boolean; readonly startedWith: () => string | null };
};
