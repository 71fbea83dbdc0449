// SPDX-License-Identifier: Apache-2.0
declare const config: { readonly forbidden: readonly { readonly name: string }[] };
export default config;
