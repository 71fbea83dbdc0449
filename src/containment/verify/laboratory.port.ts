// SPDX-License-Identifier: Apache-2.0

/** A connection tried from one side of the laboratory's router to another. */
export type LabProbe = { readonly src: string; readonly dst: string; readonly port: number; readonly proto: 'tcp' | 'udp' };

/** Addresses on each side of the router, and the ports that answer everywhere. */
export type LabShape = {
  readonly inside: readonly string[];
  readonly servers: readonly string[];
  readonly outside: readonly string[];
  readonly ports: readonly number[];
};

/** A network of namespaces with a router in the middle, a real kernel, and nothing else. */
export type Lab = {
  /** Loads nftables text into the router in one transaction; the kernel's words when it refuses. */
  readonly loadNft: (text: string) => Promise<string | null>;
  /** Runs a shell command inside the router. */
  readonly inRouter: (command: string, input?: string) => Promise<{ readonly code: number; readonly output: string }>;
  /** Whether each connection is answered: true = passed. No answer within the time counts as stopped. */
  readonly probe: (probes: readonly LabProbe[], waitMillis: number) => Promise<readonly boolean[]>;
  readonly close: () => Promise<void>;
};

export type Laboratory = {
  /** What is missing to build one: programs, rights. Empty when it can be built. */
  readonly missing: () => Promise<readonly string[]>;
  readonly open: (shape: LabShape) => Promise<Lab>;
};
