import { type SaleHere } from '../../../shared/contract/sale.values.ts';
import { isEstimate } from '../../../shared/domain/dispensing/counter-sale.ts';
import { type MadePack, type ReturnStop } from '../../../shared/domain/dispensing/pack-return.ts';
import { owedToCustomer } from '../../../shared/domain/dispensing/purchase-report.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type packReturnTexts } from './pack-return.texts.ts';
import { type saleTexts } from './sale.texts.ts';

type Saying<T extends { byLanguage: { fi: object } }> = Translate<keyof T['byLanguage']['fi'] & string>;

/** A state that says nothing of why the pack stays has the general word. */
export const stopWord = (stop: ReturnStop | null) =>
  stop === null || stop === 'active' || stop === 'supplied' || stop === 'unknown' ? 'stop' : stop;

/** What is still to be told of the packs and the money of a dispensing, the gravest first; empty: all is settled. */
export function saleWords(sold: SaleHere, m: Saying<typeof saleTexts>, formats: Formats): string {
  const { packs, settled, sale, state } = sold;
  const [told] = packs.told;
  if (packs.refused === 1 && told !== undefined && told !== 'active') return m(`told_${told}`);
  if (packs.refused > 0) return m('packsRefused', { count: packs.refused });
  if (state === 'refused') return m('refused');
  const owed = settled === null ? 0 : owedToCustomer(sale, settled);
  if (owed !== 0) return m(owed > 0 ? 'settledBack' : 'settledMore', { money: formats.money(Math.abs(owed)) });
  if (settled !== null) return m('settledSame');
  if (state === 'waiting') return m(isEstimate(sale.line) ? 'settling' : 'reported');
  return packs.waiting > 0 ? m('packsWaiting', { count: packs.waiting }) : '';
}

/** Where the packs of a cancelled dispensing are, the gravest first; empty: none was read. */
export function returnWords(packs: readonly MadePack[], p: Saying<typeof packReturnTexts>): string {
  const count = (standing: MadePack['standing']): number => packs.filter(pack => pack.standing === standing).length;
  const stays = packs.find(({ standing }) => standing === 'stays');
  if (stays !== undefined) return p(stopWord(stays.stop));
  if (count('returning') > 0) return p('returning', { count: count('returning') });
  if (count('returned') > 0) return p('returned', { count: count('returned') });
  return packs.length > 0 ? p('stays') : '';
}
