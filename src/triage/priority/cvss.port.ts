// SPDX-License-Identifier: Apache-2.0
export type CvssScore = {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  readonly vector: string;
  readonly score: number;
  readonly severity: 'none' | 'low' | 'medium' | 'high' | 'critical';
};

/** null when the text is no vector. */
export type ScoreVector = (vector: string) => CvssScore | null;
