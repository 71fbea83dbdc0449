// SPDX-License-Identifier: Apache-2.0
/** Texts about the software of one machine, in the formats of collector.sh's sections of the same names. */
export const softwareSections = [
  'os-release',
  'packages-deb',
  'packages-rpm',
  'tcp',
  'tcp6',
  'sockets',
  'programs',
  'owners',
  'deleted',
] as const;
export type SoftwareSection = (typeof softwareSections)[number];
export type Software = (name: SoftwareSection) => Uint8Array;

/** This machine. Reads only. */
export type SoftwareReader = { readonly read: () => Promise<Software> };
