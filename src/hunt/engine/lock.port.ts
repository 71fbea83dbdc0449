// SPDX-License-Identifier: Apache-2.0
/** One import at a time for one data folder. Gives what lets go of it, or null while another process imports. */
export type TakeImportLock = () => Promise<(() => Promise<void>) | null>;
