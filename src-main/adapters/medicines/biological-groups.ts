/**
 * ATC groups that are treated as biological medicines. The register's text form has no column for it and the Pharmaceutical
 * Database has; until that is at hand the list decides. Unconfirmed: our own reading of the ATC classification.
 */
export const BIOLOGICAL_ATC_GROUPS: readonly string[] = [
  'A10A', // insulins
  'A16AB', // enzymes
  'B01AB04', // dalteparin
  'B01AB05', // enoxaparin
  'B01AB10', // tinzaparin
  'B02BD', // blood coagulation factors
  'B03XA', // erythropoietins
  'G03GA', // gonadotropins
  'H01AC', // somatropin and analogues
  'H05AA02', // teriparatide
  'J06B', // immunoglobulins
  'L01F', // monoclonal antibodies
  'L03AA', // colony stimulating factors
  'L03AB', // interferons
  'L04AB', // TNF alpha inhibitors
  'L04AC', // interleukin inhibitors
  'M05BX04', // denosumab
  'R03DX05', // omalizumab
  'S01LA', // antineovascularisation agents
];

export const isBiological = (atc: string): boolean => BIOLOGICAL_ATC_GROUPS.some(group => atc.startsWith(group));
