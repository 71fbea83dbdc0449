// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { InquiryDeps } from '../inquiry/inquiry-deps.ts';
import type { NoticeStore } from '../notice/notice-store.port.ts';
import type { OfHosting } from './suspect.ts';

/** Looks again at what concerns one customer and at nothing else; null where nothing that can look is connected. */
export type Recheck = ((caseId: CaseId, customerId: string) => Promise<void>) | null;

export type PageDeps = InquiryDeps & { readonly notices: NoticeStore; readonly ofHosting: OfHosting; readonly recheck: Recheck };
