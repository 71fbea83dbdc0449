// SPDX-License-Identifier: Apache-2.0

/** One member of an archive. `size` is in bytes; what the source gives is cut or refused where it differs. */
export type Member = { readonly name: string; readonly size: number; readonly chunks: AsyncIterable<Uint8Array> };

/** An archive that is being written. It has its name only after `end`, when it survives a power cut. */
export type ArchiveWriter = {
  readonly add: (member: Member) => Promise<void>;
  readonly end: () => Promise<{ readonly bytes: number }>;
  /** What was written so far goes. */
  readonly abandon: () => Promise<void>;
};

/** `wrong-key`: no passphrase, another one, or its first bytes were changed; `damaged`: it ends too early or was changed. */
export type ArchiveFault = 'absent' | 'not-an-archive' | 'wrong-key' | 'damaged';

export class ArchiveError extends Error {
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault) {
    super(fault);
    this.fault = fault;
  }
}

export type Archives = {
  /** `passphrase` null: not encrypted. Fails where the file is there already. */
  readonly create: (path: string, passphrase: string | null) => Promise<ArchiveWriter>;
  /** Members in their order; each must be read to its end before the next. Throws ArchiveError. */
  readonly read: (path: string, passphrase: string | null) => AsyncIterable<Member>;
};
