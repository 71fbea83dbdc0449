// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '../../common/signer.port.ts';
import type { NotificationDeps } from '../deps.ts';
import type { InquiryStore } from './inquiry-store.port.ts';

export type InquiryDeps = NotificationDeps & {
  readonly inquiries: InquiryStore;
  readonly signer: () => Promise<Signer>;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
  /** Where the desk is reached from outside. */
  readonly baseUrl: () => Promise<string>;
};
