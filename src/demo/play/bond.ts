import { recordPayments } from '../../../contracts/bond.ts';
import { parseYuan } from '../../kernel/money.ts';
import { organisationOf } from '../city.ts';
import type { Stage } from './player.ts';
import type { Trade } from './publish.ts';

/** The bank tells the centre's finance that a bidder's bond has come from its basic account; nothing where none is asked. */
export async function payBond(stage: Stage, { lot, rules }: Trade, bidder: string): Promise<void> {
  if (parseYuan(rules.bond) === 0n) return;
  const finance = await stage.first('finance');
  const { name, basicAccount } = organisationOf(bidder);
  await finance.client.call(recordPayments, {
    params: { lot },
    body: {
      lines: [
        {
          form: 'transfer',
          reference: `${(await stage.now()).getTime()}-${bidder}`,
          payerName: name,
          payerAccount: basicAccount ?? '',
          amount: rules.bond,
          at: (await stage.now()).toISOString(),
        },
      ],
    },
  });
}
