// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/**
 * SSVC decision tables (CERT/CC, see docs/third-party.md), written compactly: `outcomes` holds one letter group for each
 * combination of the points' values, the last point changing fastest. Japanese names are ours.
 */
export type DecisionPoint = {
  readonly key: string;
  readonly name: Bilingual;
  readonly values: readonly { readonly key: string; readonly name: Bilingual }[];
};
export type DecisionTable = {
  readonly id: string;
  readonly name: Bilingual;
  readonly points: readonly DecisionPoint[];
  readonly results: DecisionPoint['values'];
  readonly outcomes: string;
};

export const deployerTable: DecisionTable = {
  id: 'ssvc:DT_DP:1.0.0',
  name: { ja: '導入組織（Deployer）の適用優先度', en: 'Deployer patch application priority' },
  points: [
    {
      key: 'E',
      name: { ja: '悪用の状況', en: 'Exploitation' },
      values: [
        { key: 'N', name: { ja: 'なし', en: 'None' } },
        { key: 'P', name: { ja: '実証コードあり', en: 'Public PoC' } },
        { key: 'A', name: { ja: '悪用されている', en: 'Active' } },
      ],
    },
    {
      key: 'EXP',
      name: { ja: 'システムの露出', en: 'System Exposure' },
      values: [
        { key: 'S', name: { ja: '小さい', en: 'Small' } },
        { key: 'C', name: { ja: '限定的', en: 'Controlled' } },
        { key: 'O', name: { ja: '公開', en: 'Open' } },
      ],
    },
    {
      key: 'A',
      name: { ja: '自動化できるか', en: 'Automatable' },
      values: [
        { key: 'N', name: { ja: 'いいえ', en: 'No' } },
        { key: 'Y', name: { ja: 'はい', en: 'Yes' } },
      ],
    },
    {
      key: 'HI',
      name: { ja: '人・事業への影響', en: 'Human Impact' },
      values: [
        { key: 'L', name: { ja: '小', en: 'Low' } },
        { key: 'M', name: { ja: '中', en: 'Medium' } },
        { key: 'H', name: { ja: '大', en: 'High' } },
        { key: 'VH', name: { ja: '非常に大', en: 'Very High' } },
      ],
    },
  ],
  results: [
    { key: 'D', name: { ja: '見送り', en: 'Defer' } },
    { key: 'S', name: { ja: '計画どおり', en: 'Scheduled' } },
    { key: 'O', name: { ja: '臨時に', en: 'Out-of-Cycle' } },
    { key: 'I', name: { ja: '直ちに', en: 'Immediate' } },
  ],
  outcomes:
    'D D S S D S S S D S S S S S S S D S S S S S S O D S S S S S S S D S S S S S S O S S S O S S O O S S O O S O O O S S O O O O O O S O O I O O I I',
};

export const coordinatorTable: DecisionTable = {
  id: 'ssvc:DT_COORD_TRIAGE:1.0.0',
  name: { ja: '調整機関（Coordinator）のトリアージ', en: 'Coordinator triage' },
  points: [
    {
      key: 'RP',
      name: { ja: '報告が公になっているか', en: 'Report Public' },
      values: [
        { key: 'Y', name: { ja: 'はい', en: 'Yes' } },
        { key: 'N', name: { ja: 'いいえ', en: 'No' } },
      ],
    },
    {
      key: 'SCON',
      name: { ja: '開発元（Supplier）に連絡したか', en: 'Supplier Contacted' },
      values: [
        { key: 'N', name: { ja: 'いいえ', en: 'No' } },
        { key: 'Y', name: { ja: 'はい', en: 'Yes' } },
      ],
    },
    {
      key: 'RC',
      name: { ja: '報告の信頼性', en: 'Report Credibility' },
      values: [
        { key: 'NC', name: { ja: '信頼できない', en: 'Not Credible' } },
        { key: 'C', name: { ja: '信頼できる', en: 'Credible' } },
      ],
    },
    {
      key: 'SC',
      name: { ja: '関係する開発元の数', en: 'Supplier Cardinality' },
      values: [
        { key: 'O', name: { ja: '一つ', en: 'One' } },
        { key: 'M', name: { ja: '複数', en: 'Multiple' } },
      ],
    },
    {
      key: 'SE',
      name: { ja: '開発元の応答', en: 'Supplier Engagement' },
      values: [
        { key: 'A', name: { ja: '応答あり', en: 'Active' } },
        { key: 'U', name: { ja: '応答なし', en: 'Unresponsive' } },
      ],
    },
    {
      key: 'U',
      name: { ja: '攻撃者にとっての有用さ', en: 'Utility' },
      values: [
        { key: 'L', name: { ja: '手間がかかる', en: 'Laborious' } },
        { key: 'E', name: { ja: '効率的', en: 'Efficient' } },
        { key: 'S', name: { ja: '非常に効率的', en: 'Super Effective' } },
      ],
    },
    {
      key: 'PSI',
      name: { ja: '公共の安全への影響', en: 'Public Safety Impact' },
      values: [
        { key: 'M', name: { ja: '最小', en: 'Minimal' } },
        { key: 'S', name: { ja: '重大', en: 'Significant' } },
      ],
    },
  ],
  results: [
    { key: 'D', name: { ja: '受理しない', en: 'Decline' } },
    { key: 'T', name: { ja: '経過観察', en: 'Track' } },
    { key: 'C', name: { ja: '調整する', en: 'Coordinate' } },
  ],
  outcomes:
    'D D D D D D D D D D D D D D D D D C D D D D D C D D D D D D D D D D D D D D D D D C D D D D D C D D D D D D D D D D D D D D D D D C D D D D D C D D D D D D D D D D D D D D D D D C D D D D D C D D D D D D D D D D D D D D D D D C D D D D D C D D D D D D D D D D D D D D D D D C D D D D D C D D D T D T D D D T D T D T D T T C D T D T T C D D D T D T T C C C C C D T D T C C C C C C C C',
};

export const bod2604Table: DecisionTable = {
  id: 'cisa:DT_BOD2604:1.0.0',
  name: {
    ja: '参考：米連邦政府機関向けの期限（CISA BOD 26-04。当組織に義務はありません）',
    en: 'For reference: timeline for US federal agencies (CISA BOD 26-04; not binding on you)',
  },
  points: [
    {
      key: 'PE',
      name: { ja: '外部に公開されているか', en: 'Publicly Exposed' },
      values: [
        { key: 'N', name: { ja: 'いいえ', en: 'No' } },
        { key: 'Y', name: { ja: 'はい', en: 'Yes' } },
      ],
    },
    {
      key: 'KEV',
      name: { ja: 'KEV に載っているか', en: 'In KEV' },
      values: [
        { key: 'N', name: { ja: 'いいえ', en: 'No' } },
        { key: 'Y', name: { ja: 'はい', en: 'Yes' } },
      ],
    },
    {
      key: 'A',
      name: { ja: '自動化できるか', en: 'Automatable' },
      values: [
        { key: 'N', name: { ja: 'いいえ', en: 'No' } },
        { key: 'Y', name: { ja: 'はい', en: 'Yes' } },
      ],
    },
    {
      key: 'TI',
      name: { ja: '技術的な影響', en: 'Technical Impact' },
      values: [
        { key: 'P', name: { ja: '一部', en: 'Partial' } },
        { key: 'T', name: { ja: '全面', en: 'Total' } },
      ],
    },
  ],
  results: [
    { key: 'FSU', name: { ja: '次の更新時', en: 'Fix on system upgrade' } },
    { key: '60D', name: { ja: '60日以内', en: '60 days' } },
    { key: '14D', name: { ja: '14日以内', en: '14 days' } },
    { key: '3D', name: { ja: '3日以内', en: '3 days' } },
    { key: '3DF', name: { ja: '3日以内と証跡調査', en: '3 days & forensic investigation' } },
  ],
  outcomes: 'FSU FSU 60D 60D 14D 14D 14D 3DF 60D 14D 14D 3D 14D 3DF 3D 3DF',
};
