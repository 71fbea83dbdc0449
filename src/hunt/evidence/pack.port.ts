// SPDX-License-Identifier: Apache-2.0
import type { BundleFile } from './bundle.port.ts';
export type { BundleFile } from './bundle.port.ts';

/** An evidence bundle as one zip, with SHA256SUMS over everything in it; `digest` is that of SHA256SUMS. */
export type PackBundle = (files: readonly BundleFile[], at: string) => { readonly bytes: Uint8Array; readonly digest: string };
