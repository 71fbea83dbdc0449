// SPDX-License-Identifier: Apache-2.0
import type { Parcel } from './message.ts';

/** What of one stream may go where. Whoever asks hears what is allowed, never why. */
export type Passes = {
  /** Whatever is made of it (message, paper, statement, page) bears the mark of an exercise. */
  readonly marked: boolean;
  /** A device outside may be changed for it. */
  readonly devices: boolean;
  /** People who are not signed in may be shown it. */
  readonly public: boolean;
  /** Whether somebody with these mail addresses can be reached about it, by whatever way: always, but for an exercise that they are not in or cannot be reached in. */
  readonly reaches: (addresses: readonly string[]) => boolean;
  /** Whether this very parcel may be given to a carrier. */
  readonly leaves: (parcel: Pick<Parcel, 'channel' | 'content'>) => boolean;
};

/** The one place that knows what is real and what is practised (`passing.ts`). */
export type Passing = {
  /** The whole desk practises: nothing is given to any carrier. */
  readonly practises: boolean;
  /** `stream`: a case, or the desk's own chain. */
  readonly of: (stream: string) => Promise<Passes>;
  /** Cases that have not really happened: no other case, and no register that all share, may rest on them. */
  readonly uncounted: () => Promise<ReadonlySet<string>>;
};
