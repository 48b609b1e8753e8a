import type { MainCurrency } from './findings.ts';
import { type Release, soleSupplier } from './release.ts';
import { comparesPrices, type Settings } from './settings.ts';

interface Offer {
  readonly tenderer: string;
  readonly amount: number;
}

export interface PriceGap {
  readonly winner: string;
  readonly runnerUp: string;
  /** (second lowest valid bid − winning bid) ÷ winning bid. */
  readonly ratio: number;
}

const lowest = (offers: readonly Offer[]): Offer | undefined =>
  offers.reduce<Offer | undefined>(
    (least, offer) => (least === undefined || offer.amount < least.amount ? offer : least),
    undefined,
  );

/** How far the runner-up is above the winner; null where the lowest bid did not win, or the winner is not one bidder. */
function priceGap(release: Release, currency: MainCurrency): PriceGap | null {
  const supplier = soleSupplier(release);
  if (supplier === null) return null;
  const offers: Offer[] = [];
  for (const { status, price, tenderers } of release.bids ?? []) {
    const [tenderer] = tenderers.ids;
    if (status !== 'valid' || price === null || tenderers.count !== 1) continue;
    if (tenderer === undefined || !currency.is(price.currency)) continue;
    offers.push({ tenderer, amount: price.amount });
  }
  const winner = lowest(offers.filter(offer => offer.tenderer === supplier));
  const runnerUp = lowest(offers.filter(offer => offer.tenderer !== supplier));
  if (!winner || !runnerUp || runnerUp.amount < winner.amount || winner.amount <= 0) return null;
  const ratio = (runnerUp.amount - winner.amount) / winner.amount;
  return { winner: winner.tenderer, runnerUp: runnerUp.tenderer, ratio };
}

/** The gap of every process whose prices can be compared. */
export class PriceGaps {
  readonly byOcid = new Map<string, PriceGap>();
  readonly #settings: Settings;
  readonly #currency: MainCurrency;
  constructor(settings: Settings, currency: MainCurrency) {
    this.#settings = settings;
    this.#currency = currency;
  }

  see(release: Release): void {
    if (!comparesPrices(this.#settings, release.methodDetails)) return;
    const gap = priceGap(release, this.#currency);
    if (gap) this.byOcid.set(release.ocid, gap);
  }

  ratios(): number[] {
    return [...this.byOcid.values()].map(gap => gap.ratio);
  }
}
