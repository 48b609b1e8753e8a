import { type Code, Findings, MainCurrency, type RedFlag } from './findings.ts';
import { shortSubmission } from './r003-short-submission.ts';
import { singleBid } from './r018-single-bid.ts';
import { closePrice } from './r024-close-price.ts';
import { constantLoser } from './r025-constant-loser.ts';
import { samePrice } from './r028-same-price.ts';
import { lateWinner } from './r030-late-winner.ts';
import { othersDisqualified } from './r035-others-disqualified.ts';
import { lowestDisqualified } from './r036-lowest-disqualified.ts';
import { oftenDisqualified } from './r038-often-disqualified.ts';
import { suppliesAnything } from './r048-supplies-anything.ts';
import { heavyDiscount } from './r058-heavy-discount.ts';
import { readRelease } from './release.ts';
import type { Settings } from './settings.ts';

type Make = (settings: Settings, findings: Findings, currency: MainCurrency) => RedFlag;

const flags: Readonly<Record<Code, Make>> = {
  R003: shortSubmission,
  R018: singleBid,
  R024: closePrice,
  R025: constantLoser,
  R028: samePrice,
  R030: lateWinner,
  R035: othersDisqualified,
  R036: lowestDisqualified,
  R038: oftenDisqualified,
  R048: suppliesAnything,
  R058: heavyDiscount,
};

/** Settings switch on the flags that they name; settings that name none leave all eleven on. */
function enabled(settings: Settings): Code[] {
  const all = Object.keys(flags) as Code[];
  const named = all.filter(code => settings[code] !== undefined);
  return named.length > 0 ? named : all;
}

/**
 * Screens compiled releases one by one: show each with `see`, then `conclude`. It keeps counts per organisation and a
 * price gap per process, never a release, so that a file larger than the memory passes through.
 */
export function screen(settings: Settings) {
  const findings = new Findings();
  const currency = new MainCurrency(settings.currency);
  const on = enabled(settings).map(code => flags[code](settings, findings, currency));
  const excluded = settings.exclusions?.procurement_method_details;
  return {
    see(line: unknown): void {
      const release = readRelease(line);
      if (release === null || release.cancelled) return;
      if (release.methodDetails !== null && excluded?.has(release.methodDetails)) return;
      for (const flag of on) flag.see(release);
    },
    conclude(): Findings {
      for (const flag of on) flag.conclude?.();
      return findings;
    },
  };
}
