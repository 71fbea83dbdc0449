// SPDX-License-Identifier: Apache-2.0
import type { CommandDeps } from '../../case/command/command-case.ts';
import type { Signer } from '../../common/signer.port.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Outbox } from '../../outbox/outbox.port.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { DirectDeps } from '../direct.ts';

export type AskedPerson = { readonly personId: string; readonly name: string; readonly addresses: readonly string[]; readonly lang: Lang };

export type AskedDeps = Omit<DirectDeps, 'playbooks'> &
  Pick<CommandDeps, 'personName'> & {
    readonly outbox: Pick<Outbox, 'prepare' | 'put'>;
    readonly signer: () => Promise<Signer>;
    readonly hash: HashBytes;
    /** null: not in the register, or left. */
    readonly person: (personId: string) => Promise<AskedPerson | null>;
    readonly organisation: () => Promise<Bilingual>;
    /** Where others reach the desk; null: nowhere, as far as it knows. */
    readonly linkBase: () => Promise<string | null>;
    /** IANA zone in which the organisation reads its times. */
    readonly zone: () => Promise<string>;
  };
